import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCharacters } from '../../../src/stages/dedup/characters.ts';
import { createKernel } from '../../../src/stages/dedup/kernel/kernel.ts';
import { makePermutations, minhash } from '../../../src/stages/dedup/minhash.ts';
import { createNormaliser } from '../../../src/stages/dedup/normalise.ts';
import { type DedupParameters, dedupParameters } from '../../../src/stages/dedup/parameters.ts';
import { createShingler, type Shingles } from '../../../src/stages/dedup/shingle.ts';
import { randomWords, seeded } from './oracle.ts';

/** The kernel and the plain functions side by side. */
function both(parameters: DedupParameters, permutations = makePermutations(120, 1)) {
  const characters = createCharacters(parameters.normalisation);
  const { normalise, whole } = createNormaliser(characters, parameters.normalisation.digits === 'fold');
  const shingle = createShingler(parameters);
  const kernel = createKernel(parameters, characters, permutations);
  const signature = new Uint32Array(permutations.a.length);
  return {
    kernel: (text: string) => {
      const found = kernel.shingles(text, whole);
      if (found === undefined) return undefined;
      const { lane1, count } = found.set;
      return { ...values(found), signature: Array.from(kernel.signature(lane1, count).subarray(0, signature.length)) };
    },
    plain: (text: string) => {
      const found = shingle(normalise(text));
      minhash(found.set.lane1, found.set.count, permutations, signature);
      return { ...values(found), signature: Array.from(signature) };
    },
  };
}
const values = ({ token1, token2, tokens, set, coarse, text }: Shingles) => ({
  tokens: [Array.from(token1.subarray(0, tokens)), Array.from(token2.subarray(0, tokens))],
  set: [Array.from(set.lane1.subarray(0, set.count)), Array.from(set.lane2.subarray(0, set.count))],
  coarse: [Array.from(coarse.lane1.subarray(0, coarse.count)), Array.from(coarse.lane2.subarray(0, coarse.count))],
  text,
});

