import { readWords } from '../../src/runs/words.ts';
import type { Candidates } from '../../src/stages/dedup/cluster.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eachGroup } from './addresses.ts';
import { EXACT, GROUPS, type Input } from './files.ts';
import { type Involved, NOT_INVOLVED } from './involved.ts';

const PIECE = 1 << 22;

/** Each group of the given file of all buckets outputs; a view, valid until the next. */
export async function* readGroups(
  storage: Storage,
  buckets: readonly Input[],
  name: typeof EXACT | typeof GROUPS,
): AsyncIterable<Uint32Array> {
  for (const { prefix, counts } of buckets) {
    const [groups, members] =
      name === EXACT ? [counts['exactGroups'], counts['exactMembers']] : [counts['groups'], counts['members']];
    const total = ((groups ?? 0) + (members ?? 0)) * 4;
    let rest: Uint32Array = new Uint32Array(0);
    for (let start = 0; start < total; start += PIECE) {
      const read = await readWords(storage, `${prefix}/${name}`, { start, end: Math.min(start + PIECE, total) });
      const words = new Uint32Array(rest.length + read.length);
      words.set(rest);
      words.set(read, rest.length);
      let at = 0;
      while (at < words.length && at + 1 + words[at]! <= words.length) {
        yield words.subarray(at + 1, at + 1 + words[at]!);
        at += words[at]! + 1;
      }
      rest = words.subarray(at);
    }
  }
}

/** Documents that go because another at their address stays, by rank: that document's rank and how many are there. */
export type AtAddress = ReadonlyMap<number, { stays: number; documents: number }>;

/** Documents without a rank are not of this comparison: of the others at an address the first stays. */
export function findAtAddress(addresses: readonly Uint32Array[], { rankOf }: Involved): AtAddress {
  const found = new Map<number, { stays: number; documents: number }>();
  for (const group of eachGroup(addresses)) {
    const [stays, ...others] = Array.from(group, (document) => rankOf[document]!).filter(
      (rank) => rank !== NOT_INVOLVED,
    );
    for (const rank of others) found.set(rank, { stays: stays!, documents: others.length + 1 });
  }
  return found;
}

/**
 * Rank → rank of the most preferred document with the same text: itself where it is the only one. A document that goes
 * for another at its address goes with that one.
 */
export async function findExact(
  storage: Storage,
  buckets: readonly Input[],
  { count, rankOf }: Involved,
  atAddress: AtAddress,
): Promise<Uint32Array> {
  const copyOf = Uint32Array.from({ length: count }, (_, rank) => rank);
  for await (const group of readGroups(storage, buckets, EXACT)) {
    let best = NOT_INVOLVED;
    for (const document of group) {
      const rank = rankOf[document]!;
      if (rank < best && !atAddress.has(rank)) best = rank;
    }
    if (best === NOT_INVOLVED) continue;
    for (const document of group) copyOf[rankOf[document]!] = best;
  }
  for (const [rank, { stays }] of atAddress) copyOf[rank] = copyOf[stays]!;
  return copyOf;
}

/** Buckets of every document by rank, without exact copies and buckets that hold nothing else. */
export async function loadCandidates(
  storage: Storage,
  buckets: readonly Input[],
  involved: Involved,
  { copyOf, takes }: { copyOf: Uint32Array; takes(group: Uint32Array): boolean },
): Promise<Candidates> {
  const { count, rankOf, shingles, compact } = involved;
  const isOriginal = (document: number): boolean => copyOf[rankOf[document]!] === rankOf[document];
  const starts = new Uint32Array(count + 1);
  let bucketCount = 0;
  for await (const members of originals()) {
    bucketCount += 1;
    for (const document of members) starts[rankOf[document]! + 1]! += 1;
  }
  for (let rank = 0; rank < count; rank++) starts[rank + 1]! += starts[rank]!;
  const places = new Uint32Array(starts[count]!);
  const next = starts.slice();
  let bucket = 0;
  for await (const members of originals()) {
    for (const document of members) places[next[rankOf[document]!]!++] = bucket;
    bucket += 1;
  }
  return { shingles, compact, starts, buckets: places, bucketCount };

  async function* originals(): AsyncIterable<Uint32Array> {
    for await (const group of readGroups(storage, buckets, GROUPS)) {
      if (!takes(group)) continue;
      const members = group.filter(isOriginal);
      if (members.length > 1) yield members;
    }
  }
}
