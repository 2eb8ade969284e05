import { createHash, randomBytes } from 'node:crypto';
import { RequestError } from '../errors.ts';
import { addFile, type CorpusFile, fileKey, findFile } from '../runs/corpora.ts';
import type { Storage } from '../storage/storage.ts';

/** Uploads under way lie here; the name starts with the time, so that what a crash left can be swept. */
const UPLOADS = 'uploads/';

export interface Upload {
  corpus: string;
  name: string;
  body: AsyncIterable<Uint8Array>;
  maxBytes: number;
  /** Hex; checked when sent. */
  sha256: string | undefined;
}

/**
 * Streams an upload into storage, hashing on the way; nothing but the current chunk is held. The same bytes under the
 * same name again change nothing.
 * Errors: 413 over the limit, 400 `digest-mismatch`; nothing stays of an upload that failed.
 */
export async function storeUpload(
  storage: Storage,
  { corpus, name, body, maxBytes, sha256: expected }: Upload,
): Promise<{ file: CorpusFile; outcome: 'created' | 'replaced' | 'unchanged' }> {
  const temporary = `${UPLOADS}${Date.now()}-${randomBytes(8).toString('hex')}`;
  const hash = createHash('sha256');
  let size = 0;
  async function* tapped(): AsyncIterable<Uint8Array> {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
  }
  await storage.put(temporary, tapped());
  try {
    const sha256 = hash.digest('hex');
    if (expected !== undefined && expected !== sha256)
      throw new RequestError(
        400,
        'digest-mismatch',
        `Content-Digest: expected SHA-256 ${expected}, the ${size} bytes that came have ${sha256}`,
      );
    const key = fileKey(corpus, sha256);
    if ((await storage.head(key))?.size !== size) await storage.copy(temporary, key);
    const before = await findFile(storage, corpus, name);
    const file: CorpusFile = { name, sha256, size };
    if (before?.sha256 === sha256) return { file, outcome: 'unchanged' };
    await addFile(storage, corpus, file);
    return { file, outcome: before === undefined ? 'created' : 'replaced' };
  } finally {
    // A copy that stays is swept later; the upload itself is whole.
    await storage.delete(temporary).catch(() => undefined);
  }
}

export const tooLarge = (maxBytes: number): RequestError =>
  new RequestError(413, 'too-large', `upload: expected at most ${maxBytes} bytes (WINNOW_MAX_UPLOAD_BYTES)`);

/** Removes what uploads that never ended have left, where older than `ageMs`. */
export async function sweepUploads(storage: Storage, ageMs: number): Promise<void> {
  for await (const { key } of storage.list(UPLOADS)) {
    const started = Number(key.slice(UPLOADS.length).split('-')[0]);
    if (Date.now() - started > ageMs) await storage.delete(key);
  }
}
