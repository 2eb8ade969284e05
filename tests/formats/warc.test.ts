import { describe, expect, it } from 'vitest';
import { bytesOf, content, html, http, labels, page, read, texts, warc } from './build.ts';

describe('WARC records', () => {
  it('hands on a response as a page with its address, date, type and place', async () => {
    const first = warc('software: test', { type: 'warcinfo', contentType: 'application/warc-fields' });
    const records = await read(bytesOf(first, page('a', 'http://example.com/a')));
    expect(records).toEqual([
      { kind: 'skip', position: '0', reason: 'warcinfo', url: undefined },
      {
        kind: 'page',
        position: String(first.length),
        url: 'http://example.com/a',
        contentType: 'text/html',
        date: '2024-05-18T01:58:10Z',
        body: Buffer.from(html('a')),
      },
    ]);
  });

  it.each(['0.17', '0.18', '1.0', '1.1'])('reads version %s', async (version) => {
    expect(await labels(warc(http(html('a')), { version }))).toEqual(['page']);
  });

  it('reads headers with bare line feeds, spaces and lower-case names', async () => {
    const block = http(html('a'));
    const head = `WARC/0.18\nwarc-type:Response\nwarc-target-uri :  http://a/ \nCONTENT-LENGTH: ${block.length}\n\n`;
    const records = await read(bytesOf(head, block, '\n\n', head, block, '\n\n'));
    expect(records.map((record) => record.url)).toEqual(['http://a/', 'http://a/']);
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'page']);
  });

  it('takes the angle brackets off an address and keeps raw UTF-8 in it', async () => {
    const [record] = await read(warc(http(html('a')), { url: '<http://例え.jp/道?q=é>' }));
    expect(record?.url).toBe('http://例え.jp/道?q=é');
  });

  it('joins folded header lines', async () => {
    const [record] = await read(warc(http(html('a')), { fields: ['WARC-Target-URI: http://a/', '\tb'] }));
    expect(record?.url).toBe('http://a/ b');
  });

  it('leaves out a date that is none', async () => {
    const block = http(html('a'));
    const head = `WARC/0.18\nWARC-Type: response\nWARC-Date: 2009-03-65T08:43:19-0800\nContent-Length: ${block.length}\n\n`;
    const [record] = await read(bytesOf(head, block, '\n\n'));
    expect(record).toMatchObject({ kind: 'page', date: undefined });
  });

  it('turns a date with an offset into UTC', async () => {
    const block = http(html('a'));
    const head = `WARC/0.18\nWARC-Type: response\nWARC-Date: 2009-03-05T08:43:19-0800\nContent-Length: ${block.length}\n\n`;
    const [record] = await read(bytesOf(head, block, '\n\n'));
    expect(record).toMatchObject({ date: '2009-03-05T16:43:19.000Z' });
  });

  it('is not confused by an empty payload type', async () => {
    expect(await labels(warc(http(html('a')), { fields: ['WARC-Identified-Payload-Type: '] }))).toEqual(['page']);
  });

  it('keeps reading after a header line that is no field', async () => {
    const record = warc(http(html('a')), { fields: ['stray words without a colon', 'Content-Language: en'] });
    expect(await labels(bytesOf(record, page('b')))).toEqual(['page', 'page']);
  });

  it.each([
    ['request', 'request'],
    ['warcinfo', 'warcinfo'],
    ['metadata', 'metadata'],
    ['revisit', 'revisit'],
    ['continuation', 'other-record-type'],
    ['something-new', 'other-record-type'],
  ])('skips a %s record as %s', async (type, reason) => {
    expect(await labels(warc('GET / HTTP/1.0\r\n\r\n', { type }))).toEqual([`skip ${reason}`]);
  });

  it('skips dns, and a WAT file as metadata', async () => {
    const dns = warc('20080430204825\nexample.com. 589 IN A 192.0.2.1\n', {
      url: 'dns:example.com',
      contentType: 'text/dns',
    });
    const wat = warc('{"Envelope":{}}', { type: 'metadata', contentType: 'application/json' });
    expect(await labels(bytesOf(dns, wat), { name: 'a.warc.wat' })).toEqual(['skip dns', 'skip metadata']);
  });

  it('takes a conversion record (WET) for text, with its languages', async () => {
    const fields = ['WARC-Identified-Content-Language: spa,eng'];
    const [record] = await read(warc('Olá mundo\n', { type: 'conversion', url: 'http://a/', fields }));
    expect(record).toEqual({
      kind: 'text',
      position: '0',
      url: 'http://a/',
      text: 'Olá mundo\n',
      date: '2024-05-18T01:58:10Z',
      metadata: { languages: 'spa,eng' },
    });
  });

  it('takes a resource record by its own type', async () => {
    const resource = (contentType: string, block: string | Buffer) => warc(block, { type: 'resource', contentType });
    const image = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
    const file = bytesOf(
      resource('text/html', html('a')),
      resource('text/plain', 'words'),
      resource('image/png', image),
    );
    expect(await labels(file)).toEqual(['page', 'text', 'skip media-type']);
  });

  it('takes any number of line ends, or NULs, between records', async () => {
    expect(await texts(bytesOf(page('a'), '\r\n\r\n\n\0\0', page('b'), '\n', page('c'), '\r\n\0'))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('does not take a record header inside a record for a record', async () => {
    const crawled = bytesOf(page('inner one'), page('inner two'));
    const outer = warc(http(bytesOf(html('outer'), '\n\n', crawled)), { url: 'http://a/' });
    expect(await texts(bytesOf(outer, page('next')))).toEqual(['outer', 'next']);
  });
});

describe('WARC records with a wrong length', () => {
  it('ends a record whose length is too short at the next header', async () => {
    const records = await read(bytesOf(warc(http(html('a')), { length: 90 }), page('b')));
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'page']);
    expect(content(records[0])).toBe(html('a'));
    expect(content(records[1])).toBe(html('b'));
  });

  it('does not swallow the next record where the length is too long', async () => {
    const block = http(html('a'));
    const records = await read(bytesOf(warc(block, { length: block.length + 40 }), page('b'), page('c')));
    expect(records.map(content)).toEqual([html('a'), html('b'), html('c')]);
  });

  it('does not swallow the rest of the file where the length reaches beyond it', async () => {
    const records = await read(bytesOf(warc(http(html('a')), { length: 1_000_000 }), page('b'), page('c')));
    expect(records.map(content)).toEqual([html('a'), html('b'), html('c')]);
  });

  it('reads a record without a length up to the next header, or the end', async () => {
    const open = (text: string) => warc(http(html(text)), { length: null });
    expect((await read(bytesOf(open('a'), open('b')))).map(content)).toEqual([html('a'), html('b')]);
  });

  it('keeps a record and rejects the bytes that stand behind it', async () => {
    const first = page('a');
    const records = await read(bytesOf(first, 'noise noise\r\n\r\n', page('b')));
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'reject', 'page']);
    expect(records[1]).toMatchObject({ code: 'record-header', position: String(first.length) });
  });

  it('finds the first record behind a foreign preamble', async () => {
    const file = bytesOf('--- copied by some tool ---\n', page('a'));
    expect(await labels(file, { name: 'crawl.warc' })).toEqual(['reject record-header', 'page']);
  });
});

describe('WARC records that are cut off', () => {
  it('rejects a record that the end of the file cuts off, and keeps those before it', async () => {
    const file = bytesOf(page('a'), page('b').subarray(0, -80));
    const records = await read(file);
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'reject']);
    expect(records[1]).toMatchObject({ code: 'record-truncated', url: 'http://example.com/b' });
    expect(records[1]).toMatchObject({
      message: expect.stringMatching(/expected a block of \d+ bytes, found \d+ before/),
    });
  });

  it('keeps a page that is closed although its length says that more should come', async () => {
    expect(await texts(warc(http(html('a')), { length: 5000 }))).toEqual(['a']);
  });

  it('rejects a header that the end of the file cuts off', async () => {
    const file = bytesOf(page('a'), 'WARC/1.0\r\nWARC-Type: response\r\nContent-Le');
    expect(await labels(file)).toEqual(['page', 'reject record-truncated']);
  });
});
