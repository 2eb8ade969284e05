import { describe, expect, it } from 'vitest';
import { randomWords, seeded } from '../stages/dedup/oracle.ts';
import { temporaryStorage } from '../support/folder.ts';
import { type DedupResult, type Input, runDedup } from './dedup-run.ts';

const random = seeded(31);
const text = (words: number): string => randomWords(random, words).join(' ');
const kept = (result: DedupResult): string[] =>
  result.parts
    .flat()
    .flatMap(({ id, verdict }) => (verdict === 'keep' ? [id] : []))
    .sort();
const failureOf = (result: DedupResult, id: string) => result.parts.flat().find((line) => line.id === id)?.failures[0];

const versions: Input[] = [
  { id: 'old', text: text(90), url: 'http://site.example/page?utm_source=a', added: '2020-01-01T00:00:00Z' },
  { id: 'new', text: text(60), url: 'https://site.example/page/', added: '2021-06-01' },
  { id: 'newer', text: text(70), url: 'https://site.example/page', added: '2021-06-01T10:00:00Z' },
  { id: 'elsewhere', text: text(80), url: 'https://site.example/other', added: '2022-01-01T00:00:00Z' },
  { id: 'nowhere', text: text(80) },
  { id: 'nowhere either', text: text(80), url: 'not an address' },
];

describe('documents at one address', () => {
  it('stay unless the recipe says so', async () => {
    expect(kept(await runDedup(await temporaryStorage(), [versions]))).toHaveLength(versions.length);
  });

  it('go but for the newest, whatever the order of parts and documents', async () => {
    const expected = ['elsewhere', 'newer', 'nowhere', 'nowhere either'];
    const orders = [[versions], [versions.slice(3), versions.slice(0, 3)], [[...versions].reverse()]];
    for (const parts of orders) {
      const result = await runDedup(await temporaryStorage(), parts, { addresses: {} });
      expect(kept(result)).toEqual(expected);
      expect(failureOf(result, 'old')).toEqual({ rule: 'duplicate-address', value: 3, limit: 1, survivor: 'newer' });
      expect(result.done.counts).toMatchObject({ address: 2, dropped: 2 });
    }
  });

  it('go but for the longest', async () => {
    const result = await runDedup(await temporaryStorage(), [versions], { addresses: { keep: 'longest' } });
    expect(kept(result)).toEqual(['elsewhere', 'nowhere', 'nowhere either', 'old']);
  });

  it('name what stays for the one at their address, where that is a copy of a better one', async () => {
    const words = randomWords(random, 200);
    const result = await runDedup(
      await temporaryStorage(),
      [
        [
          { id: 'old', text: text(90), url: 'http://a.example/', added: '2020-01-01' },
          { id: 'new', text: words.join(' '), url: 'http://a.example/', added: '2021-01-01' },
          { id: 'better', text: [...words, 'end'].join(' '), url: 'http://b.example/', added: '2019-01-01' },
        ],
      ],
      { addresses: {} },
    );
    expect(kept(result)).toEqual(['better']);
    expect(failureOf(result, 'old')).toMatchObject({ rule: 'duplicate-address', survivor: 'better' });
    expect(failureOf(result, 'new')).toMatchObject({ rule: 'near-duplicate', survivor: 'better' });
    expect(result.clusters[0]?.members.find(({ id }) => id === 'old')?.similarity).toBeNull();
  });

  it('that go are no reason for others to go', async () => {
    const words = text(100);
    const result = await runDedup(
      await temporaryStorage(),
      [
        [
          { id: 'old', text: words, url: 'http://a.example/', added: '2020-01-01' },
          { id: 'new', text: text(90), url: 'http://a.example/', added: '2021-01-01' },
          { id: 'z copy of old', text: words, url: 'http://b.example/', added: '2020-01-01' },
        ],
      ],
      { addresses: {} },
    );
    expect(kept(result)).toEqual(['new', 'z copy of old']);
  });
});
