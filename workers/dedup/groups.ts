import type { Candidates } from '../../src/stages/dedup/cluster.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eachGroup } from './addresses.ts';
import { EXACT, type GroupFile, type Input } from './files.ts';
import { NOT_INVOLVED, type Ranks } from './involved.ts';
import { readPacked } from './packed.ts';

/** Groups of the given file of all buckets outputs, packed, in pieces. */
export async function* readGroups(
  storage: Storage,
  buckets: readonly Input[],
  name: GroupFile,
): AsyncIterable<Uint32Array> {
  for (const { prefix, counts } of buckets) {
    const [groups, members] =
      name === EXACT ? [counts['exactGroups'], counts['exactMembers']] : [counts['groups'], counts['members']];
    const bytes = ((groups ?? 0) + (members ?? 0)) * 4;
    yield* readPacked(storage, `${prefix}/${name}`, bytes, (words, at) => words[at]! + 1);
  }
}

/** By rank. */
export interface AtAddress {
  /** The document that stays for this one because it is at the same address; of others `NOT_INVOLVED`. */
  stays: Uint32Array;
  /** How many are at the address of one that goes. */
  documents: Uint32Array;
}

/**
 * Documents without a rank are not of this comparison: of the others at an address the first stays. Nothing is held where
 * addresses are not compared.
 */
export function findAtAddress(addresses: readonly Uint32Array[], { count, rankOf }: Ranks): AtAddress | undefined {
  if (addresses.length === 0) return undefined;
  const found = { stays: new Uint32Array(count).fill(NOT_INVOLVED), documents: new Uint32Array(count) };
  for (const group of eachGroup(addresses)) {
    const [first, ...others] = group.map((document) => rankOf[document]!).filter((rank) => rank !== NOT_INVOLVED);
    for (const rank of others) {
      found.stays[rank] = first!;
      found.documents[rank] = others.length + 1;
    }
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
  { count, rankOf }: Ranks,
  atAddress: AtAddress | undefined,
): Promise<Uint32Array> {
  const copyOf = Uint32Array.from({ length: count }, (_, rank) => rank);
  for await (const packed of readGroups(storage, buckets, EXACT)) for (const group of eachGroup([packed])) join(group);
  atAddress?.stays.forEach((stays, rank) => {
    if (stays !== NOT_INVOLVED) copyOf[rank] = copyOf[stays]!;
  });
  return copyOf;

  function join(group: Uint32Array): void {
    let best = NOT_INVOLVED;
    for (const document of group) {
      const rank = rankOf[document]!;
      if (rank < best && (atAddress === undefined || atAddress.stays[rank] === NOT_INVOLVED)) best = rank;
    }
    if (best === NOT_INVOLVED) return;
    for (const document of group) copyOf[rankOf[document]!] = best;
  }
}

/** Packed groups in pieces, the same whenever it is called. */
export type Groups = () => AsyncIterable<Uint32Array> | Iterable<Uint32Array>;

/** Buckets of every document by place, from groups of places that begin with `first`. */
export async function loadBuckets(
  groups: Groups,
  count: number,
  first: number,
): Promise<Pick<Candidates, 'starts' | 'buckets' | 'bucketCount'>> {
  const starts = new Uint32Array(count + 1);
  let bucketCount = 0;
  for await (const packed of groups())
    for (let at = 0; at < packed.length; at += packed[at]! + 1) {
      bucketCount += 1;
      for (let i = at + 1; i <= at + packed[at]!; i++) starts[packed[i]! - first + 1]! += 1;
    }
  for (let place = 0; place < count; place++) starts[place + 1]! += starts[place]!;
  const buckets = new Uint32Array(starts[count]!);
  const next = starts.slice(0, count);
  let bucket = 0;
  for await (const packed of groups())
    for (let at = 0; at < packed.length; at += packed[at]! + 1) {
      for (let i = at + 1; i <= at + packed[at]!; i++) buckets[next[packed[i]! - first]!++] = bucket;
      bucket += 1;
    }
  return { starts, buckets, bucketCount };
}
