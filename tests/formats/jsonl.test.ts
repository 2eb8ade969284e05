import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesOf, labels, read, texts } from './build.ts';

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

describe('JSONL', () => {
  it('keeps a Dolma record: dates, address, metadata and the id it had', async () => {
    const record = {
      id: 'abc',
      text: 'words',
      source: 'common-crawl',
      added: '2024-01-02T03:04:05Z',
      created: '2020-01-01T00:00:00Z',
      metadata: { url: 'http://a/', score: 0.5 },
    };
    expect(await read(bytesOf(line(record)))).toEqual([
      {
        kind: 'text',
        position: '0',
        text: 'words',
        url: 'http://a/',
        date: '2024-01-02T03:04:05Z',
        created: '2020-01-01T00:00:00Z',
        metadata: { url: 'http://a/', score: 0.5, source: 'common-crawl', id: 'abc' },
      },
    ]);
  });

  it('takes the address of its own field first', async () => {
    expect(await read(bytesOf(line({ text: 'a', url: 'http://b/', n: 1 })))).toMatchObject([
      { url: 'http://b/', metadata: { n: 1 } },
    ]);
  });

  it('places records at their lines, past blank lines and a byte order mark', async () => {
    const file = bytesOf('\ufeff', line({ text: 'a' }), '\r\n\n', line({ text: 'b' }), '{"text":"c"}');
    const records = await read(file);
    expect(records.map(({ position }) => position)).toEqual(['0', '19', '32']);
    expect(await texts(file)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['broken JSON', '{"text": "a', 'reject json-invalid'],
    ['an array', '["text"]', 'reject json-no-text'],
    ['no text', '{"body": "a"}', 'reject json-no-text'],
    ['a text that is no string', '{"text": 5}', 'reject json-no-text'],
    ['an empty text', '{"text": ""}', 'skip empty-body'],
    [
      'metadata nested beyond all use',
      `{"text": "a", "x": ${'['.repeat(5000)}${']'.repeat(5000)}}`,
      'reject json-depth',
    ],
  ])('sorts out %s and reads on', async (_, bad, expected) => {
    const file = bytesOf(line({ text: 'a' }), bad, '\n', line({ text: 'b' }));
    expect(await labels(file)).toEqual(['text', expected, 'text']);
  });

  it('replaces half of a surrogate pair', async () => {
    expect(await texts(bytesOf('{"text":"a\\ud83d b \\ud83d\\ude00"}\n'))).toEqual(['a\ufffd b \u{1f600}']);
  });

  it('leaves the prototype of objects alone', async () => {
    const [record] = await read(bytesOf('{"text":"a","metadata":{"__proto__":{"polluted":true}}}\n'));
    expect(record?.kind).toBe('text');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('passes over a line beyond the limit and reads on', async () => {
    const file = bytesOf(line({ text: 'a' }), line({ text: 'x'.repeat(3 << 20) }), line({ text: 'b' }));
    const records = await read(file, { limits: { maxRecordBytes: 1000 } });
    expect(records.map(({ kind }) => kind)).toEqual(['text', 'reject', 'text']);
    expect(records[1]).toMatchObject({ code: 'record-too-large', position: String(line({ text: 'a' }).length) });
  });

  it('reads gzip as one stream and reports where it breaks off', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) =>
      line({ text: `${index} ${Math.imul(index, 2654435761)}` }),
    );
    const file = gzipSync(lines.join(''));
    expect(await labels(file)).toHaveLength(3000);
    const found = await labels(file.subarray(0, file.length >> 1));
    expect(found.slice(0, 1000)).toEqual(Array.from({ length: 1000 }, () => 'text'));
    expect(found.at(-1)).toBe('reject member-truncated');
    expect(found.filter((label) => label !== 'text')).toHaveLength(1);
  });

  it('is told by its name where the first line is broken', async () => {
    expect(await labels(bytesOf('broken\n', line({ text: 'a' })), { name: 'a.jsonl' })).toEqual([
      'reject json-invalid',
      'text',
    ]);
  });
});
