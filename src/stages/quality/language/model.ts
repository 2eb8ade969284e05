import { z } from 'zod';
import { AssetError } from '../../../errors.ts';

const headerSchema = z.object({
  languages: z.array(z.string()).min(2).max(256),
  bucketBits: z.int().min(10).max(24),
  scale: z.number().positive(),
});

/** A linear model over hashed n-grams: each bucket has weights for some of the languages. */
export interface LanguageModel {
  languages: readonly string[];
  /** What to shift a 32-bit hash right by to get its bucket. */
  shift: number;
  /** Where a bucket's entries begin, 0 for a bucket without; entry 0 is not used. */
  starts: Int32Array;
  sizes: Uint8Array;
  /** By entry: language, and weight in units of `scale`. */
  entryLanguages: Uint8Array;
  entryWeights: Int8Array;
  scale: number;
}

/** Reads `models/language.bin` (its form is in scripts/language-model/pack.ts). Errors: `AssetError` if it is damaged. */
export function readLanguageModel(bytes: Uint8Array, reference: string): LanguageModel {
  const damaged = (found: string): AssetError => new AssetError(`${reference} is not a language model: ${found}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) throw damaged(`${bytes.length} bytes`);
  const headerLength = view.getUint32(0, true);
  if (headerLength + 8 > bytes.length) throw damaged(`header of ${headerLength} bytes in a file of ${bytes.length}`);
  const header = headerSchema.safeParse(parseJson(bytes.subarray(4, 4 + headerLength)));
  if (!header.success) throw damaged('header does not fit');
  const { languages, bucketBits, scale } = header.data;

  const count = view.getUint32(4 + headerLength, true);
  const total = 1 << bucketBits;
  const starts = new Int32Array(total);
  const sizes = new Uint8Array(total);
  let position = 8 + headerLength;
  let bucket = -1;
  let entries = 1;
  for (let index = 0; index < count; index++) {
    let gap = bytes[position++] ?? 0;
    if (gap === 255) {
      gap = (bytes[position] ?? 0) | ((bytes[position + 1] ?? 0) << 8) | ((bytes[position + 2] ?? 0) << 16);
      position += 3;
    }
    bucket += gap;
    const size = bytes[position++] ?? 0;
    if (gap === 0 || size === 0 || bucket >= total) throw damaged(`bucket ${bucket} of ${total} at byte ${position}`);
    starts[bucket] = entries;
    sizes[bucket] = size;
    entries += size;
  }
  const expected = position + (entries - 1) * 2;
  if (expected !== bytes.length) throw damaged(`expected ${expected} bytes, found ${bytes.length}`);
  const entryLanguages = new Uint8Array(entries);
  const entryWeights = new Int8Array(entries);
  for (let entry = 1; entry < entries; entry++) {
    const language = bytes[position++]!;
    if (language >= languages.length) throw damaged(`language ${language} of ${languages.length}`);
    entryLanguages[entry] = language;
    entryWeights[entry] = (bytes[position++]! << 24) >> 24;
  }
  return { languages, shift: 32 - bucketBits, starts, sizes, entryLanguages, entryWeights, scale };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
