import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem } from './error-handler.ts';
import type { Described } from './problem.ts';

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
    const refusal = refuse(request, digests);
    if (refusal === undefined) return;
    if (refusal.status === 401)
      reply.header('www-authenticate', 'Bearer realm="winnow", Basic realm="winnow", charset="UTF-8"');
    return sendProblem(reply, request, refusal);
  });
}

function refuse(request: FastifyRequest, keys: readonly Buffer[]): Described | undefined {
  const refused = (status: 401 | 403, detail: string): Described => ({ status, code: 'unauthorized', detail });
  if (!safe.has(request.method) && request.headers['sec-fetch-site'] === 'cross-site')
    return refused(403, 'requests that change something are not taken from other sites');
  if (keys.length === 0) {
    if (loopback.test(request.headers.host ?? 'localhost')) return undefined;
    return refused(403, 'without WINNOW_API_KEYS only requests to a loopback name are served');
  }
  if (open.has(request.url.split('?')[0] ?? '')) return undefined;
  const key = keyOf(request);
  if (key === undefined) return refused(401, 'expected Authorization: Bearer KEY');
  return isKnown(digest(key), keys) ? undefined : refused(401, 'the key is not known');
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
