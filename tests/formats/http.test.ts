import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { compress } from '@mongodb-js/zstd';
import { describe, expect, it } from 'vitest';
import { dechunk } from '../../src/formats/http-message.ts';
import { bytesOf, content, html, http, label, labels, read, warc } from './build.ts';

const type = 'Content-Type: text/html';
const response = (body: string | Uint8Array, fields: string[] = [type], status = '200 OK') =>
  read(warc(http(body, fields, status), { url: 'http://a/' }));
const chunked = (...chunks: string[]) =>
  `${chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;

describe('HTTP framing', () => {
  it('undoes chunks, with extensions and trailers', async () => {
    const body = chunked('<!doctype html>', '<p>é</p>')
      .replace('f\r\n', 'F;name=value\r\n')
      .replace('0\r\n\r\n', '0\r\nX: y\r\n\r\n');
    const [record] = await response(body, [type, 'Transfer-Encoding: Chunked']);
    expect(content(record)).toBe('<!doctype html><p>é</p>');
  });

  it('leaves a body alone that is called chunked and is not', async () => {
    const [record] = await response(html('a'), [type, 'Transfer-Encoding: chunked']);
    expect(content(record)).toBe(html('a'));
  });

  it('does not take a number in the text for a chunk', () => {
    expect(dechunk(Buffer.from('12\nmonkeys jumping on the bed'))).toBeUndefined();
  });

  it('keeps what came before a chunk goes wrong or is cut off', () => {
    expect(dechunk(Buffer.from('3\r\nabc\r\nzz\r\nrest'))?.toString()).toBe('abc');
    expect(dechunk(Buffer.from('3\r\nabc\r\n40\r\nrest'))?.toString()).toBe('abcrest');
  });

  it.each([
    ['gzip', gzipSync(html('a'))],
    ['x-gzip', gzipSync(html('a'))],
    ['deflate', deflateSync(html('a'))],
    ['deflate', deflateRawSync(html('a'))],
    ['br', brotliCompressSync(html('a'))],
    ['GZIP, br', brotliCompressSync(gzipSync(html('a')))],
  ])('undoes content coding %s', async (coding, body) => {
    const [record] = await response(body, [type, `Content-Encoding: ${coding}`]);
    expect(content(record)).toBe(html('a'));
  });

  it('undoes zstd', async () => {
    const [record] = await response(await compress(Buffer.from(html('a'))), [type, 'Content-Encoding: zstd']);
    expect(content(record)).toBe(html('a'));
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'identity', 'utf-8'])(
    'leaves a body alone that is called %s and is stored decoded',
    async (coding) => {
      const [record] = await response(html('a'), [type, `Content-Encoding: ${coding}`]);
      expect(content(record)).toBe(html('a'));
    },
  );

  it('undoes a coding that no header names', async () => {
    const [record] = await response(gzipSync(html('a')));
    expect(content(record)).toBe(html('a'));
  });

  it('keeps the first part of a coded body that the crawler cut', async () => {
    const long = html('words '.repeat(5000));
    const [record] = await response(gzipSync(long).subarray(0, -30), [type, 'Content-Encoding: gzip']);
    expect(long.startsWith(content(record))).toBe(true);
    expect(content(record).length).toBeGreaterThan(100);
  });

  it('rejects a coded body that is damaged', async () => {
    const body = gzipSync(Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) & 255)));
    body.fill(0xff, 20, 60);
    const [record] = await response(body, [type, 'Content-Encoding: gzip']);
    expect(record).toMatchObject({ kind: 'reject', code: 'content-encoding', url: 'http://a/' });
  });

  it('rejects a body that unpacks beyond the record limit or the ratio', async () => {
    const bomb = gzipSync(Buffer.alloc(18 << 20, 32));
    const file = warc(http(bomb, [type, 'Content-Encoding: gzip']));
    expect(await labels(file, { limits: { maxRecordBytes: 1 << 20 } })).toEqual(['reject record-too-large']);
    expect(await labels(file, { limits: { maxDecompressionRatio: 100 } })).toEqual(['reject decompression-ratio']);
    expect(await labels(file, { limits: { maxDecompressionRatio: 2000 } })).toEqual(['page']);
  });

  it('rejects a zstd body that asks for a window over the limit', async () => {
    const frame = Buffer.from('28b52ffd00f80000', 'hex');
    const [record] = await response(frame, [type, 'Content-Encoding: zstd']);
    expect(record).toMatchObject({ kind: 'reject', message: expect.stringContaining('window') });
  });

  it.each([
    ['301 Moved', 'skip http-redirect'],
    ['304 Not Modified', 'skip http-redirect'],
    ['404 Not Found', 'skip http-error'],
    ['500 Oops', 'skip http-error'],
    ['100 Continue', 'skip http-error'],
    ['200', 'page'],
    ['203 Non-Authoritative', 'page'],
  ])('sorts status %s as %s', async (status, expected) => {
    expect((await response(html('a'), [type], status)).map(label)).toEqual([expected]);
  });

  it('skips an empty body', async () => {
    expect((await response('')).map(label)).toEqual(['skip empty-body']);
  });

  it('reads a response without status line or header', async () => {
    expect((await read(warc(html('bare'), { url: 'http://a/' }))).map(content)).toEqual([html('bare')]);
    const fields = bytesOf('Content-Type: text/html; charset=big5\r\nServer: x\r\n\r\n', html('fields'));
    const [record] = await read(warc(fields, { url: 'http://a/' }));
    expect(record).toMatchObject({ kind: 'page', contentType: 'text/html; charset=big5' });
    expect(content(record)).toBe(html('fields'));
  });

  it('reads headers with bare line feeds', async () => {
    const [record] = await read(warc(`HTTP/1.0 200 OK\nContent-Type: text/html\n\n${html('a')}`));
    expect(content(record)).toBe(html('a'));
  });
});
