import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPhraseFinder } from '../../src/stages/quality/rules/c4-phrases.ts';
import { createAnalyse, LONGEST_TEXT } from '../../src/text/analysis.ts';
import { createSentenceCounter } from '../../src/text/sentences.ts';
import { emptyWords, splitWords } from '../../src/text/words.ts';

const analyse = createAnalyse();
const countSentences = createSentenceCounter();

function wordsOf(text: string): string[] {
  const words = emptyWords();
  const codes = Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  splitWords(codes, text.length, words);
  return Array.from({ length: words.count }, (_, word) => text.slice(words.starts[word]!, words.ends[word]!));
}

const points = (text: string): number => Array.from(text).length;

function repeatedIn(spans: readonly string[]) {
  const again = spans.filter((span, index) => spans.indexOf(span) !== index);
  return { count: spans.length, repeated: again.length, codePoints: points(again.join('')) };
}

/** As datatrove's find_all_duplicate does it. */
function repeatedNgrams(words: readonly string[], size: number): number {
  const seen = new Set<string>();
  let found = 0;
  for (let word = 0; word + size <= words.length; ) {
    const gram = words.slice(word, word + size).join('');
    if (seen.has(gram)) found += points(gram);
    word += seen.has(gram) ? size : 1;
    seen.add(gram);
  }
  return found;
}

/** As datatrove's find_top_duplicate does it. */
function topNgram(words: readonly string[], size: number): number | null {
  const counts = new Map<string, number>();
  for (let word = 0; word + size <= words.length; word++) {
    const gram = words.slice(word, word + size).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  let best: [string, number] | null = null;
  for (const entry of counts) if (best === null || entry[1] > best[1]) best = entry;
  return best === null ? null : points(best[0]) * best[1];
}

/** Python's `str.splitlines`. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const word = fc.constantFrom(
  ...[
    'the',
    'of',
    'cannot',
    'Cannot',
    "don't",
    'U.S.',
    'a.',
    'end.',
    'X.',
    'AB.',
    '(so),',
    '"yes"',
    '10km',
    '5€',
    '+1',
    '3.5',
  ],
  ...[
    'state-of',
    'a/b',
    'and/or',
    'x@y.example',
    '中',
    '中文。',
    'ไทยกิ',
    '한글',
    '😀',
    '𠀀',
    '𐐀𐐁',
    '\ud800',
    '…',
    '...',
    '##',
  ],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '\u2028',
    '\v',
    '\t',
    '\u3000',
    '[1]',
    '{',
    '!',
    '？',
    'JavaScript',
    'privacy',
    'Policy',
    'use',
  ],
  ...['uses', 'of', 'coo\u212aies', 'terms', 'lorem', 'ipsum', 'İ', 'a', 'b', 'ab', 'no no no no no no'],
);
const few = fc.array(word, { minLength: 1, maxLength: 5 });
const texts = fc.oneof(
  fc.array(word, { maxLength: 60 }).map((all) => all.join(' ')),
  fc.array(word, { maxLength: 60 }).map((all) => all.join('')),
  fc
    .tuple(few, fc.array(fc.nat(), { maxLength: 120 }))
    .map(([own, order]) => order.map((n) => own[n % own.length]).join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const held = (check: (text: string) => void): void => fc.assert(fc.property(texts, check), { numRuns: 500, seed: 5 });

describe('an analysis has', () => {
  test('the words that the plain tokenizer finds, and which are the same', () => {
    held((text) => {
      const { words, ids, distinctWords } = analyse(text);
      const found = Array.from({ length: words.count }, (_, at) => text.slice(words.starts[at]!, words.ends[at]!));
      expect(found).toEqual(wordsOf(text));
      expect(Array.from(ids.subarray(0, words.count))).toEqual(found.map((own) => found.indexOf(own)));
      expect(distinctWords).toBe(new Set(found).size);
    });
  });

  test('the lines of Python, with their chunks, marks and sentences', () => {
    held((text) => {
      const { lines, words, sentences } = analyse(text);
      const spans = Array.from({ length: lines.count }, (_, at) => at);
      const expected = linesOf(text);
      expect(spans.map((at) => text.slice(lines.starts[at]!, lines.ends[at]!))).toEqual(expected);
      const chunks = expected.map((line) =>
        line.split(/[\s\x1c-\x1f\x85]+/).filter((chunk) => chunk !== '' && chunk !== '\ufeff'),
      );
      // JavaScript's \s has U+FEFF too
      if (text.includes('\ufeff')) return;
      expect(spans.map((at) => lines.chunks[at]!)).toEqual(chunks.map((own) => own.length));
      expect(spans.map((at) => lines.longest[at]!)).toEqual(chunks.map((own) => Math.max(0, ...own.map(points))));
      expect(lines.words[lines.count] ?? 0).toBe(words.count);
      for (const at of spans)
        expect(sentences(lines.words[at]!, lines.words[at + 1]!)).toBe(countSentences(expected[at]!));
    });
  });

  test('the lines and paragraphs that repeat one before them', () => {
    held((text) => {
      const analysis = analyse(text);
      expect(analysis.repeatedLines()).toEqual(repeatedIn(text.split(/\n+/)));
    });
    expect(analyse(' \n\na\n\n\nb\nb\n\na\n\na\n ').repeatedParagraphs()).toEqual({
      count: 4,
      repeated: 2,
      codePoints: 2,
    });
  });

  test('the n-grams of words that are met most, and those that repeat', () => {
    held((text) => {
      const analysis = analyse(text);
      const words = wordsOf(text);
      const sizes = [2, 3, 4, 6];
      expect(analysis.topNgrams(sizes)).toEqual(sizes.map((size) => topNgram(words, size)));
      const larger = [3, 5, 7, 10];
      expect(analysis.repeatedNgrams(larger)).toEqual(larger.map((size) => repeatedNgrams(words, size)));
    });
  });

  test('the phrases of its lines, whatever their case', () => {
    const find = createPhraseFinder({
      a: ['javascript', 'lorem ipsum'],
      b: ['privacy policy', 'use of cookies', 'terms of use'],
    });
    held((text) => {
      const analysis = analyse(text);
      const { lines } = analysis;
      const phrases = find(analysis);
      for (let line = 0; line < lines.count; line++) {
        const [start, end] = [lines.from[line]!, lines.to[line]!];
        expect(phrases.within(start, end)).toEqual(find.inLine(text.slice(start, end)));
      }
    });
  });

  test('at most so many characters', () => {
    expect(() => analyse('a'.repeat(LONGEST_TEXT + 1))).toThrow(RangeError);
    expect(analyse('a '.repeat(LONGEST_TEXT / 2)).words.count).toBe(LONGEST_TEXT / 2);
  });
});
