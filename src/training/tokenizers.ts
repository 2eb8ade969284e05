import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { nameSchema } from '../runs/names.ts';
import { readBytes, type Storage } from '../storage/storage.ts';

/** Between documents, as in GPT-2 (Radford et al. 2019); the trainer refuses a tokenizer without it. */
const END_OF_TEXT = '<|endoftext|>';

/** What is looked at of a `tokenizer.json` of Hugging Face tokenizers; the trainer reads the rest. */
const fileSchema = z.looseObject({
  model: z.looseObject({ type: z.literal('BPE'), vocab: z.record(z.string(), z.number()) }),
  added_tokens: z.array(z.looseObject({ content: z.string() })).default([]),
});

export const tokenizerSchema = z.object({
  name: nameSchema,
  size: z.int(),
  sha256: z.string(),
});
export type Tokenizer = z.infer<typeof tokenizerSchema>;

export const givenTokenizerKey = (name: string): string => `tokenizers/${name}.json`;

/**
 * Stores a tokenizer under a name that stays with it, since trainings are made with it; the same bytes again change
 * nothing. Errors: 400 for what is no tokenizer, 409 for a name that has another one.
 */
export async function storeTokenizer(
  storage: Storage,
  name: string,
  bytes: Uint8Array,
): Promise<{ tokenizer: Tokenizer; created: boolean }> {
  const wrong = wrongIn(bytes);
  if (wrong !== undefined)
    throw new RequestError(
      400,
      'bad-request',
      `tokenizer ${name}: expected the tokenizer.json of a byte-level BPE with a token ${END_OF_TEXT}, found ${wrong}`,
    );
  const tokenizer = { name, size: bytes.byteLength, sha256: sha256Of(bytes) };
  const before = await findTokenizer(storage, name);
  if (before !== undefined && before.sha256 !== tokenizer.sha256)
    throw new RequestError(409, 'conflict', `tokenizer ${name} exists with other contents: expected a new name`);
  if (before === undefined) await storage.put(givenTokenizerKey(name), bytes);
  return { tokenizer, created: before === undefined };
}

export async function findTokenizer(storage: Storage, name: string): Promise<Tokenizer | undefined> {
  const key = givenTokenizerKey(name);
  if ((await storage.head(key)) === undefined) return undefined;
  const bytes = await readBytes(storage, key);
  return { name, size: bytes.byteLength, sha256: sha256Of(bytes) };
}

/** Every tokenizer that was given, in order of name. */
export async function listTokenizers(storage: Storage): Promise<Tokenizer[]> {
  const found: Tokenizer[] = [];
  for await (const { key } of storage.list('tokenizers/')) {
    const tokenizer = await findTokenizer(storage, key.slice('tokenizers/'.length, -'.json'.length));
    if (tokenizer !== undefined) found.push(tokenizer);
  }
  return found;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What keeps the bytes from being a tokenizer that can be used; undefined where nothing does. */
function wrongIn(bytes: Uint8Array): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    return error instanceof Error ? error.message : 'no JSON';
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`).join('; ');
  const { model, added_tokens: added } = parsed.data;
  const known = Object.hasOwn(model.vocab, END_OF_TEXT) || added.some(({ content }) => content === END_OF_TEXT);
  return known ? undefined : `no token ${END_OF_TEXT}`;
}
