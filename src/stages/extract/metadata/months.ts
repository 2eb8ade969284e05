/**
 * Beginnings of month names, full and short, in the languages of most of the web; accents may be missing.
 * The longest beginning decides: Finnish `marraskuuta` is November although `mar` is March.
 */
const beginnings: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'янв', 'січ', 'яну', 'sty', 'led', 'ιαν', 'oca', 'tammi', 'ian', 'sij', 'siječ'],
  ['feb', 'fev', 'fév', 'фев', 'лют', 'lut', 'úno', 'uno', 'φεβ', 'şub', 'sub', 'helmi', 'velj'],
  ['mar', 'mär', 'mrz', 'maa', 'мар', 'бер', 'bře', 'bre', 'μαρ', 'μάρ', 'már', 'ožu'],
  ['apr', 'avr', 'abr', 'апр', 'квіт', 'kwi', 'dub', 'απρ', 'nis', 'huhti', 'ápr', 'trav'],
  ['may', 'mai', 'maj', 'mei', 'mag', 'май', 'мая', 'трав', 'kvě', 'kve', 'μαΐ', 'μαϊ', 'μάι', 'máj', 'touko', 'svib'],
  ['jun', 'juin', 'giu', 'июн', 'юни', 'черв', 'cze', 'červn', 'cervn', 'ιουν', 'ιούν', 'haz', 'kesä', 'jún', 'iun'],
  [
    'jul',
    'juil',
    'lug',
    'июл',
    'юли',
    'лип',
    'lip',
    'červenc',
    'cervenc',
    'ιουλ',
    'ιούλ',
    'tem',
    'heinä',
    'júl',
    'iul',
  ],
  ['aug', 'aoû', 'aou', 'ago', 'авг', 'серп', 'sie', 'srp', 'αυγ', 'αύγ', 'ağu', 'elo', 'kol'],
  ['sep', 'set', 'сен', 'септ', 'вер', 'wrz', 'zář', 'zar', 'σεπ', 'eyl', 'syys', 'szept', 'ruj'],
  ['oct', 'okt', 'ott', 'out', 'окт', 'жовт', 'paź', 'paz', 'říj', 'rij', 'οκτ', 'eki', 'loka'],
  ['nov', 'ноя', 'ноем', 'листоп', 'lis', 'νοε', 'kas', 'marras', 'stud'],
  ['dec', 'dez', 'déc', 'dic', 'des', 'дек', 'груд', 'gru', 'pro', 'δεκ', 'ara', 'joulu', 'pros'],
];

const LONGEST = 7;
const SHORTEST = 3;
const monthOf = new Map(beginnings.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/** 1 to 12, or 0 when the word begins no month's name. */
export function monthNumber(word: string): number {
  const lower = word.toLowerCase().normalize('NFC');
  for (let length = Math.min(LONGEST, lower.length); length >= SHORTEST; length--) {
    const month = monthOf.get(lower.slice(0, length));
    if (month !== undefined) return month;
  }
  return 0;
}
