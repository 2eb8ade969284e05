import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/document.ts';
import { readDocuments } from '../../src/runs/input.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { keepRecent, RecentFiles } from '../../src/runs/recent.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { temporaryStorage } from '../support/folder.ts';

const documents: Document[] = ['a naïve 字', 'lone \ud800 half', ''].map((text, index) => ({
  id: `d${index}`,
  text,
  source: 's',
  metadata: { url: 'http://example.com/' },
}));

async function write(storage: Storage, key: string, options: { keep: boolean }): Promise<void> {
  await writeOutput(storage, `outputs/extract/${key}`, key, async (output) => {
    const file = output.file('documents.jsonl.gz', options);
    for (const document of documents) await file.line(document);
    return {};
  });
}

/** What is read of an output, and which objects of storage that took. */
async function read(storage: Storage, key: string): Promise<{ read: Document[]; asked: string[] }> {
  const asked: string[] = [];
  const get = storage.get.bind(storage);
  storage.get = (path, ...rest) => {
    asked.push(path);
    return get(path, ...rest);
  };
  const found: Document[] = [];
  for await (const batch of readDocuments(storage, key)) found.push(...batch);
  storage.get = get;
  return { read: found, asked };
}

describe('what was written a moment ago', () => {
  it('is read from memory where the storage keeps it, and is what storage holds', async () => {
    const storage = await temporaryStorage();
    await write(storage, 'a', { keep: true });
    const stored = await read(storage, 'a');
    expect(stored.asked).toContain('outputs/extract/a/documents.jsonl.gz');
    keepRecent(storage);
    await write(storage, 'b', { keep: true });
    const kept = await read(storage, 'b');
    expect(kept.asked).toEqual([]);
    expect(kept.read).toEqual(stored.read);
  });

  it('is read from storage where its file was not to be kept, or is larger than what is kept', async () => {
    const storage = await temporaryStorage();
    keepRecent(storage);
    await write(storage, 'a', { keep: false });
    expect((await read(storage, 'a')).asked).not.toEqual([]);
    keepRecent(storage, 100);
    await write(storage, 'b', { keep: true });
    expect((await read(storage, 'b')).asked).not.toEqual([]);
  });

  it('is forgotten when its output fails', async () => {
    const storage = await temporaryStorage();
    keepRecent(storage);
    const failing = writeOutput(storage, 'outputs/extract/a', 'a', async (output) => {
      await output.file('documents.jsonl.gz', { keep: true }).line(documents[0]);
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    await expect(read(storage, 'a')).rejects.toThrow('expected a complete output');
  });

  it('makes room by forgetting the oldest files', () => {
    const recent = new RecentFiles(100);
    recent.add('a', [1], 60);
    recent.add('b', [2], 40);
    expect(recent.get('a')).toEqual([1]);
    recent.add('c', [3], 1);
    expect(recent.get('a')).toBeUndefined();
    expect(recent.get('b')).toEqual([2]);
    expect(recent.get('c')).toEqual([3]);
    recent.add('d', [4], 101);
    expect(recent.get('d')).toBeUndefined();
  });
});
