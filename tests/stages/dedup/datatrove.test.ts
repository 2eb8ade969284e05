import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { drawPermutations } from '../../../src/stages/dedup/datatrove/permutations.ts';
import { simplifiedWords } from '../../../src/stages/dedup/datatrove/simplify.ts';
import { createWideSketcher } from '../../../src/stages/dedup/datatrove/sketcher.ts';
import { add, multiply, rotateLeft, wide } from '../../../src/stages/dedup/datatrove/wide.ts';
import { xxh64 } from '../../../src/stages/dedup/datatrove/xxh64.ts';
import { dedupParameters } from '../../../src/stages/dedup/parameters.ts';
import { createSketcher } from '../../../src/stages/dedup/sketch.ts';

const described = z.object({ shingles: z.array(z.string()), signature: z.array(z.string()) });
/** Made by tests/golden/datatrove-minhash.py. */
const golden = z
  .object({
    a: z.array(z.string()),
    b: z.array(z.string()),
    cases: z.array(z.object({ text: z.string(), words: z.array(z.string()), default: described, other: described })),
  })
  .parse(
    JSON.parse(gunzipSync(readFileSync(new URL('../../golden/datatrove-minhash.json.gz', import.meta.url))).toString()),
  );

const whole = (high: number, low: number): string => String((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
const values = (high: ArrayLike<number>, low: ArrayLike<number>, count = high.length): string[] =>
  Array.from({ length: count }, (_, i) => whole(high[i]!, low[i]!));

describe('with hashes of datatrove', () => {
  it('permutations are those of numpy', () => {
    const { aHigh, aLow, bHigh, bLow } = drawPermutations(112, 1);
    expect(values(aHigh, aLow)).toEqual(golden.a);
    expect(values(bHigh, bLow)).toEqual(golden.b);
    expect(golden.a.slice(0, 2)).toEqual(['775169054918279404', '1758426461858698313']);
    expect(golden.b.slice(0, 2)).toEqual(['1062448801025099917', '1324811268927594100']);
  });

  it('the sentence of its golden values has these words, this hash and this signature', () => {
    const text = 'The quick brown fox jumped over 3,141.5 lazy dogs; Café — naïve!  Monday.';
    expect(simplifiedWords(text).join(' ')).toBe('the quick brown fox jumped over 0 0 lazy dogs cafe naive monday');
    const { set, signature } = createWideSketcher({ bands: 14, rows: 8, seed: 1, shingleSize: 5 })(text);
    expect(whole(set.lane2[0]!, set.lane1[0]!)).toBe('1840267932163406888');
    expect(values(signature.high, signature.low).slice(0, 2)).toEqual(['84286382585739519', '492784016730017449']);
  });

  it.each([
    ['default', { bands: 14, rows: 8, seed: 1, shingleSize: 5 }],
    ['other', { bands: 5, rows: 3, seed: 42, shingleSize: 3 }],
  ] as const)('words, shingles and signatures of %s parameters are the same', (name, parameters) => {
    const sketch = createWideSketcher(parameters);
    expect(golden.cases.length).toBeGreaterThan(50);
    for (const { text, words, [name]: expected } of golden.cases) {
      expect(simplifiedWords(text), text).toEqual(words);
      const { set, signature } = sketch(text);
      // Ours holds each shingle once, in order of first appearance.
      const first = [...new Set(expected.shingles)];
      expect(values(set.lane2, set.lane1, first.length)).toEqual(first);
      expect(set.count === 0 ? [] : values(signature.high, signature.low), text).toEqual(expected.signature);
    }
  });

  it('equal signatures make equal band keys, and a text too short for a shingle has no set', () => {
    const sketch = createSketcher(dedupParameters.parse({ hashes: 'datatrove', bands: 14, rows: 8 }));
    const keys = (text: string): number[] => Array.from(sketch(text).bands);
    expect(keys('one two three four five six')).toEqual(keys('One, TWO: three; four -- five six!'));
    expect(keys('one two three four five six')).not.toEqual(keys('one two three four five seven'));
    expect(sketch('one two three four').set.count).toBe(0);
    expect(sketch('one two three four').text).not.toEqual(sketch('one two three five').text);
  });
});

describe('arithmetic on halves', () => {
  const half = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0xffff, 0x10000, 0xfffffffe, 0xffffffff));
  const big = (high: number, low: number): bigint => (BigInt(high) << 32n) | BigInt(low);
  const result = (): bigint => big(wide.high, wide.low);

  it('is that of integers mod 2^64', () => {
    fc.assert(
      fc.property(half, half, half, half, fc.integer({ min: 1, max: 63 }), (a, b, c, d, bits) => {
        multiply(a, b, c, d);
        expect(result()).toBe(BigInt.asUintN(64, big(a, b) * big(c, d)));
        add(a, b, c, d);
        expect(result()).toBe(BigInt.asUintN(64, big(a, b) + big(c, d)));
        fc.pre(bits !== 32);
        rotateLeft(a, b, bits);
        expect(result()).toBe(BigInt.asUintN(64, (big(a, b) << BigInt(bits)) | (big(a, b) >> BigInt(64 - bits))));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('gives XXH64 of texts of every length', () => {
    // xxhash 3.8: xxh64_intdigest of the first n bytes of "abcdefgh…" repeated.
    const text = Buffer.from('abcdefghijklmnopqrstuvwxyz'.repeat(5));
    const view = new DataView(text.buffer, text.byteOffset, text.length);
    const expected: Record<number, string> = {
      0: '17241709254077376921',
      1: '15154266338359012955',
      3: '4952883123889572249',
      4: '15997673941747208908',
      7: '1756566643212976685',
      8: '4238821247360054455',
      12: '5407054947222279347',
      15: '3319742962362437736',
      31: '17857935540651039433',
      32: '5595383772381926855',
      33: '11152461903396282226',
      63: '11613455064949302972',
      64: '1470824913320466200',
      100: '8775820317742677105',
      130: '9765370177999878234',
    };
    for (const [length, hash] of Object.entries(expected)) {
      xxh64(view, 0, Number(length));
      expect(String(result()), `${length} bytes`).toBe(hash);
    }
  });
});
