/** What `not` is written together with, and which of those also take `ve`. */
const NEGATED = 'ca|could|did|does|do|had|may|might|must|need|ought|sha|should|wo|would'.split('|');
const NEGATED_ONLY = 'ai|are|dare|has|have|is|was|were'.split('|');
/** What the contracted verbs are written together with, each with its own few exceptions: `ill`, `well`, `were`, `id`. */
const AFTER: Readonly<Record<string, string>> = {
  d: 'he how i it that there these they this those we what when where who why you',
  dve: 'he how i it she that there these they this those we what when where who why you',
  ll: 'how it that there these they this those what when where who why you',
  llve: 'he how i it she that there these they this those we what when where who why you',
  m: 'i',
  ma: 'i',
  re: 'how there these they those what when where why you',
  s: 'he how she that there this what when where who why',
  ve: 'could how i might must not should there these they those we what when where who why would you',
};
const OTHERS: readonly (readonly string[])[] = [
  ['can', 'not'],
  ['gon', 'na'],
  ['got', 'ta'],
  ['y', 'all'],
];

/** Words without an apostrophe that are cut, and into what. */
const CONTRACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...OTHERS,
    ...[...NEGATED, ...NEGATED_ONLY].map((verb) => [verb, 'nt']),
    ...NEGATED.map((verb) => [verb, 'nt', 've']),
    ...Object.entries(AFTER).flatMap(([ending, words]) => {
      const pieces = /^(d|ll|m)(ve|a)$/.exec(ending)?.slice(1) ?? [ending];
      return words.split(' ').map((word) => [word, ...pieces]);
    }),
  ].map((pieces) => [pieces.join(''), pieces]),
);

/** Symbols of Unicode 11, which are words of their own wherever they stand, but for those of later versions. */
const SYMBOL =
  '(?![\\u{1d1bb}-\\u{1d1c0}\\u{1f10d}-\\u{1f10f}\\u{1f16c}-\\u{1f16f}\\u{1f1ad}\\u{1f6d5}-\\u{1f6df}\\u{1f6fa}-\\u{1f6ff}\\u{1f774}-\\u{1f77f}\\u{1f7d9}-\\u{1f7ff}\\u{1f8b0}-\\u{1f8ff}\\u{1f90c}-\\u{1f90f}\\u{1f93f}\\u{1f971}\\u{1f972}\\u{1f977}-\\u{1f979}\\u{1f97b}\\u{1f9a3}-\\u{1f9af}\\u{1f9ba}-\\u{1f9bf}\\u{1f9c3}-\\u{1f9cf}\\u{1fa00}-\\u{1fa5f}\\u{1fa6e}-\\u{1fbff}])\\p{So}';
/** Marks that are cut off at either end of a word. */
const MARK = '[¡·¿،؛؟٪۔।‘‚⟦⟧『』〔〕]';
const CURRENCY = '[£¥฿\\u20a0-\\u20bf﷼]';
/** Units of measure behind a digit. */
const UNIT =
  'km[²³]?|kmh|[dcm]?m[²³]?|mph|mbar|mb|[nµ]m|ha|yd|in|ft|[mkµ]?g|t|lb|oz|kb|gb|tb|(?:км|[дсм]?м)[²³]?|нм|[мк]?г|кб|мб|гб|тб';

const PREFIX = new RegExp(`^(?:${SYMBOL}|${MARK}|${CURRENCY}|§)`, 'u');
const SUFFIX = new RegExp(`(?:${SYMBOL}|${MARK}|(?<=[0-9])(?:${CURRENCY}|${UNIT}))$`, 'u');
const INFIX = new RegExp(`(${SYMBOL})`, 'u');
/** Whether a word has anything that may be cut. */
const CUT = new RegExp(`${SYMBOL}|${MARK}|${CURRENCY}|§|[0-9][^0-9]`, 'u');

/**
 * Cuts a word as spaCy's English tokenizer does, which datatrove uses, as far as datatrove leaves anything to cut: words
 * have neither ASCII punctuation nor capitals. Contractions are cut whole; else marks and symbols at both ends and units
 * behind numbers come off, the outermost first, and then what is left is cut at symbols.
 */
export function cutEnglishWord(word: string, into: string[]): void {
  const pieces = CONTRACTIONS.get(word);
  if (pieces !== undefined) into.push(...pieces);
  else if (CUT.test(word)) cutAffixes(word, into);
  else into.push(word);
}

function cutAffixes(word: string, into: string[]): void {
  const behind: string[] = [];
  let rest = word;
  for (let length = -1; rest.length !== length && rest !== '' && !CONTRACTIONS.has(rest); ) {
    length = rest.length;
    const [prefix = ''] = PREFIX.exec(rest) ?? [];
    const tail = rest.slice(prefix.length);
    if (prefix !== '') into.push(prefix);
    if (CONTRACTIONS.has(tail)) {
      rest = tail;
      break;
    }
    const [suffix = ''] = SUFFIX.exec(tail) ?? [];
    if (suffix !== '') behind.push(suffix);
    rest = tail.slice(0, tail.length - suffix.length);
  }
  const pieces = CONTRACTIONS.get(rest) ?? rest.split(INFIX).filter((piece) => piece !== '');
  for (const piece of pieces) into.push(piece);
  for (const piece of behind.reverse()) into.push(piece);
}