const word = fc.constantFrom(
  'a',
  'b',
  'the',
  'Straße',
  '中文',
  '中',
  'かな',
  'ไทย',
  '1',
  '22',
  '٣',
  'e\u0301',
  '½',
  '😀',
  '𠀀',
  '.',
  '_x',
  '\ud800',
  'Σ',
  "Α'",
  ':',
  '\u0301x',
  '<\u0338',
);
/** Words between which there are spaces, or not. */
const texts = fc.oneof(
  fc.array(word, { maxLength: 60 }).map((all) => all.join(' ')),
  fc.array(word, { maxLength: 60 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
);

describe('the kernel computes what the plain functions do', () => {
  it.each<Parameters<typeof dedupParameters.parse>[0]>([
    {},
    { shingleSize: 1 },
    { shingleSize: 13, normalisation: { digits: 'fold', marks: 'strip' } },
    { shingleUnit: 'characters' },
    { shingleUnit: 'words', normalisation: { punctuation: 'keep', lowercase: false, form: 'none' } },
  ])('with parameters %j', (given) => {
    const { kernel, plain } = both(dedupParameters.parse(given));
    fc.assert(
      fc.property(texts, (text) => {
        expect(kernel(text)).toEqual(plain(text));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('on a long text, with any number of permutations', () => {
    const text = randomWords(seeded(1), 20_000).join(' ');
    for (const count of [1, 16, 17, 250]) {
      const { kernel, plain } = both(dedupParameters.parse({}), makePermutations(count, 5));
      expect(kernel(text)).toEqual(plain(text));
    }
  });

  it('and leaves what does not fit to them', () => {
    const { kernel, plain } = both(dedupParameters.parse({}));
    const longest = 'a '.repeat(1 << 21);
    expect(kernel(longest)).toEqual(plain(longest));
    expect(kernel('a '.repeat((1 << 21) + 1))).toBeUndefined();
    // U+FDFA becomes 18 characters.
    expect(kernel('\ufdfa'.repeat(1 << 18))).toBeUndefined();
  });

  it('in pieces, where there are more hashes than fit', () => {
    const permutations = makePermutations(16, 1);
    const random = seeded(8);
    const hashes = Int32Array.from({ length: (1 << 22) + 1000 }, () => random() * 2 ** 32);
    const parameters = dedupParameters.parse({});
    const kernel = createKernel(parameters, createCharacters(parameters.normalisation), permutations);
    const expected = new Uint32Array(16);
    minhash(hashes, hashes.length, permutations, expected);
    expect(Array.from(kernel.signature(hashes, hashes.length))).toEqual(Array.from(expected));
  });
});

describe('the kernel reads the text of a JSON line', () => {
  const parameters = dedupParameters.parse({});
  const characters = createCharacters(parameters.normalisation);
  const { whole } = createNormaliser(characters, false);
  const kernel = createKernel(parameters, characters, makePermutations(8, 1));
  const key = fc.oneof(fc.constantFrom('text', 'id', 'te"xt', 'metadata'), fc.string({ maxLength: 6 }));
  const others = fc.dictionary(key, fc.jsonValue({ depthSize: 'small' }), { maxKeys: 4 });
  const lines = fc
    .tuple(others, texts, others, fc.constantFrom(undefined, 1), fc.boolean())
    .map(([before, text, after, space, ascii]) => {
      const line = JSON.stringify({ ...before, text, ...after }, undefined, space).replaceAll('\n', '\t');
      // As Python's json.dumps writes it.
      const escaped = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
      return ascii ? line.replace(/[^\0-\x7f]/g, escaped) : line;
    });
  const shingles = (found: Shingles | undefined) => found && values(found);

  it('as JSON.parse does', () => {
    let read = 0;
    fc.assert(
      fc.property(lines, (line) => {
        const bytes = Buffer.from(line);
        const { text, ...rest }: { text: unknown } = JSON.parse(line);
        const place = kernel.read(bytes);
        if (place === undefined) return;
        read += 1;
        const { start, end, length } = place;
        const without = JSON.parse(bytes.toString('utf8', 0, start) + bytes.toString('utf8', end));
        expect(without).toEqual({ ...rest, text: '' });
        if (place.id !== undefined) expect(rest).toEqual({ id: place.id });
        if (typeof text !== 'string') throw new TypeError(line);
        expect(length).toBe(text.length);
        const found = shingles(kernel.shinglesRead(length, () => text, whole));
        expect(found).toEqual(shingles(kernel.shingles(text, whole)));
      }),
      { numRuns: 1000, seed: 3 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it.each([
    ['{"id":"a:1","text":"b"}', 'a:1'],
    ['{"text": "b", "id": "a"} \r', 'a'],
    ['{"id":"","text":"b"}', ''],
    ['{"id":"a","text":"b","url":"c"}', undefined],
    ['{"id":"a","id":"b","text":"c"}', undefined],
    ['{"id":"é","text":"b"}', undefined],
    ['{"id":"a\\n","text":"b"}', undefined],
    ['{"id":1,"text":"b"}', undefined],
    ['{"id":"a" "b","text":"b"}', undefined],
    ['{"text":"b"}', undefined],
    ['{"id":"a","text":"b"} b', undefined],
  ])('and the id of %s, where it is all else: %s', (line, id) => {
    expect(kernel.read(Buffer.from(line))?.id).toBe(id);
  });

  it('or leaves it to it: bytes that are no JSON give no text, or others that are none', () => {
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(255), fc.boolean(), (line, at, byte, cut) => {
        const whole = Buffer.from(line);
        whole[at % whole.length] = byte === 10 ? 0 : byte;
        const bytes = cut ? whole.subarray(0, at % whole.length) : whole;
        const place = kernel.read(bytes);
        if (place === undefined) return;
        const { start, end, length } = place;
        try {
          JSON.parse(bytes.toString('utf8', 0, start) + bytes.toString('utf8', end));
        } catch {
          return;
        }
        expect(JSON.parse(bytes.toString('utf8')).text.length).toBe(length);
      }),
      { numRuns: 3000, seed: 4 },
    );
  });

  it.each([
    ['no object', '["text"]'],
    ['no text', '{"id":"a"}'],
    ['two texts', '{"text":"a","text":"b"}'],
    ['another spelling of the key', '{"text":"a","\\u0074ext":"b"}'],
    ['a text that is no string', '{"text":["a"]}'],
    ['a text in another member', '{"metadata":{"text":"a"}}'],
    ['a control character', '{"text":"a\u0001b"}'],
    ['an unknown escape', '{"text":"a\\x"}'],
    ['half an escape', '{"text":"\\u12"}'],
    ['no end', '{"text":"abc'],
    ['no end of another member', '{"id":"abc\\'],
    ['nothing', ''],
  ])('but no line with %s', (_, line) => {
    expect(kernel.read(Buffer.from(line))).toBeUndefined();
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a character beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['half a character', [0xe4, 0xb8]],
  ])('nor one with %s', (_, bytes) => {
    const line = Buffer.concat([Buffer.from('{"text":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect(kernel.read(line)).toBeUndefined();
  });
});
