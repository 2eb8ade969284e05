import { describe, expect, it } from 'vitest';
import { shardRecord } from '../../../src/stages/export/record.ts';

const bare = { id: 'a', text: 't', source: 's', metadata: {} };

describe('the record of a shard', () => {
  it('has the same fields in the same types, whatever is known of a document', () => {
    const known = {
      ...bare,
      added: '2024-05-06T07:08:09Z',
      metadata: { title: 'T', url: 'http://x', encoding: 'big5' },
    };
    const shape = (value: object): object =>
      Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, typeof inner === 'object' ? shape(inner) : typeof inner]),
      );
    const measures = { quality: { quality: 0.5 } };
    expect(shape(shardRecord(known, measures))).toEqual(shape(shardRecord(bare, {})));
    expect(Object.keys(shardRecord(known, measures))).toEqual(Object.keys(shardRecord(bare, {})));
    expect(Object.keys(shardRecord(known, measures).metadata)).toEqual(Object.keys(shardRecord(bare, {}).metadata));
  });

  it('keeps what a record had of its own', () => {
    const { metadata } = shardRecord({ ...bare, metadata: { title: 'T', licence: { name: 'CC0' } } }, undefined);
    expect(metadata).toMatchObject({ title: 'T', author: '', licence: { name: 'CC0' } });
  });

  it.each([
    ['2024-05-06T07:08:09Z', '2024-05-06T07:08:09.000Z'],
    ['2024-05-06T07:08:09.1Z', '2024-05-06T07:08:09.100Z'],
    ['2024-05-06T07:08:09.123456Z', '2024-05-06T07:08:09.123Z'],
    ['2024-05-06T07:08:09+08:00', '2024-05-06T07:08:09.000+08:00'],
    ['2024-05-06 07:08:09', '2024-05-06T07:08:09.000Z'],
    ['2024-05-06', '2024-05-06T00:00:00.000Z'],
    ['May 2024', 'May 2024'],
    ['', ''],
  ])('writes the time %j as %j', (time, written) => {
    expect(shardRecord({ ...bare, created: time }, undefined).created).toBe(written);
  });
});
