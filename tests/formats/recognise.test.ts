import { gzipSync } from 'node:zlib';
import { compress } from '@mongodb-js/zstd';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../src/formats/recognise.ts';
import { defaultLimits } from '../../src/formats/record.ts';
import { memorySource } from '../../src/formats/source.ts';
import { arc, arcHeader, bytesOf, content, html, label, labels, members, page, read, zip } from './build.ts';

const what = (bytes: Uint8Array, name = 'file') => recognise(memorySource(bytes), name, defaultLimits);
const json = '{"text": "a"}\n';

describe('recognising files by their content', () => {
  it.each([
    ['WARC', page('a'), 'none', 'warc', true],
    ['WARC behind blank lines', bytesOf('\r\n\r\n', page('a')), 'none', 'warc', true],
    ['ARC', arcHeader(), 'none', 'arc', true],
    ['ARC without its first record', arc('x'), 'none', 'arc', true],
    ['WARC with a member a record', members(page('a'), page('b')), 'gzip', 'warc', true],
    ['ARC with a member a record', members(arcHeader(), arc('x')), 'gzip', 'arc', true],
    ['WARC in one member', gzipSync(bytesOf(page('a'), page('b'))), 'gzip', 'warc', false],
    ['WARC in members cut anywhere', members(page('a').subarray(0, 90), page('a').subarray(90)), 'gzip', 'warc', false],
    ['JSONL', bytesOf(json), 'none', 'jsonl', true],
    ['JSONL with a broken first line', bytesOf('{"text"\n', json), 'none', 'jsonl', true],
    [
      'JSONL with a first line longer than what is judged',
      bytesOf(`{"text": "${'x'.repeat(99_000)}"}\n`),
      'none',
      'jsonl',
      true,
    ],
    ['JSONL in gzip', gzipSync(json), 'gzip', 'jsonl', false],
    ['zip', zip([{ name: 'a', data: 'a' }]), 'none', 'zip', false],
    ['an empty zip', zip([]), 'none', 'zip', false],
    ['HTML', bytesOf(html('a')), 'none', 'html', false],
    ['HTML in gzip', gzipSync(html('a')), 'gzip', 'html', false],
    ['text', bytesOf('only words\n'), 'none', 'text', false],
    ['text in a legacy charset', Buffer.from('b4fab1edceabd2f5', 'hex'), 'none', 'text', false],
    ['text that begins with a brace', bytesOf('{ this is prose }'), 'none', 'text', false],
    ['nothing', Buffer.alloc(0), 'none', 'empty', false],
    ['nothing in gzip', gzipSync(''), 'gzip', 'empty', false],
    ['gzip in gzip', gzipSync(gzipSync('a')), 'gzip', 'nested', false],
    ['zip in gzip', gzipSync(zip([{ name: 'a', data: 'a' }])), 'gzip', 'nested', false],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 999 }, (_, index) => Math.imul(index, 40503) >>> 8)),
      'none',
      'unknown',
      false,
    ],
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'none', 'unknown', false],
    ['a drawing', bytesOf('<?xml version="1.0"?><svg xmlns="x"></svg>'), 'none', 'unknown', false],
    ['zeros', Buffer.alloc(5000), 'none', 'unknown', false],
  ])('%s', async (_, bytes, compression, format, splittable) => {
    expect(await what(bytes)).toEqual({ compression, format, splittable });
  });

  it('looks into zstd', async () => {
    expect(await what(await compress(page('a')))).toEqual({ compression: 'zstd', format: 'warc', splittable: false });
  });

  it('believes the name only where the content leaves it open', async () => {
    expect(await what(page('a'), 'a.jsonl')).toMatchObject({ format: 'warc' });
    expect(await what(bytesOf('words, no tags'), 'a.html')).toMatchObject({ format: 'html' });
    expect(await what(bytesOf('words before\n', page('a')), 'a.warc')).toMatchObject({ format: 'warc' });
    expect(await what(bytesOf('words before\n', page('a')), 'a.txt')).toMatchObject({ format: 'text' });
    expect(await what(Buffer.alloc(99, 1), 'a.warc.gz')).toMatchObject({ format: 'unknown' });
    expect(await what(bytesOf('words'), 'a.txt.gz')).toMatchObject({ compression: 'none', format: 'text' });
    for (const damage of ['fffe', '00', '414243'])
      expect(await what(bytesOf(Buffer.from(damage, 'hex'), members(page('a'), page('b'))), 'a.warc.gz')).toEqual({
        compression: 'gzip',
        format: 'warc',
        splittable: true,
      });
  });
});

describe('single files', () => {
  it('read a page, a text and Markdown as one record', async () => {
    expect((await read(bytesOf(html('a')))).map((record) => [record.position, label(record), content(record)])).toEqual(
      [['0', 'page', html('a')]],
    );
    expect((await read(bytesOf('# é\n\nwords'), { name: 'a.md' })).map(content)).toEqual(['# é\n\nwords']);
    expect((await read(gzipSync('words'), { name: 'a.txt.gz' })).map(content)).toEqual(['words']);
  });

  it('decode a text in a legacy charset', async () => {
    const sentence = '今天天氣很好,我們一起去公園散步。圖書館裡有很多書可以看。';
    const big5 = Buffer.from(
      'a4b5a4d1a4d1aef0abdca66ea141a7daadcca440b05fa568a4bdb6e9b4b2a842a143b9cfaed1c05da8cda6b3abdca668aed1a569a548acdda143',
      'hex',
    );
    expect((await read(big5, { name: 'a.txt' })).map((record) => content(record).length)).toEqual([sentence.length]);
  });

  it('are rejected whole where they are damaged or too large', async () => {
    const file = gzipSync(html('words '.repeat(2000)));
    expect(await labels(file.subarray(0, file.length - 20))).toEqual(['reject member-truncated']);
    expect(await labels(bytesOf(html('x'.repeat(500))), { limits: { maxRecordBytes: 100 } })).toEqual([
      'reject record-too-large',
    ]);
  });

  it('say what they are not', async () => {
    expect(await read(Buffer.alloc(99, 1), { name: 'a.bin' })).toEqual([
      {
        kind: 'reject',
        position: '0',
        code: 'format-unknown',
        message: expect.stringMatching(/^a\.bin: expected WARC, ARC/),
      },
    ]);
    expect(await labels(Buffer.alloc(0))).toEqual(['reject empty-file']);
    expect(await labels(gzipSync(gzipSync('a')))).toEqual(['reject nested-archive']);
  });
});
