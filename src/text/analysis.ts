import { createTextKernel, LONGEST_TEXT, type TextKernel } from './kernel/kernel.ts';
import { countPairs, type SplitText } from './split-text.ts';
import type { Words } from './words.ts';

export { LONGEST_TEXT };

/** Lines as Python's `splitlines` has them, without their breaks. */
export interface Lines {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** The line without white space around; where nothing is left, both are its end. */
  from: Int32Array;
  to: Int32Array;
  /** What stands between white space: how many, and the code points of the longest. */
  chunks: Int32Array;
  longest: Int32Array;
  /** `BRACKET` where there is a `[`, `CURLY` where there is a `{`. */
  flags: Int32Array;
  /** First word of the line, and after the last line all words. */
  words: Int32Array;
}

/** How many lines or paragraphs there are, how many repeat one before them, and the code points of those. */
export interface Repeated {
  count: number;
  repeated: number;
  codePoints: number;
}

/** Lines between line feeds, those of white space alone left out. */
export interface FeedLines {
  codes: Uint16Array;
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  feeds: number;
  codePoints: number;
  /** Code points of the lines that repeat one before them. */
  repeated: number;
}

/** What every rule reads of one text: made once a document, valid until the next call of the function that made it. */
export interface Analysis extends SplitText {
  text: string;
  /** Word i is the same string as word `ids[i]` ≤ i, the first of its kind. */
  ids: Int32Array;
  /** Polynomial hash of each word, as `WordTable` has it. */
  hashes: Int32Array;
  /** The first word of each kind, in order: `distinctWords` of them; and by such a word how often it is met. */
  distinct: Int32Array;
  times: Int32Array;
  /** Words with a character that is not in datatrove's punctuation set, and their code points together. */
  plainWords: number;
  plainWordPoints: number;
  /** Words with a letter. */
  alphabeticWords: number;
  /** Words that differ. */
  distinctWords: number;
  /** `#`, and `...` (without overlap) or `…`. */
  numberSigns: number;
  ellipses: number;
  lines: Lines;
  /** Sentences of the words [first, last), 0 for none, as `countSentences` counts them. */
  sentences(first: number, last: number): number;
  /** The text split at every run of line feeds. */
  repeatedLines(): Repeated;
  /** The text without white space around, split at every run of two line feeds and more. */
  repeatedParagraphs(): Repeated;
  /** Lines of `edited` instead of the text, where that is not null; valid until the next call of any of these. */
  feedLines(edited: string | null): FeedLines;
  /**
   * Of the n-grams met most often, the first: its code points with a space between words, times how often it is met.
   * For each n of `sizes`, in order; null where the text has fewer than n words.
   */
  topNgrams(sizes: readonly number[]): (number | null)[];
  /**
   * For each n of `sizes`, in order: code points of all n-grams of words that repeat an earlier one, counted as datatrove
   * does: an n-gram seen before adds the length of its words and the scan goes on after it. Two n-grams are equal when
   * their words, written together, are.
   */
  repeatedNgrams(sizes: readonly number[]): number[];
  /** Calls back with every place where a phrase of C4's may have its anchor, in order; see `anchors` of lines.as. */
  anchors(found: (place: number) => void): void;
}

/**
 * Takes a text of at most `LONGEST_TEXT` code units apart; `words` instead of our own are for checks against another
 * tokenizer. Errors: `RangeError` for longer texts.
 */
export type Analyse = (text: string, words?: Words) => Analysis;

