import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import zstd from '@mongodb-js/zstd';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputMissingError, OutputDamagedError, StorageError } from '../../src/errors.ts';
import { readLines } from '../../src/runs/input.ts';
import { readDone, writeOutput } from '../../src/runs/output.ts';
import { readBytes, type Storage, writeJson } from '../../src/storage/storage.ts';
import { temporaryStorage } from '../support/folder.ts';

const KEY = '0'.repeat(32);

async function lines(storage: Storage, prefix: string, name: string): Promise<string[]> {
  const found: string[] = [];
  for await (const batch of readLines(storage, prefix, name)) found.push(...batch);
  return found;
}

describe('an output', () => {
  it('is there only when done.json is, which records hashes of the uncompressed contents', async () => {
    const storage = await temporaryStorage();
    const done = await writeOutput(storage, 'outputs/extract/a', KEY, async (output) => {
      const file = output.file('documents.jsonl.gz');
      await file.line({ id: 'x', text: 'naïve 字' });
      expect(await readDone(storage, 'outputs/extract/a')).toBeUndefined();
      return { documents: 1 };
    });
    const stored = gunzipSync(await readBytes(storage, 'outputs/extract/a/documents.jsonl.gz'));
    expect(stored.toString()).toBe('{"id":"x","text":"naïve 字"}\n');
    expect(done.files['documents.jsonl.gz']).toEqual({
      bytes: stored.length,
      lines: 1,
      sha256: createHash('sha256').update(stored).digest('hex'),
    });
    expect(await readDone(storage, 'outputs/extract/a')).toEqual(done);
  });

  it('leaves no file and no record behind when its writer throws', async () => {
    const storage = await temporaryStorage();
    const failing = writeOutput(storage, 'outputs/extract/a', KEY, async (output) => {
      await output.file('documents.jsonl.gz').line({ id: 'x' });
      throw new StorageError('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    const keys: string[] = [];
    for await (const { key } of storage.list('')) keys.push(key);
    expect(keys).toEqual([]);
  });

  it('fails its writer when storage refuses the bytes', async () => {
    const storage = await temporaryStorage();
    const refusing: Storage = Object.assign(Object.create(storage) as Storage, {
      put: async () => {
        throw new StorageError('no space left');
      },
    });
    const failing = writeOutput(refusing, 'outputs/extract/a', KEY, async (output) => {
      const file = output.file('documents.jsonl.gz');
      for (let line = 0; line < 100; line += 1) await file.line('x'.repeat(100_000));
      return {};
    });
    await expect(failing).rejects.toThrow('no space left');
  });

  it.each(['a.jsonl.gz', 'a.jsonl.zst', 'a.jsonl'])('stores an empty %s that readers accept', async (name) => {
    const storage = await temporaryStorage();
    await writeOutput(storage, 'outputs/x/a', KEY, async (output) => {
      output.file(name);
      return {};
    });
    const bytes = await readBytes(storage, `outputs/x/a/${name}`);
    const plain = name.endsWith('.gz')
      ? gunzipSync(bytes)
      : name.endsWith('.zst')
        ? await zstd.decompress(bytes)
        : bytes;
    expect(plain.length).toBe(0);
  });

  it('gives back any lines, whatever their number and size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 })), fc.nat(3), async (texts, repeat) => {
        const storage = await temporaryStorage();
        const written = Array.from({ length: repeat * 400 + 1 }, () => texts).flat();
        await writeOutput(storage, 'outputs/x/a', KEY, async (output) => {
          const file = output.file('lines.jsonl.gz');
          for (const text of written) await file.line(text);
          return {};
        });
        expect(await lines(storage, 'outputs/x/a', 'lines.jsonl.gz')).toEqual(
          written.map((text) => JSON.stringify(text)),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('reading an output', () => {
  it('refuses one without done.json, naming it', async () => {
    const storage = await temporaryStorage();
    await storage.put('outputs/x/a/lines.jsonl.gz', 'half written');
    await expect(lines(storage, 'outputs/x/a', 'lines.jsonl.gz')).rejects.toThrow(InputMissingError);
    await expect(lines(storage, 'outputs/x/a', 'lines.jsonl.gz')).rejects.toThrow('outputs/x/a');
  });

  it('refuses one whose lines are not as many as its record says', async () => {
    const storage = await temporaryStorage();
    const done = await writeOutput(storage, 'outputs/x/a', KEY, async (output) => {
      const file = output.file('lines.jsonl.gz');
      await file.line(1);
      await file.line(2);
      return {};
    });
    const file = done.files['lines.jsonl.gz']!;
    await writeJson(storage, 'outputs/x/a/done.json', { ...done, files: { 'lines.jsonl.gz': { ...file, lines: 3 } } });
    await expect(lines(storage, 'outputs/x/a', 'lines.jsonl.gz')).rejects.toThrow(OutputDamagedError);
  });
});
