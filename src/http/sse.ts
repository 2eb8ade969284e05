import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';

const POLL_MS = 500;
/** Proxies drop connections that are silent for long. */
const KEEPALIVE_MS = 15_000;

export interface Snapshot {
  event: string;
  data: unknown;
  /** Nothing follows. */
  last: boolean;
}

/**
 * Server-sent events: looks at a state every half second and sends it when it has changed, until it is the last.
 * Each event holds the whole state, so a client that comes back needs no replay.
 */
export function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
  look: () => Promise<Snapshot>,
): FastifyReply {
  const gone = new AbortController();
  request.raw.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, closing]);
  async function* events(): AsyncIterable<string> {
    let before = '';
    let sentMs = performance.now();
    while (!signal.aborted) {
      const { event, data, last } = await look();
      const text = JSON.stringify(data);
      if (text !== before) {
        before = text;
        sentMs = performance.now();
        yield `event: ${event}\ndata: ${text}\n\n`;
      } else if (performance.now() - sentMs > KEEPALIVE_MS) {
        sentMs = performance.now();
        yield ': still here\n\n';
      }
      if (last) return;
      await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return (
    reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      // nginx would hold events back.
      .header('x-accel-buffering', 'no')
      .send(Readable.from(events()))
  );
}
