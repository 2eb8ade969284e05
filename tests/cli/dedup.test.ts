import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import zstd from '@mongodb-js/zstd';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dedupFiles } from '../../src/cli/dedup-files.ts';
import type { Attributes } from '../../src/document.ts';
import { dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { edited, randomWords, seeded, trueJaccard } from '../stages/dedup/oracle.ts';
import { temporaryFolder } from '../support/folder.ts';

type Given = Parameters<typeof dedupParameters.parse>[0];

async function dedup(paths: string[], given: Given = {}): Promise<Attributes[]> {
  const lines: Attributes[] = [];
  const output = {
    line: async (attributes: Attributes) => {
      lines.push(attributes);
    },
    open: () => true,
  };
  await dedupFiles(paths, dedupParameters.parse(given), await temporaryFolder(), output);
  return lines;
}

async function file(name: string, contents: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, contents);
  return path;
}
const jsonl = (documents: readonly object[]): string => documents.map((one) => `${JSON.stringify(one)}\n`).join('');
const brief = (lines: readonly Attributes[]): string[] =>
  lines.map(({ id, verdict, failures }) => `${id} ${verdict} ${failures[0]?.survivor ?? ''}`.trim());

const text = randomWords(seeded(1), 120).join(' ');

describe('winnow dedup', () => {
  it('prints one line a document in order of input, over several files', async () => {
    const first = await file(
      'one.jsonl',
      jsonl([
        { id: 'a', text },
        { id: 'b', text: 'short' },
      ]),
    );
    const second = await file('two.jsonl', jsonl([{ id: 'c', text: `${text} end` }, { text: 'short' }]));
    expect(brief(await dedup([first, second]))).toEqual(['a drop c', 'b keep', 'c keep', 'two.jsonl:2 drop b']);
  });

  it('reads gzip and zstd by content, and a last line without its end', async () => {
    const lines = Buffer.from(
      jsonl([
        { id: 'a', text },
        { id: 'b', text },
      ]).trimEnd(),
    );
    const expected = ['a keep', 'b drop a'];
    expect(brief(await dedup([await file('a', gzipSync(lines))]))).toEqual(expected);
    expect(brief(await dedup([await file('a', await zstd.compress(lines, 3))]))).toEqual(expected);
    expect(brief(await dedup([await file('a', lines)]))).toEqual(expected);
  });

  it('names lines that hold no document and goes on', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const bad = ['{"id":"a"}', '[1]', '{"text":1}', '{"text":"', '{"id":[],"text":"x"}', '', '{"id":7,"text":"x"}'];
    expect(brief(await dedup([await file('bad.jsonl', bad.join('\n'))]))).toEqual(['7 keep']);
    expect(error.mock.calls.map(([message]) => String(message).replace(/^.*bad/, ''))).toEqual([
      expect.stringMatching(/^\.jsonl:1: expected a document: text/),
      '.jsonl:2: expected a document: text is undefined, not a string',
      '.jsonl:3: expected a document: text is number, not a string',
      expect.stringMatching(/^\.jsonl:4: expected JSON/),
      '.jsonl:5: expected a document: id is [], not a string',
    ]);
    expect(process.exitCode).toBe(1);
  });
  afterEach(() => {
    process.exitCode = undefined;
    vi.restoreAllMocks();
  });

  it('prefers the quality that a Winnow shard carries', async () => {
    const scored = (quality: number) => ({ winnow: JSON.stringify({ quality: { quality } }) });
    const path = await file(
      'a.jsonl',
      jsonl([
        { id: 'a', text: `${text} longer`, metadata: scored(0.2) },
        { id: 'b', text, metadata: scored(0.8) },
      ]),
    );
    expect(brief(await dedup([path]))).toEqual(['a drop b', 'b keep']);
    expect(brief(await dedup([path], { survivor: 'longest' }))).toEqual(['a keep', 'b drop a']);
    expect(brief(await dedup([path], { survivor: 'first' }))).toEqual(['a keep', 'b drop a']);
  });

  it('keeps one document of an address where the recipe says so', async () => {
    const words = (seed: number): string => randomWords(seeded(seed), 50).join(' ');
    const url = 'https://site.example/a';
    const path = await file(
      'a.jsonl',
      jsonl([
        { id: 'a', text: words(1), metadata: { url }, added: '2020-01-01' },
        { id: 'b', text: words(2), url: `${url}#b`, added: '2020-01-02' },
        { id: 'c', text: words(3) },
      ]),
    );
    expect(brief(await dedup([path]))).toEqual(['a keep', 'b keep', 'c keep']);
    expect(brief(await dedup([path], { addresses: {} }))).toEqual(['a drop b', 'b keep', 'c keep']);
  });

  it('leaves equal texts to their shingles where exact is off', async () => {
    const path = await file(
      'a.jsonl',
      jsonl([
        { id: 'a', text },
        { id: 'b', text },
        { id: 'c', text: 'x' },
        { id: 'd', text: 'x' },
      ]),
    );
    const rules = (await dedup([path], { exact: false })).map(({ failures }) => failures[0]?.rule);
    expect(rules).toEqual([undefined, 'near-duplicate', undefined, 'exact-duplicate']);
  });

  it('survives no documents', async () => {
    expect(await dedup([await file('empty.jsonl', '')])).toEqual([]);
    expect(await dedup([])).toEqual([]);
  });
});

