import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AssetError, NotFoundError } from '../errors.ts';
import { readRange, type Storage } from '../storage/storage.ts';
import { packageRoot } from './package-root.ts';

/** A hash takes fewer bytes at a time than the largest models have. */
const HASHED = 1 << 28;

function sha256(bytes: Uint8Array): string {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.length; start += HASHED) hash.update(bytes.subarray(start, start + HASHED));
  return hash.digest('hex');
}

/**
 * Bytes of a model or list: `builtin:FILE` ships with Winnow, `model:NAME` was trained or uploaded by the user.
 * Errors: `AssetError` naming the reference.
 */
export async function readAsset(storage: Storage, reference: string): Promise<Uint8Array> {
  const builtin = /^builtin:([a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*)$/.exec(reference)?.[1];
  const model = /^model:([a-z0-9][a-z0-9-]{0,63})$/.exec(reference)?.[1];
  try {
    if (builtin !== undefined) return await readFile(new URL(`models/${builtin}`, packageRoot));
    if (model !== undefined) return await readModelBytes(storage, `models/${model}/model.bin`);
  } catch (cause) {
    throw new AssetError(`cannot read ${reference}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  throw new AssetError(`cannot read ${JSON.stringify(reference)}: expected builtin:FILE or model:NAME`);
}

/** Read into one buffer of its size: fastText models have gigabytes. */
async function readModelBytes(storage: Storage, key: string): Promise<Uint8Array> {
  const object = await storage.head(key);
  if (object === undefined) throw new NotFoundError(`storage has no ${key}`);
  return readRange(storage, key, { start: 0, end: object.size });
}

/** SHA-256 of each reference; part of the keys of what is made with them. */
export async function pinAssets(storage: Storage, references: readonly string[]): Promise<Record<string, string>> {
  const pinned: Record<string, string> = {};
  for (const reference of [...new Set(references)].sort())
    pinned[reference] = sha256(await readAsset(storage, reference));
  return pinned;
}

/** The bytes that were pinned. Errors: `AssetError` where a model changed since. */
export async function loadAssets(storage: Storage, pinned: Record<string, string>): Promise<Map<string, Uint8Array>> {
  const assets = new Map<string, Uint8Array>();
  for (const [reference, expected] of Object.entries(pinned)) {
    const bytes = await readAsset(storage, reference);
    const found = sha256(bytes);
    if (found !== expected)
      throw new AssetError(
        `${reference} changed since the run was planned: expected SHA-256 ${expected}, found ${found}`,
      );
    assets.set(reference, bytes);
  }
  return assets;
}
