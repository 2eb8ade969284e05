import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { RequestError } from '../errors.ts';

/** A small client of the service's HTTP API, as any user could write it. */
export interface Client {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T>;
  /** Streams a file up, as `curl -T` does. */
  upload(path: string, file: string): Promise<void>;
}

export function createClient(address: string): Client {
  async function request(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(new URL(path, address), init);
    if (response.ok) return response;
    const text = await response.text();
    throw new RequestError(
      response.status,
      'bad-request',
      `${init.method ?? 'GET'} ${path}: ${response.status} ${text}`,
    );
  }
  const parse = async <T>(response: Response, schema: z.ZodType<T>): Promise<T> => schema.parse(await response.json());
  return {
    get: async (path, schema) => parse(await request(path, {}), schema),
    post: async (path, body, schema) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return parse(await request(path, init), schema);
    },
    async upload(path, file) {
      const { size } = await stat(file);
      const body = Readable.toWeb(createReadStream(file));
      const headers = { 'content-type': 'application/octet-stream', 'content-length': String(size) };
      await request(path, { method: 'PUT', body, headers, duplex: 'half' });
    },
  };
}
