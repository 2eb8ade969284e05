import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { type ErrorCode, RequestError, WinnowError } from '../errors.ts';

/** RFC 9457 problem details; `code` is stable, `detail` is for people. */
export const problemSchema = z
  .object({
    type: z.string().describe('Always about:blank: code tells problems apart'),
    title: z.string().describe('The phrase of the HTTP status'),
    status: z.int(),
    code: z.string().describe('Stable, for programs'),
    detail: z.string().describe('What was expected and what came'),
    instance: z.string().describe('The path that was asked for'),
    request: z.string().describe('Id of the request, as in the log'),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('Every field that does not fit'),
  })
  .describe('Problem details (RFC 9457)');
export type Problem = z.infer<typeof problemSchema>;

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const statuses: Partial<Record<ErrorCode, number>> = {
  'bad-request': 400,
  'digest-mismatch': 400,
  unauthorized: 401,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'limit-exceeded': 413,
  'unsupported-media': 415,
  'recipe-invalid': 422,
  'asset-missing': 422,
  'queue-unavailable': 503,
  'storage-failed': 503,
};

/** Codes of Fastify's own errors, in our words. */
const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media',
};

export interface Described {
  status: number;
  code: string;
  detail: string;
  errors?: Problem['errors'];
}

/** What a client is told of an error. Bugs and other people's errors are answered without their message. */
export function describe(error: unknown): Described {
  if (error instanceof RequestError) return { status: error.status, code: error.code, detail: error.message };
  if (error instanceof WinnowError) {
    const full = error.code === 'storage-failed' && error.details['reason'] === 'ENOSPC';
    return { status: full ? 507 : (statuses[error.code] ?? 500), code: error.code, detail: error.message };
  }
  if (!(error instanceof Error)) return internal;
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (status >= 500) return internal;
  return { status, code: fastifyCodes[code] ?? 'bad-request', detail: error.message };
}

const internal: Described = {
  status: 500,
  code: 'internal',
  detail: 'an unexpected error; the log has it under the request id',
};

export function problem(described: Described, request: { url: string; id: string }): Problem {
  const { status, code, detail, errors } = described;
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    instance: request.url.split('?')[0] ?? '/',
    request: request.id,
    ...(errors !== undefined && { errors }),
  };
}
