import type { Annotate } from '../src/document.ts';
import { readRecords } from '../src/formats/read.ts';
import { defaultLimits } from '../src/formats/record.ts';
import { storageSource } from '../src/formats/source.ts';
import { stages } from '../src/pipeline.ts';
import { presetRecipe } from '../src/recipe.ts';
import { loadAssets, pinAssets } from '../src/runs/assets.ts';
import { fileKey } from '../src/runs/corpora.ts';
import { type ModelRequest, storeModel } from '../src/runs/models.ts';
import { type Example, trainClassifier } from '../src/stages/quality/classifier/train.ts';
import type { Extract } from '../src/stages/stage.ts';
import { openStorage, type StorageSpec } from '../src/storage/open.ts';
import type { Storage } from '../src/storage/storage.ts';
import { codeOf } from './cause.ts';
import { documentId, extractRecord } from './extract.ts';
import type { ThreadResult } from './thread.ts';

export interface ModelTask {
  request: ModelRequest;
  storage: StorageSpec;
}

/** Entry of a thread of its own: reads both corpora, trains the classifier and stores it with its report. */
export default async function train({ request, storage: spec }: ModelTask): Promise<ThreadResult> {
  try {
    const storage = await openStorage(spec);
    const trained = await trainClassifier(await examples(storage, request), { seed: request.seed });
    await storeModel(storage, request, trained);
    return { outcome: 'done' };
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { outcome: 'failed', code: codeOf(error), message, stack };
  }
}

/** The texts of both sides as the default recipe extracts them, with their languages. */
async function examples(storage: Storage, request: ModelRequest): Promise<AsyncIterable<Example>> {
  const recipe = presetRecipe('default');
  const load = async (references: readonly string[]) => loadAssets(storage, await pinAssets(storage, references));
  const extract = stages.extract.create(recipe.extract, await load(stages.extract.assets(recipe.extract)));
  const language = await languageOf(load);
  return read(storage, request, extract, language);
}

async function* read(
  storage: Storage,
  request: ModelRequest,
  extract: Extract,
  language: (text: string, id: string) => string | undefined,
): AsyncIterable<Example> {
  for (const [side, label] of [
    [request.good, true],
    [request.bad, false],
  ] as const) {
    for (const { name: corpus, source, files } of side) {
      for (const file of files) {
        const bytes = storageSource(storage, fileKey(corpus, file.sha256), file.size);
        const options = { name: file.name, range: { start: 0, end: file.size }, limits: defaultLimits };
        for await (const batch of readRecords(bytes, options)) {
          for (const record of batch) {
            const made = extractRecord(record, documentId(file, record.position), source, file.name, extract);
            if (!('document' in made) || made.document.text === '') continue;
            const { text, id } = made.document;
            yield { text, label, language: language(text, id) };
          }
        }
      }
    }
  }
}

/** The quality stage's own identification, with its rules and classifier left out. */
async function languageOf(load: (references: readonly string[]) => Promise<Map<string, Uint8Array>>) {
  const { quality } = presetRecipe('default');
  if (quality === null || quality.language === null) return () => undefined;
  const parameters = { ...quality, classifier: null };
  const annotate: Annotate = stages.quality.create(parameters, await load(stages.quality.assets(parameters)));
  return (text: string, id: string): string | undefined => {
    const { measures } = annotate({ id, text, source: '', metadata: {} });
    return typeof measures['language'] === 'string' ? measures['language'] : undefined;
  };
}
