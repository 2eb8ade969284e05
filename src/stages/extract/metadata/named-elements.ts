import { exports, int32Array } from '../kernel/kernel.ts';

/** How far into the body elements are looked for, in bytes. */
const SEARCH_BYTES = 60_000;

const named = int32Array('named');

/**
 * Where the content of elements starts, in bytes of the page in work, whose class, id, itemprop or rel names an author or
 * a date; the first twelve behind `from`.
 */
export function namedElements(from: number, what: 'author' | 'date'): number[] {
  const count = exports.findNamed(from, from + SEARCH_BYTES, what === 'author' ? 0 : 1);
  const places: number[] = [];
  for (let k = 0; k < count; k++) places.push(named[k]!);
  return places;
}
