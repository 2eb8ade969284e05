import { describe, expect, it } from 'vitest';
import { parseArcLine } from '../../src/formats/arc.ts';
import { arc, arcHeader, bytesOf, content, html, http, labels, read } from './build.ts';

const page = (text: string, url?: string) => arc(http(html(text)), url);

describe('ARC records', () => {
  it('reads pages with address, date and place', async () => {
    const records = await read(bytesOf(arcHeader(), page('a', 'http://a/'), page('b', 'http://b/')));
    expect(records.map((record) => [record.kind, record.url])).toEqual([
      ['skip', 'filedesc://a.arc'],
      ['page', 'http://a/'],
      ['page', 'http://b/'],
    ]);
    expect(records[1]).toMatchObject({ date: '2010-01-06T23:49:11Z', position: String(arcHeader().length) });
  });

  it('reads version 2 lines', () => {
    const line = 'http://a/ 192.0.2.1 20010203040506 text/html 200 abcdef - 1234 a.arc 5678';
    expect(parseArcLine(line)).toEqual({
      type: 'response',
      url: 'http://a/',
      date: '20010203040506',
      contentType: 'text/html',
      length: 5678,
      language: undefined,
    });
  });

  it('reads addresses and types with spaces in them', () => {
    const line = 'http://a/x y 1.2 z 2001:db8::1 20010203040506 text/html; charset=utf-8 77';
    expect(parseArcLine(line)).toMatchObject({
      url: 'http://a/x y 1.2 z',
      contentType: 'text/html; charset=utf-8',
      length: 77,
    });
  });

  it.each([
    'HTTP/1.1 200 OK',
    '<p>http://a/ 192.0.2.1 20010203040506 text/html 77',
    'http://a/ 192.0.2.1 2001 text/html 77',
    'http://a/ example.com 20010203040506 text/html 77',
  ])('does not take %j for a header', (line) => {
    expect(parseArcLine(line)).toBeUndefined();
  });

  it('reads old Common Crawl files: no line end between records, codings undone but still named', async () => {
    const fields = [
      'Content-Encoding:gzip',
      'Transfer-Encoding:chunked',
      'Content-Type:text/html',
      'x_commoncrawl_URLFP:1',
    ];
    const record = (text: string) => arc(http(bytesOf('\n\r\n', html(text)), fields)).subarray(0, -1);
    const records = await read(bytesOf(arcHeader(), record('a'), record('b')));
    expect(records.slice(1).map((found) => content(found).trim())).toEqual([html('a'), html('b')]);
  });

  it('skips dns and what is no page', async () => {
    const dns = arc('20100106234911\nexample.com. 5 IN A 192.0.2.1\n', 'dns:example.com', 'text/dns');
    const image = arc(
      http(Buffer.from('GIF89a\x01\0\x01\0'), ['Content-Type: image/gif']),
      'http://a/i.gif',
      'image/gif',
    );
    const missing = arc(http(html('gone'), [], '404 Not Found'));
    expect(await labels(bytesOf(arcHeader(), dns, image, missing))).toEqual([
      'skip warcinfo',
      'skip dns',
      'skip media-type',
      'skip http-error',
    ]);
  });

  it('ends a record with a wrong length at the next header line', async () => {
    const short = arc(http(html('a')), 'http://a/', 'text/html', 60);
    const long = arc(http(html('b')), 'http://b/', 'text/html', 400);
    const records = await read(bytesOf(arcHeader(), short, long, page('c')));
    expect(records.slice(1).map(content)).toEqual([html('a'), html('b'), html('c')]);
  });

  it('reads records whose length is no number', async () => {
    const file = bytesOf('http://a/ 192.0.2.1 201404010000000000 text/html -1\n', http(html('a')), '\n', page('b'));
    expect((await read(file)).map(content)).toEqual([html('a'), html('b')]);
  });

  it('rejects a record that is cut off', async () => {
    expect(await labels(bytesOf(arcHeader(), page('a').subarray(0, -30)))).toEqual([
      'skip warcinfo',
      'reject record-truncated',
    ]);
  });
});
