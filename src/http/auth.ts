import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestError } from '../errors.ts';

/** Watched by machines that hold no key. */
const open = new Set(['/healthz', '/readyz']);
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Asks for one of the keys on every request but health checks: `Authorization: Bearer KEY`, or Basic with the key as
 * password, so that a browser can look at the pages. Without keys only this machine is served, and pages of other sites
 * are kept from using that (DNS rebinding, cross-site requests).
 */
export function checkAccess(app: FastifyInstance, keys: readonly string[]): void {
  const digests = keys.map(digest);
  app.addHook('onRequest', async (request, reply) => {
    if (!safe.has(request.method) && request.headers['sec-fetch-site'] === 'cross-site')
      throw new RequestError(403, 'unauthorized', 'requests that change something are not taken from other sites');
    if (digests.length === 0) {
      if (!loopback.test(request.headers.host ?? 'localhost'))
        throw new RequestError(
          403,
          'unauthorized',
          'without WINNOW_API_KEYS only requests to a loopback name are served',
        );
      return;
    }
    if (open.has(request.url.split('?')[0] ?? '')) return;
    const key = keyOf(request);
    if (key !== undefined && isKnown(digest(key), digests)) return;
    reply.header('www-authenticate', 'Bearer realm="winnow", Basic realm="winnow", charset="UTF-8"');
    const detail = key === undefined ? 'expected Authorization: Bearer KEY' : 'the key is not known';
    throw new RequestError(401, 'unauthorized', detail);
  });
}

function keyOf(request: FastifyRequest): string | undefined {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ', 2);
  if (value === undefined) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** Compares with every key in constant time. */
function isKnown(found: Buffer, known: readonly Buffer[]): boolean {
  let matches = false;
  for (const one of known) if (timingSafeEqual(found, one)) matches = true;
  return matches;
}
