import { createWordTable, type WordTable } from './word-table.ts';

/**
 * Chunks that stay whole though they end in a full stop or hold an apostrophe: abbreviations of titles, months, states and
 * companies, single letters, and a few smileys.
 */
const KEPT_WHOLE = (
  'Adm. Ak. Ala. Apr. Ariz. Ark. Aug. Bros. Calif. Co. Colo. Conn. Corp. D.C. Dec. Del. Dr. E.G. E.g. Feb. Fla. Ga. Gen. ' +
  'Gov. I.E. I.e. Ia. Id. Ill. Inc. Ind. Jan. Jr. Jul. Jun. Kan. Kans. Ky. La. Ltd. Mar. Mass. Md. Messrs. Mich. Minn. ' +
  'Miss. Mo. Mont. Mr. Mrs. Ms. Mt. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. Oct. Okla. Ore. Pa. Ph.D. Prof. ' +
  'Rep. Rev. S.C. Sen. Sep. Sept. St. Tenn. Va. Wash. Wis. a.m. p.m. co. e.g. i.e. v.s. vs. C++ and/or w/o ä. ö. ü. ' +
  "'em 'll 're 's 'd 'S o'clock ma'am Ma'am :) :-) ;) ;-) :( :-( :D :-D :P :-P :/ :-/ =) =( :o :O xD XD <3 ^_^ -_- o_O"
).split(' ');
const keptWhole = createWordTable(KEPT_WHOLE);

const longestKept = Math.max(...KEPT_WHOLE.map((word) => word.length));

/** By the first code unit, where it is below 256: a bit for each length that an entry with it has. */
export const keptLengths = new Uint16Array(256);
for (const word of KEPT_WHOLE) keptLengths[word.charCodeAt(0)]! |= 1 << word.length;

/** Whether this chunk is one word although its marks look like affixes. */
export function isKeptWhole(codes: Uint16Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 2 || length > longestKept) return false;
  const last = codes[end - 1]!;
  const first = codes[start]!;
  if (length === 2 && last === 0x2e && first >= 0x61 && first <= 0x7a) return true;
  if (first >= 256 || (keptLengths[first]! & (1 << length)) === 0) return false;
  return keptWhole.find(codes, start, end) !== -1;
}

const negated = createWordTable(
  'ai ca could dare did does do had has have is may might must need ought sha should was were wo would are'.split(' '),
);
const pronouns = createWordTable(
  'i you he she it we they this that these those there who what when where why how'.split(' '),
);
const modals = createWordTable('could might must should would'.split(' '));
const cannot = createWordTable(['cannot']);
/** Ends of contractions, without `'s`, which is cut off before. */
const TAILS = ['t', 'm', 've', 'll', 're', 'd'];
const tails = createWordTable(TAILS);

/** Start of the last part of a contraction (`n't`, `'ll`, `'re`, `'ve`, `'d`, `'m`; `not` of `cannot`), or `start`. */
export function contractionStart(codes: Uint16Array, start: number, end: number): number {
  const length = end - start;
  if (length < 3 || length > 12) return start;
  let quote = -1;
  for (let index = end - 2; index >= end - 3 && index > start; index--) {
    if (codes[index] === 0x27 || codes[index] === 0x2019) quote = index;
  }
  if (quote === -1) return length === 6 && isIn(cannot, codes, start, end) ? start + 3 : start;
  const tail = TAILS[tails.find(codes, quote + 1, end, true)];
  if (tail === 't' && (codes[quote - 1]! | 0x20) === 0x6e)
    return isIn(negated, codes, start, quote - 1) ? quote - 1 : start;
  switch (tail) {
    case 'm':
      return quote - start === 1 && (codes[start]! | 0x20) === 0x69 ? quote : start;
    case 've':
      return isIn(pronouns, codes, start, quote) || isIn(modals, codes, start, quote) ? quote : start;
    case 'll':
    case 're':
    case 'd':
      return isIn(pronouns, codes, start, quote) ? quote : start;
    default:
      return start;
  }
}

function isIn(table: WordTable, codes: Uint16Array, start: number, end: number): boolean {
  return table.find(codes, start, end, true) !== -1;
}

const UNITS = (
  'km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb oz m/s km/h kmh mph hPa Pa mbar ' +
  'mb MB kb KB gb GB tb TB T G M K'
).split(' ');
const units = createWordTable(UNITS);
const longestUnit = 4;

/** Length of a unit of measurement that ends at `end` right after a digit, 0 for none. */
export function unitStart(codes: Uint16Array, start: number, end: number): number {
  for (let length = 1; length <= longestUnit && end - length > start; length++) {
    const before = codes[end - length - 1]!;
    if (before < 0x30 || before > 0x39) continue;
    return units.find(codes, end - length, end) !== -1 ? length : 0;
  }
  return 0;
}
