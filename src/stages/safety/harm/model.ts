import { z } from 'zod';
import { FormatError } from '../../../errors.ts';

/** Hate includes insults; violence includes that against oneself. */
export const harmCategories = ['pornography', 'hate', 'violence'] as const;
export type HarmCategory = (typeof harmCategories)[number];

/** Each segment is judged by the weights for its kind of script: what offends in English says nothing of Chinese, and neither should move the other. */
export const scriptKinds = ['spaced', 'unspaced'] as const;
export type ScriptKind = (typeof scriptKinds)[number];

const MAGIC = 'WNHARM03';

const words = z.array(z.string().min(1).max(40)).max(2000);

const bits = z.int().min(8).max(22);

const tables = z.object({
  /** log2 of the buckets of each category's table. */
  bits: z
    .tuple([bits, bits, bits])
    .refine(([pornography, , violence]) => pornography === violence, 'two tables of one size are read together'),
  /** What one unit of a weight (`weightOf`) is, and log-odds of a segment without features. */
  units: z.array(z.number()).length(harmCategories.length),
  biases: z.array(z.number()).length(harmCategories.length),
});

const headerSchema = z.object({
  /** Names of groups of people, which the model does not tell apart. */
  groups: words,
  /** Words that name a group only together with a person: black, old. */
  qualifiers: words,
  /** people, woman, guys */
  persons: words,
  /** Words that turn the meaning of those after them. */
  negations: words,
  spaced: tables,
  unspaced: tables,
});
type Header = z.infer<typeof headerSchema>;

export type HarmWords = Pick<Header, 'groups' | 'qualifiers' | 'persons' | 'negations'>;

/** Weights for one kind of script. */
export interface HarmTables extends z.infer<typeof tables> {
  /** One table of 8-bit codes of weights a category. */
  weights: readonly [Int8Array, Int8Array, Int8Array];
}

export interface HarmModel extends HarmWords, Record<ScriptKind, HarmTables> {}

/** A code's weight is its square with its sign: fine steps near zero, where most weights lie, and sums of integers. */
export const weightOf = (code: number): number => (Math.abs(code) * code) | 0;

/** The code whose weight is nearest to `units` units; cut to the range. */
export function codeOf(units: number): number {
  const code = Math.min(127, Math.round(Math.sqrt(Math.abs(units))));
  return units < 0 ? -code : code;
}

/** Layout: magic, length of the header (u32, little endian), header as JSON, weights by kind of script, category and bucket. */
export function writeHarmModel(model: HarmModel): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(headerSchema.parse(model)));
  const weights = scriptKinds.flatMap((kind) => model[kind].weights);
  const bytes = new Uint8Array(12 + json.length + weights.reduce((sum, table) => sum + table.length, 0));
  for (let index = 0; index < MAGIC.length; index++) bytes[index] = MAGIC.charCodeAt(index);
  new DataView(bytes.buffer).setUint32(8, json.length, true);
  bytes.set(json, 12);
  let offset = 12 + json.length;
  for (const table of weights) {
    bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), offset);
    offset += table.length;
  }
  return bytes;
}

/** Reads what `writeHarmModel` wrote; `name` is for messages. Errors: `FormatError`. */
export function readHarmModel(bytes: Uint8Array, name: string): HarmModel {
  const damaged = (found: string): FormatError =>
    new FormatError('format-damaged', `harm model ${name}: expected a model of this version, found ${found}`);
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(0, 8)) !== MAGIC) throw damaged('another file');
  const headerEnd = 12 + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(8, true);
  const header = headerEnd <= bytes.length ? parseHeader(bytes.subarray(12, headerEnd)) : null;
  if (header === null) throw damaged('a header that does not fit');
  const sizes = scriptKinds.flatMap((kind) => header[kind].bits.map((bits) => 2 ** bits));
  const size = sizes.reduce((sum, buckets) => sum + buckets, 0);
  if (bytes.length !== headerEnd + size) throw damaged(`${bytes.length} bytes instead of ${headerEnd + size}`);
  let offset = headerEnd;
  const next = (bits: number): Int8Array => {
    const table = new Int8Array(bytes.subarray(offset, offset + 2 ** bits));
    offset += 2 ** bits;
    return table;
  };
  const tablesOf = (kind: ScriptKind): HarmTables => {
    const [pornography, hate, violence] = header[kind].bits;
    return { ...header[kind], weights: [next(pornography), next(hate), next(violence)] };
  };
  return { ...header, spaced: tablesOf('spaced'), unspaced: tablesOf('unspaced') };
}

function parseHeader(bytes: Uint8Array): Header | null {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
