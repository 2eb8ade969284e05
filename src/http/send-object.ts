import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '../errors.ts';
import type { Storage, StoredObject } from '../storage/storage.ts';
import { matchesTag, parseRange } from './byte-range.ts';

export interface Download {
  object: StoredObject;
  /** Names these bytes: other bytes under the same address have another tag. */
  tag: string;
  type: string;
  /** For messages, e.g. `shard part-00000.jsonl.gz`. */
  what: string;
}

/**
 * Sends an object that never changes: byte ranges (206, 416), `If-Range` and `If-None-Match` as in RFC 9110, and HEAD.
 * Errors: 416 `bad-request`.
 */
export async function sendObject(
  storage: Storage,
  { object, tag: name, type, what }: Download,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { key, size } = object;
  const tag = `"${name}-${size}"`;
  reply
    .header('etag', tag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, max-age=31536000, immutable')
    .type(type);
  if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  const condition = request.headers['if-range'];
  const range = condition === undefined || condition === tag ? parseRange(request.headers.range, size) : undefined;
  if (range === null) {
    reply.header('content-range', `bytes */${size}`);
    throw new RequestError(416, 'bad-request', `Range: ${what} has ${size} bytes`);
  }
  const { start, end } = range ?? { start: 0, end: size };
  if (range !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
  reply.header('content-length', end - start);
  if (request.method === 'HEAD') return reply.send();
  return reply.send(await storage.get(key, range));
}
