import { createCharacters } from './characters.ts';
import { createWideSketcher } from './datatrove/sketcher.ts';
import { mix, type TextHash, textHash } from './hash.ts';
import { createKernel, type TextPlace } from './kernel/kernel.ts';
import { makePermutations } from './minhash.ts';
import { createNormaliser, foldWhole } from './normalise.ts';
import type { DedupParameters } from './parameters.ts';
import { createShingler, type ShingleSet, type Shingles } from './shingle.ts';

/** 32-bit words of the compact sketch: 64 MinHash values of 4 bits, to pass over pairs that are far apart. */
export const SKETCH_WORDS = 8;
const SKETCH_HASHES = SKETCH_WORDS * 8;

/** What the dedup stage keeps of a document instead of its text. Arrays are valid until the next document. */
export interface Sketch {
  /** 128 bits: equal for documents whose normalised texts are equal. */
  text: TextHash;
  tokens: number;
  token1: Int32Array;
  /** Empty where the text is shorter than a shingle. */
  set: ShingleSet;
  coarse: ShingleSet;
  /** Two words a band. */
  bands: Uint32Array;
  /** `SKETCH_WORDS` words. */
  compact: Uint32Array;
}

export interface Sketcher {
  (text: string): Sketch;
  /** Sketches the texts of JSON lines without a string of each, where that can be. */
  lines?: LineSketcher;
}

export interface LineSketcher {
  /** Takes in the text of a document's line: where it is; undefined where JSON.parse has to read it. */
  read(line: Uint8Array): TextPlace | undefined;
  /** The sketch of what was read last, so many UTF-16 units; `text` gives it as a string. */
  sketch(length: number, text: () => string): Sketch;
}

/** Makes the function from a document's text to its sketch. */
export const createSketcher = (parameters: DedupParameters): Sketcher =>
  parameters.hashes === 'datatrove' ? createDatatroveSketcher(parameters) : createOwnSketcher(parameters);

function createDatatroveSketcher(parameters: DedupParameters): Sketcher {
  const { bands, rows, normalisation } = parameters;
  const characters = createCharacters(normalisation);
  const sketch = createWideSketcher(parameters);
  const interleaved = new Uint32Array(bands * rows * 2);
  const keys = new Uint32Array(bands * 2);
  const compact = new Uint32Array(SKETCH_WORDS);
  const none: ShingleSet = { lane1: new Int32Array(0), lane2: new Int32Array(0), count: 0 };
  return (text) => {
    const { set, tokens, token1, signature, text: words } = sketch(text);
    if (set.count > 0) {
      for (let i = 0; i < signature.low.length; i++) {
        interleaved[i * 2] = signature.low[i]!;
        interleaved[i * 2 + 1] = signature.high[i]!;
      }
      bandKeys(interleaved, bands, rows * 2, keys);
      compactSketch(signature.low, compact);
    }
    const hash = set.count > 0 ? words : wholeHash(foldWhole(text, characters));
    return { text: hash, tokens, token1, set, coarse: none, bands: keys, compact };
  };
}

function createOwnSketcher(parameters: DedupParameters): Sketcher {
  const { bands, rows, seed, normalisation } = parameters;
  const characters = createCharacters(normalisation);
  const { normalise, whole } = createNormaliser(characters, normalisation.digits === 'fold');
  const shingle = createShingler(parameters);
  const permutations = makePermutations(Math.max(bands * rows, SKETCH_HASHES), seed);
  const kernel = createKernel(parameters, characters, permutations);
  const keys = new Uint32Array(bands * 2);
  const compact = new Uint32Array(SKETCH_WORDS);
  const sketchOf = (found: Shingles, text: () => string): Sketch => {
    const { token1, tokens, set, coarse } = found;
    if (set.count > 0) {
      const signature = kernel.signature(set.lane1, set.count);
      bandKeys(signature, bands, rows, keys);
      compactSketch(signature, compact);
    }
    const hash = set.count > 0 ? found.text : wholeHash(foldWhole(text(), characters));
    return { text: hash, tokens, token1, set, coarse, bands: keys, compact };
  };
  const sketch = (text: string): Sketch =>
    sketchOf(kernel.shingles(text, whole) ?? shingle(normalise(text)), () => text);
  return Object.assign(sketch, {
    lines: {
      read: kernel.read,
      sketch(length: number, text: () => string) {
        const found = kernel.shinglesRead(length, text, whole);
        return sketchOf(found ?? shingle(normalise(text())), text);
      },
    },
  });
}

/** Each band's rows as one 64-bit key. */
export function bandKeys(signature: Uint32Array, bands: number, rows: number, keys: Uint32Array): void {
  for (let band = 0; band < bands; band++) {
    let low = mix(band + 1);
    let high = ~low;
    for (let row = 0; row < rows; row++) {
      const value = signature[band * rows + row]!;
      low = mix((low ^ value) | 0) + row;
      high = Math.imul(((high << 13) | (high >>> 19)) + value, 0x9e3779b1);
    }
    keys[band * 2] = low;
    keys[band * 2 + 1] = mix(high);
  }
}

/** The low 4 bits of the first `SKETCH_HASHES` values (b-bit minwise hashing, Li & König 2010). */
export function compactSketch(signature: Uint32Array, compact: Uint32Array): void {
  for (let word = 0; word < SKETCH_WORDS; word++) {
    let bits = 0;
    for (let k = 0; k < 8; k++) bits |= ((signature[word * 8 + k] ?? 0) & 15) << (k * 4);
    compact[word] = bits;
  }
}

/** Hash of a text by its UTF-16 units: for texts too short for a shingle. */
function wholeHash(text: string): TextHash {
  const units = Int32Array.from({ length: text.length }, (_, i) => mix(text.charCodeAt(i) + 1));
  // Another seed than for tokens: a short text never equals a long one by its hash.
  return textHash(
    units,
    units.map((unit) => mix(~unit)),
    text.length,
  );
}
