import type { Storage } from '../storage/storage.ts';

/**
 * JSON characters of files kept in memory for one storage: one part of crawled pages, some 10 to 16 million. Twice as many
 * kept two parts, of which the older is not asked for again before its export, and let memory grow by a third.
 */
const CAPACITY = 20_000_000;

/**
 * What was lately written through a storage, as values: the next job over the same part, in the same process, then neither
 * inflates nor parses it. Outputs are named by their contents, so what is kept cannot be out of date.
 */
export class RecentFiles {
  readonly capacity: number;
  private readonly files = new Map<string, { values: readonly unknown[]; size: number }>();
  private size = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Keeps a file of `size` characters, forgetting the oldest ones beyond the capacity; one that is larger is not kept. */
  add(path: string, values: readonly unknown[], size: number): void {
    this.remove(path);
    if (size > this.capacity) return;
    this.files.set(path, { values, size });
    this.size += size;
    for (const oldest of this.files.keys()) {
      if (this.size <= this.capacity) break;
      this.remove(oldest);
    }
  }

  get(path: string): readonly unknown[] | undefined {
    return this.files.get(path)?.values;
  }

  private remove(path: string): void {
    const file = this.files.get(path);
    if (file === undefined) return;
    this.files.delete(path);
    this.size -= file.size;
  }
}

const kept = new WeakMap<Storage, RecentFiles>();

/** From now on files of lines written through this storage are kept, up to `capacity` characters of JSON. */
export function keepRecent(storage: Storage, capacity = CAPACITY): void {
  kept.set(storage, new RecentFiles(capacity));
}

/** What is kept of a storage, where `keepRecent` was called for it. */
export const recentOf = (storage: Storage): RecentFiles | undefined => kept.get(storage);