/** Makes an `Analyse` with an analysis that is filled again and again. */
export function createAnalyse(): Analyse {
  const kernel = createTextKernel();
  const { arrays } = kernel;
  const { state } = arrays;
  const words: Words = { count: 0, starts: arrays.starts, ends: arrays.ends };
  const analysis: Analysis = {
    text: '',
    codes: arrays.codes,
    length: 0,
    codePoints: 0,
    astral: false,
    words,
    ids: arrays.ids,
    hashes: arrays.hashes,
    distinct: arrays.distinct,
    times: arrays.times,
    plainWords: 0,
    plainWordPoints: 0,
    alphabeticWords: 0,
    distinctWords: 0,
    numberSigns: 0,
    ellipses: 0,
    lines: {
      count: 0,
      starts: arrays.lineStarts,
      ends: arrays.lineEnds,
      from: arrays.lineFrom,
      to: arrays.lineTo,
      chunks: arrays.lineChunks,
      longest: arrays.lineLongest,
      flags: arrays.lineFlags,
      words: arrays.lineWords,
    },
    ...measuresOf(kernel, () => analysis),
  };

  return (text, given) => {
    const { length } = text;
    if (length > LONGEST_TEXT) throw new RangeError(`expected at most ${LONGEST_TEXT} code units, found ${length}`);
    kernel.write(text, 'CODES');
    if (given !== undefined) {
      arrays.starts.set(given.starts.subarray(0, given.count));
      arrays.ends.set(given.ends.subarray(0, given.count));
    }
    kernel.read(length, given?.count ?? -1);
    const pairs = state[5]!;
    words.count = state[0]!;
    analysis.text = text;
    analysis.length = length;
    analysis.codePoints = length - pairs;
    analysis.astral = pairs > 0;
    analysis.plainWords = state[1]!;
    analysis.plainWordPoints = state[2]!;
    analysis.alphabeticWords = state[3]!;
    analysis.distinctWords = state[4]!;
    analysis.lines.count = state[6]!;
    analysis.numberSigns = state[7]!;
    analysis.ellipses = state[8]!;
    return analysis;
  };
}

type Measures = Pick<
  Analysis,
  'sentences' | 'repeatedLines' | 'repeatedParagraphs' | 'feedLines' | 'topNgrams' | 'repeatedNgrams' | 'anchors'
>;

function measuresOf({ run, at, arrays, write }: TextKernel, current: () => Analysis): Measures {
  const { state, spanStarts, spanEnds } = arrays;
  const repeatedPoints = (codes: number, count: number, astral: boolean): number => {
    run.duplicates(codes, count, astral ? 1 : 0);
    return state[18]! - state[19]!;
  };
  const repeated = (count: number): Repeated => {
    const codePoints = repeatedPoints(at.CODES.value, count, current().astral);
    return { count, repeated: state[17]!, codePoints };
  };
  return {
    sentences: run.sentences,
    repeatedLines: () => repeated(run.breakSpans(0, current().length, 1)),
    repeatedParagraphs: () => repeated(run.breakSpans(state[9]!, state[10]!, 2)),
    feedLines: (edited) => {
      const { length, astral, codePoints } = current();
      if (edited !== null) write(edited, 'EDITED');
      const codes = edited === null ? arrays.codes : arrays.edited;
      const place = edited === null ? at.CODES.value : at.EDITED.value;
      const count = run.lineSpans(place, edited?.length ?? length);
      const feeds = state[16]!;
      return {
        codes,
        count,
        starts: spanStarts,
        ends: spanEnds,
        feeds,
        codePoints: edited === null ? codePoints : edited.length - (astral ? countPairs(codes, edited.length) : 0),
        repeated: repeatedPoints(place, count, astral),
      };
    },
    topNgrams: (sizes) => {
      const largest = Math.min(Math.max(0, ...sizes), current().words.count);
      const tops = new Map<number, number>();
      for (let size = 1; size <= largest; size++) {
        run.countNgrams(size);
        if (sizes.includes(size)) tops.set(size, run.topPoints(size));
      }
      return sizes.map((size) => tops.get(size) ?? null);
    },
    repeatedNgrams: (sizes) => {
      const candidates = sizes.length === 0 ? 0 : run.findCandidates(Math.min(...sizes));
      return sizes.map((size) => run.repeatedNgramPoints(size, candidates));
    },
    anchors: (found) => {
      const count = run.anchors(current().length);
      for (let index = 0; index < count; index++) found(spanStarts[index]!);
    },
  };
}
