import { z } from 'zod';
import { FormatError } from '../../../errors.ts';
import { statisticNames } from './statistic-values.ts';

/** Limits that each statistic is compared with: a text passes a step where its value is above the limit. */
export const STEPS = 12;

const MAGIC = 'WNQUAL01';

const headerSchema = z.object({
  bits: z.int().min(8).max(24),
  words: z.int().min(1).max(2),
  characters: z.tuple([z.int().min(0).max(8), z.int().min(0).max(8)]),
  /** What one unit of an 8-bit weight is. */
  unit: z.number(),
  bias: z.number(),
  /** Score = logistic(slope × sum + intercept), fitted on texts held out. */
  slope: z.number(),
  intercept: z.number(),
  /** Primary language subtags with statistics of their own; the first serves every other language. */
  languages: z.array(z.string()).max(16),
  statistics: z.array(z.string()),
});
type Header = z.infer<typeof headerSchema>;

/** A linear model over n-grams and statistics. */
export interface QualityModel extends Header {
  /** 8-bit weights of the buckets. */
  weights: Int8Array;
  /** For language l, statistic s and step t at (l × statistics + s) × STEPS + t. */
  limits: Float32Array;
  stepWeights: Float32Array;
}

/** Layout: magic, length of the header (u32), header as JSON, 8-bit weights, limits, step weights (f32); little endian. */
export function writeModel(model: QualityModel): Uint8Array {
  const { weights, limits, stepWeights, ...header } = model;
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(12 + json.length + weights.length + (limits.length + stepWeights.length) * 4);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < MAGIC.length; index++) bytes[index] = MAGIC.charCodeAt(index);
  view.setUint32(8, json.length, true);
  bytes.set(json, 12);
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), 12 + json.length);
  let offset = 12 + json.length + weights.length;
  for (const values of [limits, stepWeights]) {
    for (const value of values) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

/** Whether bytes begin as a model of this version does. */
export const isQualityModel = (bytes: Uint8Array): boolean =>
  bytes.length >= MAGIC.length && String.fromCharCode(...bytes.subarray(0, MAGIC.length)) === MAGIC;

/** Reads what `writeModel` wrote. Errors: `FormatError`. */
export function readModel(bytes: Uint8Array): QualityModel {
  const damaged = (found: string): FormatError =>
    new FormatError('format-damaged', `quality model: expected a model of this version, found ${found}`);
  if (bytes.length < 12 || !isQualityModel(bytes)) throw damaged('another file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = 12 + view.getUint32(8, true);
  if (headerEnd > bytes.length) throw damaged('a header that ends after the file');
  const header = parseHeader(bytes.subarray(12, headerEnd));
  if (header === null || header.statistics.join() !== statisticNames.join())
    throw damaged('a header that does not fit');
  const buckets = 2 ** header.bits;
  const steps = header.languages.length * statisticNames.length * STEPS;
  const expected = headerEnd + buckets + steps * 8;
  if (bytes.length !== expected) throw damaged(`${bytes.length} bytes instead of ${expected}`);
  const floats = (offset: number): Float32Array => {
    const values = new Float32Array(steps);
    for (let index = 0; index < steps; index++) values[index] = view.getFloat32(offset + index * 4, true);
    return values;
  };
  return {
    ...header,
    weights: Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + headerEnd, buckets)),
    limits: floats(headerEnd + buckets),
    stepWeights: floats(headerEnd + buckets + steps * 4),
  };
}

function parseHeader(bytes: Uint8Array): Header | null {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
