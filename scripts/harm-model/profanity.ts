/**
 * Words that offend, as many more people judged than our own sets have: the weights of alt-profanity-check's linear model (MIT; trained on
 * comments of Wikipedia's talk pages and on the posts of Davidson et al. 2017, so no figure on these may come of it).
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createScan } from '../../src/stages/safety/harm/features.ts';
import { mix } from '../../src/stages/safety/harm/hash.ts';
import { codeUnits } from '../../src/text/code-units.ts';
import type { Collected } from './collect.ts';
import { words } from './vocabulary.ts';

const PACKAGE = 'alt-profanity-check==1.9.1';

/** How much a word says that a text offends, by the word's spread hash. */
export type Profanity = ReadonlyMap<number, number>;

/** Reads the package's weights; installs it first in an environment of its own, which takes Python 3.11 or later. */
export function readProfanity(): Profanity {
  const folder = fileURLToPath(new URL('../../.cache/profanity/', import.meta.url));
  if (!existsSync(`${folder}lib`)) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    execFileSync(`${folder}bin/pip`, ['install', '-q', PACKAGE], { stdio: 'inherit' });
  }
  const script = fileURLToPath(new URL('profanity.py', import.meta.url));
  const values: Record<string, number> = JSON.parse(
    execFileSync(`${folder}bin/python`, [script], { maxBuffer: 1 << 24 }).toString(),
  );
  const profanity = new Map<number, number>();
  let value = 0;
  const scan = createScan(words, {
    word: (hash) => profanity.set(mix(hash), value),
    feature: () => {},
    about: () => {},
  });
  for (const [word, own] of Object.entries(values)) {
    value = own;
    scan(codeUnits(word), 0, word.length);
  }
  return profanity;
}

/** By text: the values of its words, over the root of its number of features. */
export function sumsOf(profanity: Profanity, { hashes, offsets }: Collected): Float64Array {
  const sums = new Float64Array(offsets.length - 1);
  for (let index = 0; index < sums.length; index++) {
    const start = offsets[index]!;
    const end = offsets[index + 1]!;
    for (let at = start; at < end; at++) sums[index]! += profanity.get(hashes[at]!) ?? 0;
    sums[index]! /= Math.sqrt(Math.max(1, end - start));
  }
  return sums;
}
