import { describe, expect, it } from 'vitest';
import { createGroupSorter, readShareGroups } from '../../workers/dedup/share-groups.ts';
import { MemoryStorage } from '../support/memory-storage.ts';

/** Writes groups of documents at places, and reads those of each share. Components are the tens of documents. */
async function groupsByShare(groups: number[][], places: number[], starts: number[], capacity: number) {
  const pieces: Uint8Array[] = [];
  const sorter = createGroupSorter(starts, { write: (bytes) => void pieces.push(bytes) }, capacity);
  for (const group of groups)
    if (sorter.add(Uint32Array.from(group), Uint32Array.from(places), (document) => Math.floor(document / 10)))
      await sorter.drain();
  const chunks = await sorter.finish();
  const storage = new MemoryStorage();
  await storage.put('out/groups.bin', Buffer.concat(pieces));
  const found: number[][][] = [];
  for (let share = 0; share + 1 < starts.length; share++) {
    const own: number[][] = [];
    for await (const packed of readShareGroups(storage, 'out', { chunks }, share))
      for (let at = 0; at < packed.length; at += packed[at]! + 1)
        own.push(Array.from(packed.subarray(at + 1, at + 1 + packed[at]!)));
    found.push(own);
  }
  return found;
}

describe('groups of a share', () => {
  const NONE = 0xffffffff;
  const places = Array.from({ length: 40 }, (_, document) => (document === 7 ? NONE : document));
  const starts = [0, 10, 30, 40];

  it.each([1, 8, 1000])('are all of them and no others, with %i words to a chunk', async (capacity) => {
    const groups = [
      [31, 32],
      [0, 1, 2],
      [11, 12],
      [3, 4],
      [33, 34],
    ];
    expect(await groupsByShare(groups, places, starts, capacity)).toEqual([
      [
        [0, 1, 2],
        [3, 4],
      ],
      [[11, 12]],
      [
        [31, 32],
        [33, 34],
      ],
    ]);
  });

  it('hold the documents that have a place, apart by component, and none alone', async () => {
    const groups = [
      [5, 7, 9],
      [6, 7],
      [1, 11, 2, 12, 21, 35],
    ];
    expect(await groupsByShare(groups, places, starts, 1000)).toEqual([
      [
        [5, 9],
        [1, 2],
      ],
      [[11, 12]],
      [],
    ]);
  });

  it('are none where nothing was shared out', async () => {
    expect(await groupsByShare([], [], [0], 10)).toEqual([]);
  });
});
