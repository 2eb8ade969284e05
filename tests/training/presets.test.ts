import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { modelPresets } from '../../src/training/schema.ts';

const read = (path: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

describe('the model presets', () => {
  it('are those that the trainer has, in the same order', async () => {
    const known: object = JSON.parse(await read('workers/trainer/winnow_trainer/presets.json'));
    expect(Object.keys(known)).toEqual(modelPresets);
  });

  it('are all in the page about training', async () => {
    const rows = [...(await read('docs/trainer.md')).matchAll(/^\| `([a-z0-9.-]+)` \| \d/gm)].map(([, name]) => name);
    expect(rows).toEqual(modelPresets);
  });
});