describe('bad input to winnow dedup', () => {
  it('one word a million times is one shingle', async () => {
    const [a, b, c] = await dedup([
      await file(
        'a.jsonl',
        jsonl([{ text: 'buy '.repeat(1_000_000) }, { text: 'buy '.repeat(10) }, { text: 'buy '.repeat(4) }]),
      ),
    ]);
    expect([a?.verdict, b?.verdict, c?.verdict]).toEqual(['keep', 'drop', 'keep']);
    expect(b?.failures[0]).toMatchObject({ rule: 'near-duplicate', value: 1 });
  });

  it('a text too long for the kernel is compared like any other', async () => {
    const words = randomWords(seeded(3), 500_000);
    const whole = words.join(' ');
    words.splice(300_000, 100, 'other');
    const lines = await dedup([
      await file(
        'a.jsonl',
        jsonl([
          { id: 'a', text: whole },
          { id: 'b', text: words.join(' ') },
        ]),
      ),
    ]);
    expect(whole.length).toBeGreaterThan(1 << 22);
    expect(brief(lines)).toEqual(['a keep', 'b drop a']);
    expect(lines[1]?.failures[0]?.value).toBeGreaterThan(0.999);
  });

  it('lone surrogates separate words', async () => {
    const broken = text.replaceAll(' ', ' \ud800 ');
    const lines = await dedup([
      await file(
        'a.jsonl',
        jsonl([
          { id: 'a', text },
          { id: 'b', text: broken },
        ]),
      ),
    ]);
    expect(brief(lines)).toEqual(['a drop b', 'b keep']);
  });

  it('of documents with the same id and text the first stays', async () => {
    const lines = await dedup([await file('a.jsonl', jsonl(Array(3).fill({ id: 'same', text })))]);
    expect(brief(lines)).toEqual(['same keep', 'same drop same', 'same drop same']);
  });

  it('a hundred thousand identical documents are one cluster', async () => {
    const line = jsonl([{ text: 'the very same five words' }]);
    const lines = await dedup([await file('a.jsonl', line.repeat(100_000))]);
    expect(lines.filter(({ verdict }) => verdict === 'keep')).toEqual([
      { id: 'a.jsonl:1', verdict: 'keep', failures: [], measures: { 'cluster-size': 100_000 }, edits: [] },
    ]);
  });

  it('an advertisement with small edits is one cluster, whatever its size', async () => {
    const random = seeded(6);
    const base = randomWords(random, 150);
    const copies = Array.from({ length: 3000 }, (_, i) => ({
      id: `${i}`,
      text: edited(random, base, 0.004).join(' '),
    }));
    const lines = await dedup([await file('a.jsonl', jsonl(copies))]);
    const texts = new Map(copies.map((copy) => [copy.id, copy.text]));
    const kept = lines.filter(({ verdict }) => verdict === 'keep').map(({ id }) => id);
    for (const { id, failures } of lines.slice(0, 300)) {
      const survivor = failures[0]?.survivor;
      if (survivor !== undefined)
        expect(trueJaccard(texts.get(id) ?? '', texts.get(survivor) ?? '')).toBeGreaterThanOrEqual(0.8);
    }
    // A pair at .8 shares no band once in some 500; one at .9 never in practice.
    for (const one of kept)
      for (const other of kept)
        if (one < other) expect(trueJaccard(texts.get(one) ?? '', texts.get(other) ?? '')).toBeLessThan(0.9);
    expect(kept.length).toBeLessThan(300);
  });
});

