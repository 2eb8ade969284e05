import { kinds } from './char-kinds.ts';

/**
 * What is measured of a text besides its words, in this order. A model keeps its own limits for each, so a measure may be added
 * only with a new version of the model file.
 */
export const statisticNames = [
  'characters',
  'lines',
  'mean-line-length',
  'longest-line',
  'median-line-length',
  'line-length-variation',
  'lines-ending-in-punctuation',
  'short-lines',
  'characters-in-short-lines',
  'characters-in-lines-of-sentences',
  'repeated-lines',
  'letters',
  'digits',
  'capitals',
  'punctuation',
  'other-marks',
  'white-space',
  'mean-word-length',
  'longest-word',
  'distinct-words',
  'function-words',
  'pronouns-i-you',
  'capitalised-words',
  'words-with-digits',
  'words-per-sentence',
  'sentences-per-line',
  'commas-per-word',
  'exclamations-per-sentence',
  'questions-per-sentence',
  'brackets-per-word',
  'addresses-per-word',
  'ellipses-per-word',
] as const;

/** Longer texts are judged by their start, as by n-grams. */
export const MAX_LENGTH = 1 << 15;
/** Lines whose widths are kept. */
export const MAX_LINES = 1 << 12;
/** Slots of the sets that tell words and lines met before; a collision takes two for one, which a share can bear. */
export const DISTINCT_SLOTS = 1 << 13;

/** What one pass over the start of a text counts. */
export interface Counts {
  /** By kind of character. */
  marks: Int32Array;
  /** By kind of common word (function-words.ts). */
  common: Int32Array;
  /** In the order of `totals`. */
  totals: Int32Array;
  /** Sum of the squares of the lines' widths. */
  squares: Float64Array;
  /** Width of each line that is not empty. */
  lineWidths: Int32Array;
}

/** Places in `Counts.totals`. */
export const totals = {
  words: 0,
  wordCharacters: 1,
  longestWord: 2,
  distinct: 3,
  capitalised: 4,
  withDigits: 5,
  sentences: 6,
  ellipses: 7,
  lines: 8,
  longestLine: 9,
  ended: 10,
  shortLines: 11,
  shortWidth: 12,
  sentenceWidth: 13,
  repeated: 14,
  widthSum: 15,
  count: 16,
} as const;

/** Writes the statistics of a text of `textLength` code units to `values`; every value is finite. Sorts `lineWidths`. */
export function writeStatistics(counts: Counts, textLength: number, values: Float64Array): void {
  const { marks, common, squares, lineWidths } = counts;
  const total = (place: number): number => counts.totals[place]!;
  const length = Math.min(textLength, MAX_LENGTH);
  const words = total(totals.words);
  const lines = total(totals.lines);
  const sentences = total(totals.sentences);
  const widthSum = total(totals.widthSum);
  const letters = marks[kinds.lower]! + marks[kinds.upper]! + marks[kinds.unspaced]!;
  const others = marks[kinds.other]!;
  const spaces = marks[kinds.space]!;
  const digits = marks[kinds.digit]!;
  const perCharacter = 1 / Math.max(1, length);
  const perWord = 1 / Math.max(1, words);
  const perLine = 1 / Math.max(1, lines);
  const perWidth = 1 / Math.max(1, widthSum);
  const perSentence = 1 / Math.max(1, sentences);
  const meanLine = widthSum * perLine;
  const keptLines = Math.min(lines, MAX_LINES);
  const sorted = lineWidths.subarray(0, keptLines).sort();
  // one by one: `set` of an array takes ten times as long
  values[0] = textLength;
  values[1] = lines;
  values[2] = meanLine;
  values[3] = total(totals.longestLine);
  values[4] = keptLines === 0 ? 0 : sorted[keptLines >> 1]!;
  values[5] = Math.sqrt(Math.max(0, squares[0]! * perLine - meanLine * meanLine)) / Math.max(1, meanLine);
  values[6] = total(totals.ended) * perLine;
  values[7] = total(totals.shortLines) * perLine;
  values[8] = total(totals.shortWidth) * perWidth;
  values[9] = total(totals.sentenceWidth) * perWidth;
  values[10] = total(totals.repeated) * perLine;
  values[11] = letters * perCharacter;
  values[12] = digits * perCharacter;
  values[13] = marks[kinds.upper]! / Math.max(1, letters);
  values[14] = Math.max(0, length - letters - digits - spaces - others) * perCharacter;
  values[15] = others * perCharacter;
  values[16] = spaces * perCharacter;
  values[17] = total(totals.wordCharacters) * perWord;
  values[18] = total(totals.longestWord);
  values[19] = total(totals.distinct) / Math.max(1, Math.min(words, DISTINCT_SLOTS));
  values[20] = common[1]! * perWord;
  values[21] = common[2]! * perWord;
  values[22] = total(totals.capitalised) * perWord;
  values[23] = total(totals.withDigits) * perWord;
  values[24] = words * perSentence;
  values[25] = sentences * perLine;
  values[26] = marks[kinds.comma]! * perWord;
  values[27] = marks[kinds.exclamation]! * perSentence;
  values[28] = marks[kinds.question]! * perSentence;
  values[29] = (marks[kinds.bracket]! + marks[kinds.quote]!) * perWord;
  values[30] = common[3]! * perWord;
  values[31] = total(totals.ellipses) * perWord;
}
