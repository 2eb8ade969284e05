import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../../src/errors.ts';
import { createHostSet, readHostLines, readHostSet, writeHostSet } from '../../../../src/stages/safety/url/host-set.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a host list', () => {
  it('has what was put in, and nothing else, in text and in compact form', () => {
    const entry = fc.stringMatching(/^[a-z0-9]{1,12}\.(com|tw)$/);
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 50 }), entry, (entries, other) => {
        const compact = readHostSet(writeHostSet(entries), 'x.bin');
        const text = readHostSet(bytes(entries.join('\n')), 'x.txt');
        for (const set of [compact, text]) {
          expect(set.size).toBe(new Set(entries).size);
          for (const known of entries) expect(set.has(known)).toBe(true);
          expect(set.has(other)).toBe(entries.includes(other));
        }
      }),
    );
  });

  it('may be a hosts file, addresses or bare hosts, with comments', () => {
    const list =
      '# adult\n0.0.0.0 Bad.Example\nhttp://www.worse.example/\nexample.net/Dir/ # a folder\n\n127.0.0.1 local.example';
    expect([...readHostLines(bytes(list))]).toEqual([
      'bad.example',
      'worse.example',
      'example.net/Dir',
      'local.example',
    ]);
  });

  it('holds a million hosts in six bytes each', () => {
    const entries = Array.from({ length: 1_000_000 }, (_, index) => `host-${index}.example.com`);
    const compact = writeHostSet(entries);
    expect(compact.length).toBe(12 + 6 * 1_000_000);
    const set = readHostSet(compact, 'million.bin');
    expect([0, 499_999, 999_999].every((index) => set.has(`host-${index}.example.com`))).toBe(true);
    const strangers = Array.from({ length: 20_000 }, (_, index) => `stranger-${index}.example.org`);
    expect(strangers.filter((host) => set.has(host))).toEqual([]);
  });

  it('that is cut short is refused', () => {
    const cut = writeHostSet(['a.example', 'b.example']).subarray(0, 20);
    expect(() => readHostSet(cut, 'cut.bin')).toThrow(FormatError);
    expect(() => readHostSet(cut, 'cut.bin')).toThrow('cut.bin: expected 24 bytes, found 20');
  });

  it('may be empty', () => {
    expect(createHostSet([]).has('example.com')).toBe(false);
    expect(readHostSet(writeHostSet([]), 'none.bin').size).toBe(0);
  });
});
