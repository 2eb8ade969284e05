import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Attributes } from '../../src/document.ts';
import { describeCollection } from '../../src/runs/collections/describe.ts';
import type { Manifest } from '../../src/runs/manifest.ts';
import { FolderStorage } from '../../src/storage/folder.ts';
import { mixedTexts, type Text } from '../support/collections.ts';
import { temporaryFolder } from '../support/folder.ts';

const run = promisify(execFile);
const bin = fileURLToPath(new URL('../../bin/winnow.js', import.meta.url));
const winnow = (...args: string[]) => run(process.execPath, [bin, ...args], { maxBuffer: 1 << 26 });

const jsonl = (texts: readonly object[]): string => texts.map((text) => `${JSON.stringify(text)}\n`).join('');
const linesOf = (stdout: string): Attributes[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Attributes => JSON.parse(line));
const brief = ({ id, verdict, failures }: Attributes): string => `${id} ${verdict} ${failures[0]?.survivor ?? ''}`;
const described = (folder: string) =>
  describeCollection({ storage: new FolderStorage(folder), prefix: '', name: 'local' });

const texts = mixedTexts(3, 60);
const first = { preset: 'default', quality: null, safety: null, dedup: { survivor: 'first' } };

async function files(folder: string): Promise<{ recipe: string; parts: string[] }> {
  const recipe = join(folder, 'recipe.json');
  await writeFile(recipe, JSON.stringify(first));
  const parts: string[] = [];
  for (const [index, part] of [texts.slice(0, 60), texts.slice(60, 100), texts.slice(100)].entries()) {
    parts.push(join(folder, `part-${index}.jsonl`));
    await writeFile(parts[index]!, jsonl(part satisfies Text[]));
  }
  return { recipe, parts };
}

describe('winnow dedup --collection', () => {
  it('keeps of files one after the other what one call over all keeps, and names where an earlier one is', async () => {
    const folder = await temporaryFolder();
    const { recipe, parts } = await files(folder);
    const whole = linesOf((await winnow('dedup', '--recipe', recipe, ...parts)).stdout);
    const collection = join(folder, 'index');
    const many: Attributes[] = [];
    for (const part of parts)
      many.push(...linesOf((await winnow('dedup', '--recipe', recipe, '--collection', collection, part)).stdout));
    expect(many.map(brief)).toEqual(whole.map(brief));
    const earlier = many.flatMap(({ failures }) => failures).filter((failure) => failure.collection === 'local');
    expect(earlier.length).toBeGreaterThan(5);
    expect(new Set(earlier.map(({ corpus }) => corpus))).toEqual(new Set(['part-0.jsonl', 'part-1.jsonl']));
    const kept = whole.filter(({ verdict }) => verdict === 'keep').length;
    expect(await described(collection)).toMatchObject({ documents: kept, additions: [{}, {}, {}] });

    const asked = await winnow('dedup', '--recipe', recipe, '--collection', collection, '--no-add', ...parts);
    expect(linesOf(asked.stdout).every(({ verdict }) => verdict === 'drop')).toBe(true);
    expect(asked.stderr).toContain(`${texts.length} of earlier ones in the collection`);
    expect(await described(collection)).toMatchObject({ documents: kept, additions: [{}, {}, {}] });
  }, 60_000);

  it.each([
    [['--no-add'], 'expected a collection, found none'],
    [['--recipe', 'named'], 'names collection books: expected --collection'],
    [['--recipe', 'other'], 'signatures were made with'],
    [['--recipe', 'without'], 'has no dedup stage'],
  ])('says what is wrong with %j', async (args, message) => {
    const folder = await temporaryFolder();
    const { parts } = await files(folder);
    const recipes: Record<string, object> = {
      named: { dedup: { collection: { name: 'books' } } },
      other: { dedup: { bands: 14, rows: 8 } },
      without: { dedup: null },
    };
    const path = join(folder, 'other.json');
    const recipe = recipes[args[1] ?? ''];
    if (recipe !== undefined) await writeFile(path, JSON.stringify(recipe));
    const collection = join(folder, 'index');
    if (args[1] === 'other') await winnow('dedup', '--collection', collection, parts[0]!);
    const given = args.map((arg) => (recipe !== undefined && !arg.startsWith('-') ? path : arg));
    const where = args[1] === 'named' ? [] : ['--collection', collection];
    await expect(winnow('dedup', ...given, ...where, parts[0]!)).rejects.toMatchObject({
      stderr: expect.stringContaining(message),
    });
  });
});

describe('winnow clean --collection', () => {
  it('adds once, however often it is called, and goes on with what it was pinned to', async () => {
    const folder = await temporaryFolder();
    const { recipe, parts } = await files(folder);
    const collection = join(folder, 'index');
    const clean = async (out: string, part: string): Promise<Manifest> => {
      await winnow('clean', '--recipe', recipe, '--collection', collection, '--out', join(folder, out), part);
      return JSON.parse(await readFile(join(folder, out, 'manifest.json'), 'utf8'));
    };
    const one = await clean('one', parts[0]!);
    const two = await clean('two', parts[1]!);
    const after = await described(collection);
    expect(after.additions.map(({ documents }) => documents)).toEqual([one.documents, two.documents]);
    expect(await clean('one', parts[0]!)).toEqual(one);
    // What a call leaves that was stopped: some outputs, no dataset, and a collection that has moved on since.
    for (const kind of ['clusters', 'export', 'known'])
      await rm(join(folder, 'two', 'work', 'outputs', kind), { recursive: true, force: true });
    await rm(join(folder, 'two', 'work', 'datasets'), { recursive: true });
    expect(await clean('two', parts[1]!)).toEqual(two);
    expect(await described(collection)).toEqual(after);
    // Another folder is another run: all of it is in the collection.
    expect((await clean('three', parts[1]!)).documents).toBe(0);
    const whole = linesOf((await winnow('dedup', '--recipe', recipe, parts[0]!, parts[1]!)).stdout);
    expect(after.documents).toBe(whole.filter(({ verdict }) => verdict === 'keep').length);
    expect(await readdir(join(folder, 'index'))).toContain('states');
  }, 60_000);
});
