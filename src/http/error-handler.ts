import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type Described, describe, PROBLEM_TYPE, problem } from './problem.ts';

/** Answers every error as problem details, also those before and beside any route. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const described = hasZodFastifySchemaValidationErrors(error) ? validation(error) : describe(error);
    const log = { err: error, code: described.code };
    if (described.status >= 500) request.log.error(log, 'request failed');
    else request.log.info({ code: described.code }, described.detail);
    return sendProblem(reply, request, described);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, request, notFound(app, request)));
}

/** Sends problem details. Hooks call it themselves where a plugin answers its scope's errors in its own way. */
export function sendProblem(reply: FastifyReply, request: FastifyRequest, described: Described): FastifyReply {
  if (!request.raw.complete) linger(request, reply);
  return reply.code(described.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem(described, request));
}

/** How long a client may go on sending a body that was refused. */
const LINGER_MS = 5000;

/**
 * Reads on and throws away after the answer, for a while: a connection that closes with bytes unread is reset, and a
 * client that is still sending then loses the answer.
 */
function linger(request: FastifyRequest, reply: FastifyReply): void {
  reply.raw.once('finish', () => {
    const { raw } = request;
    raw.resume();
    const closing = setTimeout(() => raw.socket.destroy(), LINGER_MS).unref();
    raw.once('close', () => clearTimeout(closing));
  });
}

function validation(error: FastifyError): Described {
  const errors = (error.validation ?? []).map(({ instancePath, message }) => ({
    path: `${error.validationContext ?? 'request'}${instancePath}`,
    message: message ?? 'does not fit',
  }));
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return { status: 400, code: 'bad-request', detail, errors };
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** 405 where the path has a route for another method. */
function notFound(app: FastifyInstance, request: FastifyRequest): Described {
  const url = request.url.split('?')[0] ?? '/';
  const allowed = METHODS.filter((method) => app.findRoute({ method, url }) !== null);
  if (allowed.length === 0 || allowed.some((method) => method === request.method))
    return { status: 404, code: 'not-found', detail: `no such path: ${request.method} ${url}` };
  return {
    status: 405,
    code: 'method-not-allowed',
    detail: `${request.method} ${url}: expected ${allowed.join(', ')}`,
  };
}

/** Answers what is no HTTP at all, before there is a request. */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const described = clientErrors[error.code ?? ''] ?? {
    status: 400,
    code: 'bad-request',
    detail: `expected an HTTP/1.1 request: ${error.message}`,
  };
  const body = JSON.stringify(problem(described, { url: '', id: '' }));
  const head = [
    `HTTP/1.1 ${described.status} ${STATUS_CODES[described.status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const clientErrors: Record<string, Described> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'too-large', detail: 'the request headers are larger than 16 KB' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'bad-request', detail: 'the request headers did not come in time' },
};
