import { charClasses, MARK, UNSPACED } from '../../../../text/char-classes.ts';
import { foldTable } from '../../../../text/fold.ts';
import { charKinds } from '../char-kinds.ts';
import { functionWords } from '../function-words.ts';
import type { QualityModel } from '../model.ts';
import { type Counts, DISTINCT_SLOTS, MAX_LENGTH, MAX_LINES, totals } from '../statistic-values.ts';
import { KERNEL } from './kernel.wasm.ts';

/** Exports of kernel.as. Pointers and numbers are i32. */
type Exports = {
  prepare(...places: number[]): void;
  read(length: number): void;
};

const PAGE = 1 << 16;
/** What kernel.as leaves at its `counts`: where each part lies, in bytes. */
const COMMON = 64;
const TOTALS = 80;
const SQUARES = 144;
const NGRAMS = 152;
const COUNTS = 256;

/** Bits of a character's entry, as kernel.as reads them. */
const KIND = 16;
const IS_MARK = 1 << 20;
const IS_UNSPACED = 1 << 21;

/** Most n-grams that a code unit ends: word, pair and triple, and two of each length within words of one letter. */
const ngramsOfUnit = (longest: number): number => 3 + 2 * longest;

const functionWordTable = functionWords();

/** What one pass over a text gives; valid until the next. */
export interface TextPass {
  counts: Counts;
  /** Distinct n-grams, and the sum of their weights in the model's units. */
  ngrams: number;
  sum: number;
}

/** One pass in WebAssembly over a text's n-grams and statistics: what `createNgrams` and `createStatistics` find. */
export function createTextPass({ bits, words, characters, weights }: QualityModel): (text: string) => TextPass {
  let next = 1024;
  const place = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const at = {
    text: place(MAX_LENGTH * 2),
    entries: place(4 << 16),
    weights: place(weights.length),
    seen: place(weights.length / 8),
    seenWords: place(DISTINCT_SLOTS / 8),
    seenLines: place(DISTINCT_SLOTS / 8),
    commonHashes: place(functionWordTable.hashes.length * 4),
    commonKinds: place(functionWordTable.kinds.length),
    lineWidths: place(MAX_LINES * 4),
    counts: place(COUNTS),
    hashes: place(MAX_LENGTH * ngramsOfUnit(characters[1]) * 4 + 16),
  };
  const memory = new WebAssembly.Memory({ initial: Math.ceil(next / PAGE) });
  const { buffer } = memory;
  // The module is built from kernel.as, which exports exactly these.
  const exports = new WebAssembly.Instance(compiled(), { env: { memory } }).exports as Exports;
  const bytes = Buffer.from(buffer);
  const entries = new Uint32Array(buffer, at.entries, 1 << 16);
  for (let code = 0; code < entries.length; code++) {
    const flags = charClasses[code]!;
    entries[code] =
      foldTable[code]! |
      (charKinds[code]! << KIND) |
      ((flags & MARK) === 0 ? 0 : IS_MARK) |
      ((flags & UNSPACED) === 0 ? 0 : IS_UNSPACED);
  }
  new Int8Array(buffer, at.weights, weights.length).set(weights);
  new Int32Array(buffer, at.commonHashes, functionWordTable.hashes.length).set(functionWordTable.hashes);
  new Uint8Array(buffer, at.commonKinds, functionWordTable.kinds.length).set(functionWordTable.kinds);
  exports.prepare(...Object.values(at), functionWordTable.factor, bits, words, ...characters);
  const counts: Counts = {
    marks: new Int32Array(buffer, at.counts, 16),
    common: new Int32Array(buffer, at.counts + COMMON, 4),
    totals: new Int32Array(buffer, at.counts + TOTALS, totals.count),
    squares: new Float64Array(buffer, at.counts + SQUARES, 1),
    lineWidths: new Int32Array(buffer, at.lineWidths, MAX_LINES),
  };
  const found = new Int32Array(buffer, at.counts + NGRAMS, 2);
  const pass: TextPass = { counts, ngrams: 0, sum: 0 };

  return (text) => {
    bytes.write(text, at.text, MAX_LENGTH * 2, 'utf16le');
    exports.read(Math.min(text.length, MAX_LENGTH));
    pass.ngrams = found[0]!;
    pass.sum = found[1]!;
    return pass;
  };
}

let module: WebAssembly.Module | undefined;

/** Compiled once a process, at the first use. */
function compiled(): WebAssembly.Module {
  module ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  return module;
}
