import { expect, test } from 'vitest';
import { uniformOf } from '../../src/text/uniform.ts';

const draws = (seed: number) =>
  Array.from({ length: 20_000 }, (_, index) => uniformOf(seed, `0123456789abcdef:${index}`));

test('draws are spread evenly over keys', () => {
  const counts = new Array(20).fill(0);
  for (const draw of draws(1)) counts[Math.floor(draw * 20)] += 1;
  // chi-squared with 19 degrees of freedom is below 43.8 in 999 of 1000 cases
  const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquared).toBeLessThan(43.8);
});

test('another seed gives other draws, not correlated with the first', () => {
  const first = draws(1);
  const second = draws(2);
  const mean = first.reduce((sum, draw, index) => sum + (draw - 0.5) * (second[index]! - 0.5), 0) / first.length;
  // four standard errors of the mean of a product of two uniform variables
  expect(Math.abs(mean)).toBeLessThan((4 / 12) * (1 / Math.sqrt(first.length)));
});

test('the same seed and key give the same draw', () => {
  expect(uniformOf(7, 'a:1')).toBe(uniformOf(7, 'a:1'));
});
