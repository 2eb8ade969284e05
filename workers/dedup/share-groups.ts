import type { Storage } from '../../src/storage/storage.ts';
import type { Shared } from './components.ts';
import { GROUPS, type Sink } from './files.ts';
import { NOT_INVOLVED } from './involved.ts';
import { readPackedRange } from './packed.ts';

/** Words of groups that are put in order of their shares at a time. */
const CHUNK = 1 << 23;

/**
 * Writes groups of places chunk by chunk, inside one in order of the shares, so that a share's groups are few ranges.
 * `starts` are the first places of the shares, and their number in all.
 */
export function createGroupSorter(starts: readonly number[], sink: Sink, capacity = CHUNK) {
  const chunks: number[][] = [];
  const sizes = new Float64Array(starts.length);
  let chunk = new Uint32Array(1024);
  let length = 0;
  let written = 0;
  const shareOf = (place: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= place) low = middle;
      else high = middle;
    }
    return low;
  };
  const reserve = (words: number): void => {
    if (length + words <= chunk.length) return;
    const larger = new Uint32Array(Math.max(chunk.length * 2, length + words));
    larger.set(chunk.subarray(0, length));
    chunk = larger;
  };
  /** Closes the group whose `members` places stand behind the end. */
  const close = (members: number): void => {
    if (members < 2) return;
    chunk[length] = members;
    sizes[shareOf(chunk[length + 1]!)]! += members + 1;
    length += members + 1;
  };
  const split = (group: Uint32Array, places: Uint32Array, find: (document: number) => number): void => {
    const byComponent = new Map<number, number[]>();
    for (const document of group) {
      const place = places[document]!;
      if (place === NOT_INVOLVED) continue;
      const root = find(document);
      byComponent.set(root, [...(byComponent.get(root) ?? []), place]);
    }
    for (const members of byComponent.values()) {
      reserve(members.length + 1);
      chunk.set(members, length + 1);
      close(members.length);
    }
  };
  const drain = async (): Promise<void> => {
    if (length === 0) return;
    const next = new Uint32Array(starts.length);
    for (let share = 1; share < starts.length; share++) next[share] = next[share - 1]! + sizes[share - 1]!;
    chunks.push(Array.from(next, (words) => written + words));
    const sorted = new Uint32Array(length);
    for (let at = 0; at < length; ) {
      const words = chunk[at]! + 1;
      const share = shareOf(chunk[at + 1]!);
      for (let i = 0; i < words; i++) sorted[next[share]! + i] = chunk[at + i]!;
      next[share]! += words;
      at += words;
    }
    written += length;
    length = 0;
    sizes.fill(0);
    await sink.write(new Uint8Array(sorted.buffer));
  };
  return {
    /** Takes in the members of a group that have a place, apart where their components are; whether to drain. */
    add(group: Uint32Array, places: Uint32Array, find: (document: number) => number): boolean {
      reserve(group.length + 1);
      let members = 0;
      let component = -1;
      let mixed = false;
      for (let i = 0; i < group.length; i++) {
        const place = places[group[i]!]!;
        if (place === NOT_INVOLVED) continue;
        chunk[length + ++members] = place;
        const root = find(group[i]!);
        if (component === -1) component = root;
        else if (root !== component) mixed = true;
      }
      if (mixed) split(group, places, find);
      else close(members);
      return length >= capacity;
    },
    drain,
    /** The chunks' places of each share. */
    async finish(): Promise<Shared['chunks']> {
      await drain();
      return chunks;
    },
  };
}

/** Groups of places of a share, packed, in pieces. */
export async function* readShareGroups(
  storage: Storage,
  prefix: string,
  { chunks }: Pick<Shared, 'chunks'>,
  share: number,
): AsyncIterable<Uint32Array> {
  for (const chunk of chunks) {
    const range = { start: chunk[share]! * 4, end: chunk[share + 1]! * 4 };
    yield* readPackedRange(storage, `${prefix}/${GROUPS}`, range, (words, at) => words[at]! + 1);
  }
}
