import { StorageError } from '../errors.ts';

const SEGMENT = /^[A-Za-z0-9._-]{1,200}$/;

/** Segment that the folder storage keeps for writes under way. */
export const TEMPORARY = '.tmp';

/** Refuses keys that are not `/`-separated segments of `[A-Za-z0-9._-]`, or that hold `.`, `..` or `.tmp`. */
export function checkKey(key: string): void {
  for (const segment of key.split('/'))
    if (!SEGMENT.test(segment) || segment === '.' || segment === '..' || segment === TEMPORARY)
      throw new StorageError(
        `storage key ${JSON.stringify(key)}: expected segments of 1 to 200 of A-Z, a-z, 0-9, ".", "_" and "-"`,
      );
}

/** Order of keys: by code unit. */
export const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
