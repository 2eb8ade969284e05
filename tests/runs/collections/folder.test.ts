import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { FolderStorage } from '../../../src/storage/folder.ts';
import { describeCollections } from '../../suites/collections.ts';

let folder: string;
afterAll(() => rm(folder, { recursive: true, force: true }));

describeCollections('a folder', async () => {
  folder = await mkdtemp(join(tmpdir(), 'winnow-collections-'));
  return new FolderStorage(folder);
});
