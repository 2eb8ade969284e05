import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { readJson, type Storage, writeJson } from '../storage/storage.ts';
import { fileNameSchema, nameSchema } from './names.ts';

export const corpusSchema = z.object({
  name: nameSchema,
  /** What its documents carry as `source`. */
  source: z.string().min(1).max(200),
});
export type Corpus = z.infer<typeof corpusSchema>;

export const corpusFileSchema = z.object({
  name: fileNameSchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bytes. */
  size: z.int().nonnegative(),
});
export type CorpusFile = z.infer<typeof corpusFileSchema>;

const recordKey = (corpus: string): string => `corpora/${corpus}/corpus.json`;
// A record per name, so that uploads at the same time never write the same object.
const fileRecordKey = (corpus: string, name: string): string =>
  `corpora/${corpus}/records/${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`;

/** Where an upload's bytes lie. */
export const fileKey = (corpus: string, sha256: string): string => `corpora/${corpus}/files/${sha256}`;

/** Makes a corpus; making it again with the same source changes nothing. Errors: 409 where the source differs. */
export async function createCorpus(
  storage: Storage,
  input: { name: string; source?: string | undefined },
): Promise<Corpus> {
  const corpus = corpusSchema.parse({ name: input.name, source: input.source ?? input.name });
  const existing = await findCorpus(storage, corpus.name);
  if (existing !== undefined && existing.source !== corpus.source)
    throw new RequestError(409, 'conflict', `corpus ${corpus.name} exists with source ${existing.source}`);
  if (existing === undefined) await writeJson(storage, recordKey(corpus.name), corpus);
  return corpus;
}

const noCorpus = (name: string): RequestError =>
  new RequestError(404, 'not-found', `no corpus ${JSON.stringify(name)}; POST /v1/corpora makes one`);

async function findCorpus(storage: Storage, name: string): Promise<Corpus | undefined> {
  if (!nameSchema.safeParse(name).success) return undefined;
  const key = recordKey(name);
  return (await storage.head(key)) === undefined ? undefined : corpusSchema.parse(await readJson(storage, key));
}

/** A corpus with its files in order of name. Errors: 404. */
export async function readCorpus(storage: Storage, name: string): Promise<Corpus & { files: CorpusFile[] }> {
  const corpus = await findCorpus(storage, name);
  if (corpus === undefined) throw noCorpus(name);
  const files: CorpusFile[] = [];
  for await (const { key } of storage.list(`corpora/${name}/records/`))
    files.push(corpusFileSchema.parse(await readJson(storage, key)));
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...corpus, files };
}

export async function listCorpora(storage: Storage): Promise<Corpus[]> {
  const corpora: Corpus[] = [];
  for await (const { key } of storage.list('corpora/')) {
    if (/^corpora\/[^/]+\/corpus\.json$/.test(key)) corpora.push(corpusSchema.parse(await readJson(storage, key)));
  }
  return corpora;
}

/** Pins a stored upload to its name in the corpus; the same name again replaces what it named. */
export async function addFile(storage: Storage, corpus: string, file: CorpusFile): Promise<void> {
  await writeJson(storage, fileRecordKey(corpus, file.name), corpusFileSchema.parse(file));
}

/** What a name holds now, if anything. */
export async function findFile(storage: Storage, corpus: string, name: string): Promise<CorpusFile | undefined> {
  const key = fileRecordKey(corpus, name);
  return (await storage.head(key)) === undefined ? undefined : corpusFileSchema.parse(await readJson(storage, key));
}
