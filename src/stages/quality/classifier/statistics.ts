import { foldTable } from '../../../text/fold.ts';
import { charKinds, kinds } from './char-kinds.ts';
import { functionWords } from './function-words.ts';
import {
  type Counts,
  DISTINCT_SLOTS,
  MAX_LENGTH,
  MAX_LINES,
  statisticNames,
  totals,
  writeStatistics,
} from './statistic-values.ts';

/** Width of a short line; a character of a script without spaces is as wide as three letters. */
const SHORT_LINE = 40;
const UNSPACED_WIDTH = 3;
const PRIME = 0x01000193;
const WORD_SEED = 0x811c9dc5;
/** Longest word in `functionWords`. */
const LONGEST_FUNCTION_WORD = 8;

const commonWords = functionWords();

/** A set of hashes that is emptied by counting up. */
class HashSeen {
  private readonly slots = new Int32Array(DISTINCT_SLOTS);

  add(hash: number, generation: number): boolean {
    const slot = (hash ^ (hash >>> 15)) & (DISTINCT_SLOTS - 1);
    if (this.slots[slot] === generation) return false;
    this.slots[slot] = generation;
    return true;
  }
}

/** Measures texts into one array, valid until the next call. Every value is finite, whatever the text. */
export function createStatistics(): (text: string) => Float64Array {
  const values = new Float64Array(statisticNames.length);
  const marks = new Int32Array(kinds.count);
  const common = new Int32Array(4);
  const lineWidths = new Int32Array(MAX_LINES);
  const counts: Counts = {
    marks,
    common,
    totals: new Int32Array(totals.count),
    squares: new Float64Array(1),
    lineWidths,
  };
  const seenWords = new HashSeen();
  const seenLines = new HashSeen();
  let generation = 0;

  return (text) => {
    generation += 1;
    const length = Math.min(text.length, MAX_LENGTH);
    marks.fill(0);
    common.fill(0);
    let words = 0;
    let wordCharacters = 0;
    let longestWord = 0;
    let distinct = 0;
    let capitalised = 0;
    let withDigits = 0;
    let sentences = 0;
    let ellipses = 0;
    let lines = 0;
    let longestLine = 0;
    let ended = 0;
    let shortLines = 0;
    let shortWidth = 0;
    let sentenceWidth = 0;
    let repeated = 0;
    let widthSum = 0;
    let squareSum = 0;
    let lineHash = 1;
    let width = 0;
    let lineSentences = 0;
    let last: number = kinds.space;

    for (let index = 0; index <= length; ) {
      const code = index < length ? text.charCodeAt(index) : 0x0a;
      const kind = index < length ? charKinds[code]! : kinds.newline;
      if (kind <= kinds.digit) {
        const start = index;
        let hash = WORD_SEED;
        let digits = 0;
        let current = kind;
        let currentCode = code;
        if (kind === kinds.upper) capitalised += 1;
        do {
          marks[current]! += 1;
          if (current === kinds.digit) digits += 1;
          hash = Math.imul(hash ^ foldTable[currentCode]!, PRIME);
          index += 1;
          if (index >= length) break;
          currentCode = text.charCodeAt(index);
          current = charKinds[currentCode]!;
        } while (current <= kinds.digit);
        const size = index - start;
        words += 1;
        wordCharacters += size;
        width += size;
        if (size > longestWord) longestWord = size;
        if (digits > 0) withDigits += 1;
        if (seenWords.add(hash, generation)) distinct += 1;
        if (size <= LONGEST_FUNCTION_WORD) common[commonWords.kind(hash)]! += 1;
        lineHash = Math.imul(lineHash ^ hash, PRIME);
        last = kinds.lower;
        continue;
      }
      index += 1;
      if (kind === kinds.newline) {
        if (index <= length) marks[kinds.space]! += 1;
        if (width > 0) {
          if (lines < MAX_LINES) lineWidths[lines] = width;
          lines += 1;
          widthSum += width;
          squareSum += width * width;
          if (width > longestLine) longestLine = width;
          if (last >= kinds.stop && last <= kinds.quote) ended += 1;
          if (width < SHORT_LINE) {
            shortLines += 1;
            shortWidth += width;
          }
          if (lineSentences > 1) sentenceWidth += width;
          if (!seenLines.add(lineHash, generation)) repeated += 1;
        }
        lineHash = 1;
        width = 0;
        lineSentences = 0;
        last = kinds.space;
        continue;
      }
      marks[kind]! += 1;
      if (kind === kinds.space) {
        if (width > 0) width += 1;
        continue;
      }
      if (kind === kinds.unspaced) {
        const hash = Math.imul(WORD_SEED ^ code, PRIME);
        words += 1;
        wordCharacters += 1;
        width += UNSPACED_WIDTH;
        if (seenWords.add(hash, generation)) distinct += 1;
        common[commonWords.kind(hash)]! += 1;
        lineHash = Math.imul(lineHash ^ hash, PRIME);
        last = kind;
        continue;
      }
      width += 1;
      lineHash = Math.imul(lineHash ^ code, PRIME);
      if (kind === kinds.ellipsis || (kind === kinds.stop && last === kinds.stop)) ellipses += 1;
      else if (kind >= kinds.stop && kind <= kinds.question) {
        sentences += 1;
        lineSentences += 1;
      }
      last = kind;
    }

    counts.totals.set([
      words,
      wordCharacters,
      longestWord,
      distinct,
      capitalised,
      withDigits,
      sentences,
      ellipses,
      lines,
      longestLine,
      ended,
      shortLines,
      shortWidth,
      sentenceWidth,
      repeated,
      widthSum,
    ]);
    counts.squares[0] = squareSum;
    writeStatistics(counts, text.length, values);
    return values;
  };
}
