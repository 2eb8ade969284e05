import type { Json } from '../stages/stage.ts';
import type { CrawlRecord } from './record.ts';

/** Deepest nesting of metadata that is kept; writers of JSON recurse, and deeper values would exhaust their stack. */
const MAX_DEPTH = 64;
/** Fields that have a place of their own in a record. */
const PLACED = new Set(['text', 'url', 'added', 'created', 'metadata', 'id']);

/**
 * Makes a record of one line of JSONL: an object with a string `text`. Dolma's `added` and `created` are kept, its `id`
 * goes to `metadata.id`, and every other field joins the metadata.
 */
export function jsonRecord(line: Buffer, position: string): CrawlRecord {
  const reject = (code: string, message: string): CrawlRecord => ({ kind: 'reject', position, code, message });
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    return reject('json-invalid', `expected a JSON object, found ${error instanceof Error ? error.message : 'none'}`);
  }
  if (!isObject(value)) return reject('json-no-text', `expected a JSON object, found ${kindOf(value)}`);
  const { text, url, added, created, metadata, id } = value;
  if (typeof text !== 'string') return reject('json-no-text', `expected a string "text", found ${kindOf(text)}`);
  if (depth(value) > MAX_DEPTH)
    return reject('json-depth', `expected metadata nested at most ${MAX_DEPTH} deep, found more`);
  const kept: { [key: string]: Json } = {};
  for (const [key, field] of Object.entries(value)) if (!PLACED.has(key)) kept[key] = field;
  if (isObject(metadata)) Object.assign(kept, metadata);
  else if (metadata !== undefined && metadata !== null) kept['metadata'] = metadata;
  if (id !== undefined && id !== null) kept['id'] = id;
  const address = typeof url === 'string' ? url : kept['url'];
  if (text === '') return { kind: 'skip', position, reason: 'empty-body' };
  return {
    kind: 'text',
    position,
    text: wellFormed(text),
    url: typeof address === 'string' ? address : undefined,
    date: typeof added === 'string' ? added : undefined,
    created: typeof created === 'string' ? created : undefined,
    metadata: kept,
  };
}

/** Half of a surrogate pair is no character, and no UTF-8 can hold it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

// What JSON.parse returns is made of these alone.
function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === undefined
    ? 'none'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'an array'
        : `a ${typeof value}`;
}

/** Nesting of a value, not looked at beyond the limit. */
function depth(value: unknown, level = 0): number {
  if (typeof value !== 'object' || value === null || level > MAX_DEPTH) return level;
  let deepest = level;
  for (const inner of Object.values(value)) deepest = Math.max(deepest, depth(inner, level + 1));
  return deepest;
}
