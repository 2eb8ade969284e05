import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { annotateCommand } from '../../src/cli/annotate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sampleText } from '../support/runs.ts';

const ADULT = 'Free porn videos, naked milf webcam girls, hardcore sex and xxx movies every day. ';

let written = '';
let file = '';

beforeEach(async () => {
  written = '';
  file = join(await temporaryFolder(), 'docs.jsonl');
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

async function annotate(texts: readonly string[], stage?: 'quality' | 'safety', recipe = 'default') {
  await writeFile(file, texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
  await annotateCommand([file], { recipe, explain: false, ...(stage !== undefined && { stage }) });
  return written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('winnow annotate', () => {
  it('judges quality and harm where no stage is named, and records the failures of both', async () => {
    const [good, bad] = await annotate([sampleText(1), ADULT.repeat(3)]);
    expect(good).toMatchObject({ measures: { language: 'en' } });
    for (const measure of ['languageScore', 'quality', 'harmful', 'harmful.hate', 'gopher-word-count', 'pii.email'])
      expect(good.measures[measure]).toEqual(expect.any(Number));
    expect(bad.verdict).toBe('drop');
    const rules = bad.failures.map(({ rule }: { rule: string }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['gopher-word-count', 'harmful.pornography']));
  });

  it('judges by one stage where that is named', async () => {
    const [{ measures }] = await annotate([sampleText(1)], 'safety');
    expect(measures).toHaveProperty('harmful');
    expect(measures).not.toHaveProperty('language');
  });

  it('gives the edits of both, in code units of the text that came', async () => {
    const text = `Menu\n${sampleText(1)}\nWrite to jane.doe@example.org about the harbour, the old walls and the tide tables.`;
    const [{ edits }] = await annotate([text], undefined, 'fineweb');
    expect(edits).toContainEqual([0, 5, '']);
    const at = text.indexOf('jane.doe');
    expect(edits).toContainEqual([at, at + 'jane.doe@example.org'.length, '<EMAIL>']);
  });

  it('names a line that holds no document, and judges the others', async () => {
    await writeFile(file, `{broken\n${JSON.stringify({ text: sampleText(1) })}\n`);
    await annotateCommand([file], { recipe: 'default', explain: false });
    expect(written.trim().split('\n')).toHaveLength(1);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('docs.jsonl:1: expected JSON'));
    expect(process.exitCode).toBe(1);
  });
});