describe('lines that repeat over a host', () => {
  const NOTICE = 'We use cookies to make this site better.';
  const random = seeded(8);
  const body = (): string => randomWords(random, 30).join(' ');
  const onSite = (id: string, text: string) => ({ id, text, metadata: { url: `https://site.example/${id}` } });

  it('are cut with their number of pages as the reason, those of pages that stay alone', async () => {
    const pages = Array.from({ length: 10 }, (_, n) => onSite(`p${n}`, `${NOTICE}\n${body()}`));
    const copy = { ...pages[0]!, id: 'z' };
    const elsewhere = { id: 'e', text: `${NOTICE}\n${body()}`, url: 'https://other.example/' };
    const nowhere = { id: 'n', text: `${NOTICE}\n${body()}` };
    const lines = await dedup([await file('a.jsonl', jsonl([...pages, copy, elsewhere, nowhere]))]);
    const cut = {
      verdict: 'keep',
      edits: [[0, NOTICE.length + 1, '']],
      measures: { 'repeated-lines': 1, 'repeated-line-pages': '10', 'host-pages': 10 },
    };
    expect(lines[0]).toMatchObject({ ...cut, measures: { ...cut.measures, 'cluster-size': 2 } });
    for (const line of lines.slice(1, 10)) expect(line).toMatchObject(cut);
    expect(lines[10]).toMatchObject({ verdict: 'drop', failures: [{ rule: 'exact-duplicate' }], edits: [] });
    expect(lines.slice(11).map(({ edits }) => edits)).toEqual([[], []]);
  });

  it('drop a page that has nothing else', async () => {
    const pages = Array.from({ length: 10 }, (_, n) => onSite(`p${n}`, `${NOTICE}\n${body()}`));
    const lines = await dedup([await file('a.jsonl', jsonl([...pages, onSite('x', `\n${NOTICE} `)]))]);
    expect(lines[10]).toMatchObject({ verdict: 'drop', failures: [{ rule: 'repeated-lines' }], edits: [[1, 42, '']] });
  });

  it('stay where the recipe says so', async () => {
    const pages = Array.from({ length: 10 }, (_, n) => onSite(`p${n}`, `${NOTICE}\n${body()}`));
    const lines = await dedup([await file('a.jsonl', jsonl(pages))], { repeatedLines: null });
    expect(lines.flatMap(({ edits }) => edits)).toEqual([]);
  });

  it('are found on pages of any number of lines', async () => {
    const long = Array.from({ length: 30_000 }, (_, n) => `line ${n} of a list that is long enough to be cut`);
    const pages = Array.from({ length: 10 }, (_, n) => onSite(`p${n}`, `${body()}\n${n < 5 ? long.join('\n') : ''}`));
    const lines = await dedup([await file('a.jsonl', jsonl(pages))], {
      threshold: 1,
      repeatedLines: { minPages: 5, minShare: 0.5 },
    });
    expect(lines.map(({ edits }) => edits.length)).toEqual([...Array(5).fill(30_000), ...Array(5).fill(0)]);
  });
});
