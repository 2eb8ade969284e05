/** Seeded generator (mulberry32): the example crawl must be the same wherever it is built. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
export type Random = () => number;

export const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

/** `count` different items in their own order. */
export function choose<T>(random: Random, items: readonly T[], count: number): T[] {
  const left = items.map((_, index) => index);
  while (left.length > count) left.splice(Math.floor(random() * left.length), 1);
  return left.map((index) => items[index]!);
}

/** Replaces each `{a|b|c}` by one of its choices. */
export const fill = (random: Random, text: string): string =>
  text.replace(/\{([^{}]*\|[^{}]*)\}/g, (_, choices: string) => pick(random, choices.split('|')));

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
