import { z } from 'zod';
import { AssetError } from '../../../errors.ts';

/** What fits into a span's upper 23 bits. */
const MAX_ENTRIES = 1 << 23;

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
  /** By bucket: where its entries begin, times 256, plus their number. One number, as each is a miss of the cache. */
  spans: Int32Array;
  /** By entry: its weight in units of `scale` (signed) times 256, plus its language. */
  entries: Int16Array;
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
  const spans = new Int32Array(total);
  let position = 8 + headerLength;
  let bucket = -1;
  let entries = 0;
  for (let index = 0; index < count; index++) {
    let gap = bytes[position++] ?? 0;
    if (gap === 255) {
      gap = (bytes[position] ?? 0) | ((bytes[position + 1] ?? 0) << 8) | ((bytes[position + 2] ?? 0) << 16);
      position += 3;
    }
    bucket += gap;
    const size = bytes[position++] ?? 0;
    if (gap === 0 || size === 0 || entries >= MAX_ENTRIES || bucket >= total)
      throw damaged(`bucket ${bucket} of ${total} at byte ${position}`);
    spans[bucket] = (entries << 8) | size;
    entries += size;
  }
  const expected = position + entries * 2;
  if (expected !== bytes.length) throw damaged(`expected ${expected} bytes, found ${bytes.length}`);
  const weighted = new Int16Array(entries);
  for (let entry = 0; entry < entries; entry++) {
    const language = bytes[position++]!;
    if (language >= languages.length) throw damaged(`language ${language} of ${languages.length}`);
    weighted[entry] = (bytes[position++]! << 8) | language;
  }
  return { languages, shift: 32 - bucketBits, spans, entries: weighted, scale };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
