import { scriptOf, scripts } from '../../../../text/scripts.ts';
import { featureRoom, LONGEST_WORD, lowerCase, type Pick } from '../features.ts';
import type { LanguageModel } from '../model.ts';
import { KERNEL } from './kernel.wasm.ts';

/** Exports of kernel.as. Pointers and numbers are i32. */
type Exports = {
  prepare(...places: number[]): void;
  countScripts(length: number): void;
  collect(length: number, script: number, mask: number, value: number): number;
  sum(isFirst: boolean): void;
};

const PAGE = 1 << 16;
/** Buckets whose bits lie together, and the bytes of these and of the number of buckets before. */
const GROUP = 64;
const GROUP_BYTES = 16;

/** Language identification's inner loops in WebAssembly; arrays are valid until the next call. */
export interface LanguageKernel {
  /** Takes a text given in pieces; returns how many of its code units are of each script, by its number. */
  countScripts(pieces: readonly string[]): Int32Array;
  /**
   * Adds the weights of that text's features to `sums`, by language: those of the words that are picked. Sums start at 0 where
   * `isFirst`. Returns how many features.
   */
  addFeatures(script: number, pick: Pick, isFirst: boolean): number;
  sums: Int32Array;
}

let module: WebAssembly.Module | undefined;

/** Makes a kernel for texts of at most `longest` code units. */
export function createLanguageKernel(
  { spans, entries, shift, languages }: LanguageModel,
  longest: number,
): LanguageKernel {
  // Compiled once a process, at the first use.
  module ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  const filled = spans.filter((span) => span !== 0);
  let next = 1024;
  const place = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const at = {
    scriptOf: place(1 << 16),
    scriptOfLower: place(1 << 16),
    lowerCase: place(2 << 16),
    text: place(longest * 2),
    word: place((LONGEST_WORD + 2) * 2),
    counts: place(1024),
    sums: place(languages.length * 4),
    buckets: place((spans.length / GROUP) * GROUP_BYTES),
    // what a bucket without entries would be is read, too
    spans: place(filled.byteLength + 4),
    // a span without entries may point behind the last one
    entries: place(entries.byteLength + 2),
    // `İ` is two code units in lower case
    found: place(featureRoom(2 * longest) * 4),
  };
  const memory = new WebAssembly.Memory({ initial: Math.ceil(next / PAGE) });
  const { buffer } = memory;
  const bytes = Buffer.from(buffer);
  // The module is built from kernel.as, which exports exactly these.
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  new Uint8Array(buffer, at.scriptOf, scriptOf.length).set(scriptOf);
  new Uint8Array(buffer, at.scriptOfLower, lowerCase.length).set(Array.from(lowerCase, (code) => scriptOf[code]!));
  new Uint16Array(buffer, at.lowerCase, lowerCase.length).set(lowerCase);
  new Int32Array(buffer, at.spans, filled.length).set(filled);
  writeBuckets(new Int32Array(buffer, at.buckets, (spans.length / GROUP) * (GROUP_BYTES / 4)), spans);
  new Int16Array(buffer, at.entries, entries.length).set(entries);
  run.prepare(...Object.values(at), shift, languages.length, scripts.indexOf('latin') + 1);
  const counts = new Int32Array(buffer, at.counts, scripts.length + 1);
  let length = 0;

  return {
    countScripts: (pieces) => {
      length = 0;
      for (const piece of pieces) {
        bytes.write(piece, at.text + length * 2, 'utf16le');
        length += piece.length;
      }
      run.countScripts(length);
      return counts;
    },
    addFeatures: (script, { mask, value }, isFirst) => {
      const features = run.collect(length, script, mask, value);
      run.sum(isFirst);
      return features;
    },
    sums: new Int32Array(buffer, at.sums, languages.length),
  };
}

/** Writes which buckets have entries, and how many before them have, as kernel.as reads it. */
function writeBuckets(groups: Int32Array, spans: Int32Array): void {
  let before = 0;
  for (let bucket = 0; bucket < spans.length; bucket++) {
    const group = (bucket / GROUP) | 0;
    const at = (group * GROUP_BYTES) / 4;
    if (bucket % GROUP === 0) groups[at + 2] = before;
    if (spans[bucket] === 0) continue;
    groups[at + ((bucket >> 5) & 1)]! |= 1 << (bucket & 31);
    before += 1;
  }
}
