import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';

/** Files of the inputs in order; folders are walked in order of name. Errors: `ConfigurationError` for what is not there. */
export async function expandInputs(inputs: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const input of inputs) {
    const found = await stat(input).catch((cause: unknown) => {
      throw new ConfigurationError(`input ${input}: expected a file or folder, found none`, { cause });
    });
    if (!found.isDirectory()) files.push(input);
    else {
      const entries = await readdir(input, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      files.push(...paths.sort());
    }
  }
  return files;
}

/** Bytes read at a time. */
const CHUNK = 1 << 20;

/** SHA-256 of a file and its size in bytes. */
export async function hashFile(path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK);
  const file = await open(path);
  try {
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK, null);
      if (bytesRead === 0) return { sha256: hash.digest('hex'), size };
      hash.update(chunk.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}
