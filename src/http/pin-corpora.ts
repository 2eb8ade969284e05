import { RequestError } from '../errors.ts';
import { readCorpus } from '../runs/corpora.ts';
import type { Run } from '../runs/store.ts';
import type { Storage } from '../storage/storage.ts';

/** What the corpora hold now, each once. Errors: 422 for one that is not there or has no files. */
export async function pinCorpora(storage: Storage, names: readonly string[]): Promise<Run['corpora']> {
  const corpora: Run['corpora'] = [];
  for (const name of new Set(names)) {
    const corpus = await readCorpus(storage, name).catch((error: unknown) => {
      if (error instanceof RequestError) throw new RequestError(422, error.code, error.message);
      throw error;
    });
    if (corpus.files.length === 0)
      throw new RequestError(422, 'bad-request', `corpus ${name} has no files: upload some first`);
    corpora.push(corpus);
  }
  return corpora;
}
