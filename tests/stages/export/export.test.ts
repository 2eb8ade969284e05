import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Edit } from '../../../src/document.ts';
import { exportDocument, mergeEdits } from '../../../src/stages/export/export.ts';
import { exportParameters } from '../../../src/stages/export/parameters.ts';

const attributes = (edits: Edit[], measures = {}) => ({
  id: 'a',
  verdict: 'keep' as const,
  failures: [],
  measures,
  edits,
});
const document = { id: 'a', text: 'call 555 now or write', source: 's', metadata: { url: 'http://x' } };

describe('export', () => {
  it('applies the edits of every stage and keeps the measures by stage', () => {
    const judged = [
      { stage: 'quality', attributes: attributes([[12, 21, '']], { quality: 0.5 }) },
      { stage: 'safety', attributes: attributes([[5, 8, '[phone]']]) },
    ];
    const { text, metadata } = exportDocument(document, judged, exportParameters.parse({ attributes: true }));
    expect(text).toBe('call [phone] now');
    expect(metadata).toMatchObject({ url: 'http://x', winnow: '{"quality":{"quality":0.5}}' });
  });

  it('leaves measures out where they are not wanted', () => {
    const judged = [{ stage: 'quality', attributes: attributes([], { quality: 0.5 }) }];
    const { metadata } = exportDocument(document, judged, exportParameters.parse({ attributes: false }));
    expect(metadata).not.toHaveProperty('winnow');
  });

  it('joins overlapping edits so that nothing marked for removal stays', () => {
    expect(mergeEdits([[[0, 5, 'A']], [[3, 9, 'B']]])).toEqual([[0, 9, 'A']]);
    expect(mergeEdits([[[0, 5, 'A']], [[5, 9, 'B']]])).toEqual([
      [0, 5, 'A'],
      [5, 9, 'B'],
    ]);
  });

  it('keeps exactly the characters that no edit covers, for any edits', () => {
    const edit = fc.tuple(fc.nat(30), fc.nat(10)).map(([start, length]): Edit => [start, start + length + 1, '']);
    fc.assert(
      fc.property(fc.string({ minLength: 45, maxLength: 60 }), fc.array(fc.array(edit)), (text, lists) => {
        const covered = new Set(
          lists.flat().flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i)),
        );
        const left = [...Array(text.length).keys()].filter((at) => !covered.has(at)).map((at) => text[at]);
        expect(applyEdits(text, mergeEdits(lists))).toBe(left.join(''));
      }),
    );
  });
});
