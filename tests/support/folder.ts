import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { FolderStorage } from '../../src/storage/folder.ts';

/** A folder of its own and what removes it. */
export async function ownFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A folder for one test, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const { folder, remove } = await ownFolder();
  onTestFinished(remove);
  return folder;
}

export const temporaryStorage = async (): Promise<FolderStorage> => new FolderStorage(await temporaryFolder());
