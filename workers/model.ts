import { storageSource } from '../src/formats/source.ts';
import { loadAssets, pinAssets } from '../src/runs/assets.ts';
import { fileKey } from '../src/runs/corpora.ts';
import { type ModelRequest, storeModel } from '../src/runs/models.ts';
import { trainClassifier } from '../src/stages/quality/classifier/train.ts';
import type { Storage } from '../src/storage/storage.ts';
import { type ExampleFile, exampleAssets, readExamples } from './examples.ts';

/** Reads both corpora, trains the classifier and stores it with its report. */
export async function trainModel(storage: Storage, request: ModelRequest): Promise<'done'> {
  const assets = await loadAssets(storage, await pinAssets(storage, exampleAssets));
  const examples = readExamples(filesOf(storage, request), assets);
  await storeModel(storage, request, await trainClassifier(examples, { seed: request.seed }));
  return 'done';
}

function filesOf(storage: Storage, { good, bad }: ModelRequest): ExampleFile[] {
  const side = (corpora: ModelRequest['good'], label: boolean): ExampleFile[] =>
    corpora.flatMap(({ name: corpus, files }) =>
      files.map(({ name, sha256, size }) => ({
        name,
        sha256,
        size,
        label,
        open: () => storageSource(storage, fileKey(corpus, sha256), size),
      })),
    );
  return [...side(good, true), ...side(bad, false)];
}
