import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/document.ts';
import { countKeys, findKey, mergeCounts, RANGES, rangeStarts } from '../../../src/stages/dedup/lines/counts.ts';
import { cutRepeatedLines, lineKey, pageKeys, readPage } from '../../../src/stages/dedup/lines/lines.ts';
import { repeatedLinesParameters } from '../../../src/stages/dedup/lines/parameters.ts';

const NOTICE = 'We use cookies to make this site better.';
const URL = 'https://www.Site.example/a';

/** A page among others of its host: the notice is on some of all pages. */
function cut(text: string, { on, of }: { on: number; of: number }, given: object = {}) {
  const known = new Map([
    [lineKey('www.site.example', NOTICE), on],
    [lineKey('www.site.example', ''), of],
  ]);
  const parameters = repeatedLinesParameters.parse(given);
  const found = cutRepeatedLines(readPage(text, URL, parameters), (key) => known.get(key) ?? 0, parameters);
  return { ...found, text: applyEdits(text, found.edits) };
}

describe('lines that repeat over the pages of a host', () => {
  it('go at the least number of pages, and stay just below it', () => {
    expect(cut(`One.\n  ${NOTICE} \nTwo.`, { on: 10, of: 20 })).toMatchObject({
      text: 'One.\nTwo.',
      verdict: 'keep',
      measures: { 'repeated-lines': 1, 'repeated-line-pages': '10', 'host-pages': 20 },
    });
    expect(cut(`One.\n${NOTICE}\nTwo.`, { on: 9, of: 20 })).toMatchObject({ edits: [], measures: {} });
  });

  it('go at the least share of pages, and stay just below it', () => {
    expect(cut(`One.\n${NOTICE}`, { on: 20, of: 200 }).text).toBe('One.\n');
    expect(cut(`One.\n${NOTICE}`, { on: 20, of: 201 }).edits).toEqual([]);
  });

  it('go at the least length, and stay just below it', () => {
    expect(cut(`${NOTICE}\nOne.`, { on: 10, of: 10 }, { minCharacters: NOTICE.length }).text).toBe('One.');
    expect(cut(`${NOTICE}\nOne.`, { on: 10, of: 10 }, { minCharacters: NOTICE.length + 1 }).edits).toEqual([]);
  });

  it('name the pages of each edit in order', () => {
    const { edits, measures } = cut(`${NOTICE}\n${NOTICE}\nOne.`, { on: 12, of: 12 });
    expect(edits).toHaveLength(2);
    expect(measures['repeated-line-pages']).toBe('12,12');
    expect(measures['repeated-characters']).toBe(2 * NOTICE.length + 2);
  });

  it('drop a page that has nothing else, and keep one that has a letter more', () => {
    expect(cut(`\n ${NOTICE}\n\n`, { on: 10, of: 10 })).toMatchObject({
      verdict: 'drop',
      failures: [{ rule: 'repeated-lines' }],
    });
    expect(cut(`\n ${NOTICE}\nx`, { on: 10, of: 10 })).toMatchObject({ verdict: 'keep', failures: [] });
  });

  it('are looked for only where a document has a host', () => {
    const parameters = repeatedLinesParameters.parse({});
    const noHost = readPage(NOTICE, undefined, parameters);
    expect(noHost).toBeUndefined();
    expect(cutRepeatedLines(noHost, () => 1000, parameters).edits).toEqual([]);
  });

  it('count once a page, by host in lower case', () => {
    const parameters = repeatedLinesParameters.parse({});
    const page = readPage(`${NOTICE}\n${NOTICE}\nshort`, URL, parameters);
    expect(page && pageKeys(page)).toEqual(
      new Set([lineKey('www.site.example', ''), lineKey('www.site.example', NOTICE)]),
    );
    expect(lineKey('a.example', NOTICE)).not.toBe(lineKey('b.example', NOTICE));
  });

  it('leave every text whole but for the lines that go', () => {
    const line = fc.constantFrom(NOTICE, ` ${NOTICE}`, 'text', '', ' ', 'x'.repeat(30));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const expected = lines.filter((one) => one.trim() !== NOTICE).join('\n');
        const { text } = cut(lines.join('\n'), { on: 10, of: 10 });
        // Where the last line goes, the break before it stays.
        expect(text.replace(/\n+$/, '')).toBe(expected.replace(/\n+$/, ''));
      }),
      { seed: 5 },
    );
  });
});

describe('counts of keys', () => {
  const keys = fc.array(fc.oneof(fc.nat(20), fc.maxSafeNat()), { maxLength: 60 });

  it('over parts are those over all at once, without the rare ones', () => {
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 5 }), fc.integer({ min: 1, max: 4 }), (parts, least) => {
        const expected = new Map<number, number>();
        for (const key of parts.flat()) expected.set(key, (expected.get(key) ?? 0) + 1);
        const merged = mergeCounts(
          parts.map((part) => countKeys(Float64Array.from(part))),
          least,
        );
        const found = Array.from(merged.keys, (key, i): [number, number] => [key, merged.counts[i]!]);
        const wanted = [...expected].filter(([, count]) => count >= least).sort(([a], [b]) => a - b);
        expect(found).toEqual(wanted);
      }),
      { seed: 6 },
    );
  });

  it('are found by range and by key', () => {
    fc.assert(
      fc.property(keys, (all) => {
        const { keys: sorted } = countKeys(Float64Array.from(all));
        const starts = rangeStarts(sorted);
        expect([starts[0], starts[RANGES]]).toEqual([0, sorted.length]);
        for (const [place, key] of sorted.entries()) {
          const range = Math.floor(key / (2 ** 53 / RANGES));
          expect(place).toBeGreaterThanOrEqual(starts[range]!);
          expect(place).toBeLessThan(starts[range + 1]!);
          expect(findKey(sorted, key)).toBe(place);
        }
        expect(findKey(sorted, 0.5)).toBe(-1);
      }),
      { seed: 7 },
    );
  });
});
