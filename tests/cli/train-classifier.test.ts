import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { annotateCommand } from '../../src/cli/annotate.ts';
import { trainClassifierCommand } from '../../src/cli/train-classifier.ts';
import { createClassifier } from '../../src/stages/quality/classifier/classifier.ts';
import { classifierReportSchema } from '../../src/stages/quality/classifier/report.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sampleText } from '../support/runs.ts';

const spam = (index: number): string => `Buy cheap watches now ${index} best price casino bonus click here `.repeat(20);

let folder = '';
let good: string[] = [];
let bad: string[] = [];

async function file(name: string, count: number, text: (index: number) => string): Promise<string> {
  const lines = Array.from({ length: count }, (_, index) => `${JSON.stringify({ text: text(index) })}\n`);
  await writeFile(join(folder, name), lines.join(''));
  return join(folder, name);
}

beforeEach(async () => {
  folder = await temporaryFolder();
  good = [await file('good.jsonl', 200, sampleText)];
  bad = [await file('bad.jsonl', 200, spam)];
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

const train = (name: string, seed = 1) =>
  trainClassifierCommand({ good, bad, out: join(folder, name), seed, json: false });

describe('winnow train-classifier', () => {
  it('writes a model that tells both kinds apart, with its report as JSON and as a page', async () => {
    await train('model.bin');
    const classifier = createClassifier(new Uint8Array(await readFile(join(folder, 'model.bin'))));
    expect(classifier.score(sampleText(999), 'en')).toBeGreaterThan(0.9);
    expect(classifier.score(spam(999), 'en')).toBeLessThan(0.1);
    const report = classifierReportSchema.parse(
      JSON.parse(await readFile(join(folder, 'model.bin.report.json'), 'utf8')),
    );
    expect(report.texts).toEqual({ good: 200, bad: 200 });
    expect(report.heldOut.good).toBeGreaterThan(5);
    expect(report.heldOut.bad).toBeGreaterThan(5);
    expect(report.auc).toBe(1);
    const html = await readFile(join(folder, 'model.bin.report.html'), 'utf8');
    expect(html.match(/<svg /g)).toHaveLength(3);
    expect(html).not.toMatch(/<script|<link|https?:/);
  });

  it('writes the same bytes for the same files and seed', async () => {
    await train('one.bin');
    await train('two.bin');
    await train('three.bin', 2);
    const [one, two, three] = await Promise.all(
      ['one.bin', 'two.bin', 'three.bin'].map((name) => readFile(join(folder, name))),
    );
    expect(one!.equals(two!)).toBe(true);
    expect(one!.equals(three!)).toBe(false);
  });

  it('is refused with too few texts of one kind', async () => {
    bad = [await file('few.jsonl', 3, spam)];
    await expect(train('model.bin')).rejects.toThrow('at least 10 bad texts, found 3');
  });
});

describe('winnow annotate --explain', () => {
  it('scores with a model from a file and says what raised and lowered the score', async () => {
    await train('model.bin');
    const recipe = join(folder, 'recipe.json');
    const classifier = { model: `file:${join(folder, 'model.bin')}`, minScore: 0.5 };
    await writeFile(recipe, JSON.stringify({ quality: { classifier } }));
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
    await annotateCommand([await file('one.jsonl', 1, spam)], { stage: 'quality', recipe, explain: true });
    const line = JSON.parse(written.join(''));
    expect(line.measures.quality).toBeLessThan(0.1);
    expect(line.failures).toContainEqual(expect.objectContaining({ rule: 'quality-score', limit: 0.5 }));
    expect(line.score.length).toBeGreaterThan(5);
    expect(line.score[0].weight).toBeLessThan(0);
  });

  it('names a model file that is not there', async () => {
    const recipe = join(folder, 'recipe.json');
    await writeFile(recipe, JSON.stringify({ quality: { classifier: { model: 'file:/nowhere/model.bin' } } }));
    await expect(annotateCommand(good, { stage: 'quality', recipe, explain: false })).rejects.toMatchObject({
      code: 'asset-missing',
    });
  });
});
