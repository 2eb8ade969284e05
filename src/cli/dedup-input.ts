import { basename } from 'node:path';
import type { LineSketcher } from '../stages/dedup/sketch.ts';
import { MAX_LINE, openLines } from './jsonl.ts';

/** What dedup needs of a line. */
export interface TextLine {
  id: string;
  /** UTF-16 units of the text, and the text itself. */
  length: number;
  text(): string;
  /** Whether the sketcher has read the text from the line. */
  read: boolean;
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
  sketcher: LineSketcher | undefined,
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
    const last = chunk.subarray(from, end);
    if (restBytes === 0) return readLine(last, { name, number }, sketcher);
    const size = restBytes + last.length;
    const whole = size > MAX_LINE ? undefined : Buffer.concat([...rest, last]);
    rest = [];
    restBytes = 0;
    if (whole === undefined)
      return { error: `expected a line of at most ${MAX_LINE} bytes, found ${size}`, line: number };
    return readLine(whole, { name, number }, sketcher);
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
    if (restBytes <= MAX_LINE) rest.push(Buffer.from(chunk.subarray(from)));
    restBytes += chunk.length - from;
  }
  if (restBytes === 0) return;
  const line = lineOf(Buffer.alloc(0), 0, 0);
  if (line !== undefined && take(line)) await drain();
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

interface LineName {
  /** The file's. */
  name: string;
  number: number;
}

/** The sketcher reads the text where it can, so that no string is made of it; what else the line has is parsed. */
function readLine(line: Buffer, name: LineName, sketcher: LineSketcher | undefined): TextLine | BadLine | undefined {
  const place = sketcher?.read(line);
  const whole = (): string => line.toString('utf8');
  if (place === undefined) return documentOf(parsed(whole()), name);
  const { start, end, length, id } = place;
  const text = (): string => JSON.parse(line.toString('utf8', start - 1, end + 1));
  const read = { length, text, read: true };
  if (id !== undefined && id !== '') return { id, ...read, quality: 0, url: undefined, added: undefined };
  const others = parsed(line.toString('utf8', 0, start) + line.toString('utf8', end));
  // Said of the line as it is.
  if ('error' in others) return documentOf(parsed(whole()), name);
  return documentOf(others, name, read);
}

type Parsed = { value: unknown } | { error: string };

function parsed(json: string): Parsed {
  try {
    return { value: JSON.parse(json) };
  } catch (cause) {
    return {
      error: json.trim() === '' ? '' : `expected JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
    };
  }
}

/** Checked by hand: a schema over every line would cost as much as sketching its text. */
function documentOf(
  json: Parsed,
  { name, number: line }: LineName,
  read?: Pick<TextLine, 'length' | 'text' | 'read'>,
): TextLine | BadLine | undefined {
  if ('error' in json) return json.error === '' ? undefined : { error: json.error, line };
  const { value } = json;
  if (!isObject(value)) return { error: 'expected a JSON object', line };
  const { text, id, metadata } = value;
  const own = isObject(metadata) ? metadata : {};
  if (typeof text !== 'string') return { error: `expected a document: text is ${typeof text}, not a string`, line };
  const facts = {
    ...(read ?? { length: text.length, text: () => text, read: false }),
    quality: qualityOf(metadata),
    url: stringOf(value['url'] ?? own['url']),
    added: stringOf(value['added']),
  };
  if (typeof id === 'string' && id !== '') return { id, ...facts };
  if (id === undefined || id === null) return { id: `${name}:${line}`, ...facts };
  if (typeof id === 'number') return { id: String(id), ...facts };
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
