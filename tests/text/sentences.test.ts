import { expect, test } from 'vitest';
import { createSentenceCounter } from '../../src/text/sentences.ts';

const count = createSentenceCounter();

test.each([
  ['', 0],
  ['no end', 1],
  ['One. Two! Three? Four', 4],
  ['He said "yes." Then he left.', 2],
  ['Dr. Who came at 10 a.m. to the U.S. office.', 1],
  ['What?! Really...', 2],
  ['第一句。第二句！第三句？', 3],
  ['कथा है। दूसरी है।', 2],
])('%j has %d sentences', (text, sentences) => {
  expect(count(text)).toBe(sentences);
});
