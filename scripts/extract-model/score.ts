import type { Truth } from './pages.ts';

/** Precision, recall and their harmonic mean, 0 to 1. */
export interface Score {
  precision: number;
  recall: number;
  f1: number;
}

const tokenPattern = /[\p{L}\p{N}_]+/gu;
const hanPattern = /\p{Script=Han}/u;
/** Shingles are of this many tokens; Han text has no spaces, so there a token is one character. */
const shingleTokens = 4;

function shingles(text: string): Map<string, number> {
  const tokens = (text.match(tokenPattern) ?? []).flatMap((token) => (hanPattern.test(token) ? [...token] : [token]));
  const counts = new Map<string, number>();
  if (tokens.length === 0) return counts;
  for (let k = 0; k < Math.max(1, tokens.length - shingleTokens + 1); k++) {
    const key = tokens.slice(k, k + shingleTokens).join('\u0001');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);

/** A page's text against its reference by shingles, repeated ones counted. Nothing for nothing is right. */
export function scorePage(reference: string, text: string): Score {
  const expected = shingles(reference);
  const found = shingles(text);
  const all = sum(expected.values()) + sum(found.values());
  if (all === 0) return { precision: 1, recall: 1, f1: 1 };
  let both = 0;
  for (const [key, count] of found) both += Math.min(count, expected.get(key) ?? 0);
  return {
    precision: both / (sum(found.values()) || 1),
    recall: both / (sum(expected.values()) || 1),
    f1: (2 * both) / all,
  };
}

const mean = (values: number[]) => sum(values) / (values.length || 1);
const harmonic = (precision: number, recall: number) => (2 * precision * recall) / (precision + recall || 1);

/**
 * The article benchmark's measure: precision averaged over pages with text, recall over pages with a reference,
 * F1 of both. Pages whose reference is empty do not count.
 */
export function scoreSet(truths: readonly Truth[], texts: ReadonlyMap<string, string>): Score {
  const precisions: number[] = [];
  const recalls: number[] = [];
  for (const truth of truths) {
    if (truth.text === undefined || truth.text === '') continue;
    const text = texts.get(truth.url) ?? '';
    const { precision, recall } = scorePage(truth.text, text);
    if (/[\p{L}\p{N}_]/u.test(text)) precisions.push(precision);
    recalls.push(recall);
  }
  const precision = mean(precisions);
  const recall = mean(recalls);
  return { precision, recall, f1: harmonic(precision, recall) };
}

const folded = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** trafilatura's measure: snippets that must be in the text, and snippets that must not. */
export function scoreSegments(truths: readonly Truth[], texts: ReadonlyMap<string, string>): Score {
  let right = 0;
  let missed = 0;
  let wrong = 0;
  for (const truth of truths) {
    const text = folded(texts.get(truth.url) ?? '');
    for (const snippet of truth.with ?? []) {
      if (text.includes(folded(snippet))) right++;
      else missed++;
    }
    for (const snippet of truth.without ?? []) if (text.includes(folded(snippet))) wrong++;
  }
  const precision = right / (right + wrong || 1);
  const recall = right / (right + missed || 1);
  return { precision, recall, f1: harmonic(precision, recall) };
}
