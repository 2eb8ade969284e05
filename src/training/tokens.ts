import { z } from 'zod';
import { readJson, type Storage } from '../storage/storage.ts';

/** Token shards of a dataset lie in `datasets/<dataset>/tokens/<key>/`; `tokens.json` is written last. */
export const tokensPrefix = (dataset: string, key: string): string => `datasets/${dataset}/tokens/${key}`;

const INDEX = 'tokens.json';
const TOKENIZER = 'tokenizer.json';

const splitSchema = z.object({
  documents: z.int().nonnegative(),
  tokens: z.int().nonnegative(),
  bytes: z.int().nonnegative().describe('UTF-8 bytes of the texts that the tokens stand for'),
});

/** What is read of the `tokens.json` that the trainer writes. */
const indexSchema = z.object({
  sha256: z.string(),
  dtype: z.enum(['<u2', '<u4']),
  vocabSize: z.int(),
  endOfText: z.int(),
  train: splitSchema.extend({ shards: z.array(z.object({ name: z.string() })) }),
  validation: splitSchema.extend({ shards: z.array(z.object({ name: z.string() })) }),
});

export const tokensSchema = z.object({
  key: z.string(),
  /** Over tokenizer and tokens: equal where both are equal. */
  sha256: z.string(),
  type: z.enum(['uint16', 'uint32']).describe('Of each token in the .bin files, little-endian'),
  vocabSize: z.int(),
  endOfText: z.int().describe('The token that ends every document'),
  train: splitSchema,
  validation: splitSchema,
  files: z
    .array(z.object({ name: z.string(), size: z.int() }))
    .describe('tokens.json, tokenizer.json, and per shard .bin (tokens) and .idx (uint64: where each document starts)'),
});
export type Tokens = z.infer<typeof tokensSchema>;

/** One set of token shards; undefined before it is whole. */
export async function readTokens(storage: Storage, dataset: string, key: string): Promise<Tokens | undefined> {
  const prefix = tokensPrefix(dataset, key);
  if (!/^[0-9a-f]{1,64}$/.test(key) || (await storage.head(`${prefix}/${INDEX}`)) === undefined) return undefined;
  const index = indexSchema.parse(await readJson(storage, `${prefix}/${INDEX}`));
  const shards = [...index.train.shards, ...index.validation.shards];
  const names = new Set([INDEX, TOKENIZER, ...shards.flatMap(({ name }) => [`${name}.bin`, `${name}.idx`])]);
  const files: Tokens['files'] = [];
  for await (const { key: stored, size } of storage.list(`${prefix}/`)) {
    const name = stored.slice(prefix.length + 1);
    // What the trainer remembers for going on lies there too.
    if (names.has(name)) files.push({ name, size });
  }
  const split = ({ documents, tokens, bytes }: Tokens['train']): Tokens['train'] => ({ documents, tokens, bytes });
  return {
    key,
    sha256: index.sha256,
    type: index.dtype === '<u2' ? 'uint16' : 'uint32',
    vocabSize: index.vocabSize,
    endOfText: index.endOfText,
    train: split(index.train),
    validation: split(index.validation),
    files,
  };
}

/** Every set of token shards that has been made of a dataset. */
export async function listTokens(storage: Storage, dataset: string): Promise<Tokens[]> {
  const found: Tokens[] = [];
  for await (const { key } of storage.list(`datasets/${dataset}/tokens/`)) {
    const [, name] = /\/tokens\/([0-9a-f]+)\/tokens\.json$/.exec(key) ?? [];
    const tokens = name === undefined ? undefined : await readTokens(storage, dataset, name);
    if (tokens !== undefined) found.push(tokens);
  }
  return found;
}
