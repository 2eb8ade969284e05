import { basename } from 'node:path';
import { MAX_LINE, openLines } from './jsonl.ts';

/** What dedup needs of a line. */
export interface TextLine {
  id: string;
  text: string;
  /** The quality score in a record that Winnow wrote with its measures; 0 elsewhere. */
  quality: number;
  /** Web address, and when it was crawled, where the record says so. */
  url: string | undefined;
  added: string | undefined;
}

/** A line that holds no document. */
export interface BadLine {
  error: string;
  line: number;
}

/**
 * Hands on every document of a JSONL file in order, or what is wrong with its line; blank lines are passed over. `take`
 * runs without a turn of the event loop between lines; where it returns true, `drain` is awaited before the next.
 */
export async function readTexts(
  path: string,
  take: (line: TextLine | BadLine) => boolean,
  drain: () => Promise<void>,
): Promise<void> {
  const name = basename(path);
  let rest: Buffer[] = [];
  let restBytes = 0;
  let number = 0;
  /** The line that ends with these bytes of a chunk. */
  const lineOf = (chunk: Buffer, from: number, end: number): TextLine | BadLine | undefined => {
    number += 1;
    if (restBytes === 0) return parseText(chunk.toString('utf8', from, end), name, number);
    const size = restBytes + end - from;
    const whole = size > MAX_LINE ? undefined : Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8');
    rest = [];
    restBytes = 0;
    if (whole === undefined)
      return { error: `expected a line of at most ${MAX_LINE} bytes, found ${size}`, line: number };
    return parseText(whole, name, number);
  };
  for await (const chunk of await openLines(path)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = lineOf(chunk, from, end);
      if (line !== undefined && take(line)) await drain();
      from = end + 1;
    }
    if (from === chunk.length) continue;
    // Bytes of a line beyond the limit are counted, not kept.
    if (restBytes <= MAX_LINE) rest.push(chunk.subarray(from));
    restBytes += chunk.length - from;
  }
  if (restBytes === 0) return;
  const line = lineOf(Buffer.alloc(0), 0, 0);
  if (line !== undefined && take(line)) await drain();
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Checked by hand: a schema over every line would cost as much as sketching its text. */
function parseText(json: string, name: string, line: number): TextLine | BadLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    if (json.trim() === '') return undefined;
    return { error: `expected JSON: ${cause instanceof Error ? cause.message : String(cause)}`, line };
  }
  if (!isObject(value)) return { error: 'expected a JSON object', line };
  const { text, id, metadata } = value;
  const own = isObject(metadata) ? metadata : {};
  const facts = {
    quality: qualityOf(metadata),
    url: stringOf(value['url'] ?? own['url']),
    added: stringOf(value['added']),
  };
  if (typeof text !== 'string') return { error: `expected a document: text is ${typeof text}, not a string`, line };
  if (typeof id === 'string' && id !== '') return { id, text, ...facts };
  if (id === undefined || id === null) return { id: `${name}:${line}`, text, ...facts };
  if (typeof id === 'number') return { id: String(id), text, ...facts };
  return { error: `expected a document: id is ${JSON.stringify(id)}, not a string`, line };
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function qualityOf(metadata: unknown): number {
  if (!isObject(metadata)) return 0;
  const { winnow } = metadata;
  if (typeof winnow !== 'string') return 0;
  try {
    const measures: unknown = JSON.parse(winnow);
    const quality = isObject(measures) ? measures['quality'] : undefined;
    const score = isObject(quality) ? quality['quality'] : undefined;
    return typeof score === 'number' ? score : 0;
  } catch {
    // Somebody else's field of the same name.
    return 0;
  }
}
