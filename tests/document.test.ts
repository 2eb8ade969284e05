import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, composeEdits, type Edit } from '../src/document.ts';

/** Sorted edits that do not overlap, of a text of this length. */
const editsWithin = (length: number): fc.Arbitrary<Edit[]> =>
  fc.array(fc.tuple(fc.nat(length), fc.nat(length), fc.string({ maxLength: 4 })), { maxLength: 5 }).map((all) => {
    const edits: Edit[] = [];
    for (const [a, b, text] of all.toSorted((one, other) => Math.min(one[0], one[1]) - Math.min(other[0], other[1]))) {
      const start = Math.min(a, b);
      if (start >= (edits.at(-1)?.[1] ?? 0)) edits.push([start, Math.max(a, b), text]);
    }
    return edits;
  });

describe('edits composed', () => {
  it('do what the first and then the second do', () => {
    expect(composeEdits(11, [[0, 6, '']], [[0, 5, 'you']])).toEqual([[0, 11, 'you']]);
    expect(composeEdits(11, [[5, 11, '']], [[0, 1, 'H']])).toEqual([
      [0, 1, 'H'],
      [5, 11, ''],
    ]);
    expect(composeEdits(11, [], [[0, 1, 'H']])).toEqual([[0, 1, 'H']]);
  });

  it('are sorted, do not overlap and leave the same text, whatever they are', () => {
    const cases = fc.tuple(fc.string({ maxLength: 30 }), fc.gen()).map(([text, gen]) => {
      const first = gen(() => editsWithin(text.length));
      return { text, first, second: gen(() => editsWithin(applyEdits(text, first).length)) };
    });
    fc.assert(
      fc.property(cases, ({ text, first, second }) => {
        const composed = composeEdits(text.length, first, second);
        expect(applyEdits(text, composed)).toBe(applyEdits(applyEdits(text, first), second));
        let position = 0;
        for (const [start, end] of composed) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(end).toBeGreaterThanOrEqual(start);
          position = end;
        }
        expect(position).toBeLessThanOrEqual(text.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
