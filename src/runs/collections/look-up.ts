import {
  countBuckets,
  joinBucket,
  type KeyBatch,
  placeEntries,
  startsOf,
} from '../../stages/dedup/collection/postings.ts';
import { readWords } from '../words.ts';
import { entryRange, readStarts, type Segment } from './segment.ts';
import type { CollectionPlace } from './state.ts';

/** Entries that one request reads at most, and those between two buckets that are rather read than left out. */
const PIECE = 1 << 19;
const GAP = 1 << 14;

/** Documents of both sides that have one key, each in order. */
export interface Match {
  probes: Uint32Array;
  /** Numbers in the collection. */
  documents: Uint32Array;
}

/**
 * Joins keys with a column of a segment: one match for each key that both have. Reads only the buckets that some key
 * falls into, so a few keys cost a few small reads and many cost one pass over the column.
 */
export async function* lookUp(
  place: CollectionPlace,
  segment: Segment,
  column: number,
  keys: KeyBatch,
): AsyncIterable<Match> {
  const { bits, entries } = segment.places[column]!;
  if (entries === 0 || keys.high.length === 0) return;
  const starts = await readStarts(place, segment, column);
  const counts = new Uint32Array(2 ** bits);
  countBuckets(keys, bits, counts);
  const probeStarts = startsOf(counts);
  const sorted = new Uint32Array(keys.high.length * 2);
  placeEntries(keys, bits, { from: 0, to: counts.length }, probeStarts.slice(0, -1), sorted);
  const wanted = (bucket: number): boolean => counts[bucket]! > 0 && starts[bucket + 1]! > starts[bucket]!;
  for (let from = 0; from < counts.length; ) {
    if (!wanted(from)) {
      from += 1;
      continue;
    }
    let to = from + 1;
    for (let ahead = to; ahead < counts.length; ahead++) {
      const far = starts[ahead]! - starts[to]! > GAP || starts[ahead + 1]! - starts[from]! > PIECE;
      if (far) break;
      if (wanted(ahead)) to = ahead + 1;
    }
    const first = starts[from]!;
    const { key, ...range } = entryRange(segment, column, first, starts[to]!);
    const words = await readWords(place.storage, key, range);
    for (let bucket = from; bucket < to; bucket++) {
      if (!wanted(bucket)) continue;
      const inBucket = words.subarray((starts[bucket]! - first) * 2, (starts[bucket + 1]! - first) * 2);
      const probes = sorted.subarray(probeStarts[bucket]! * 2, probeStarts[bucket + 1]! * 2);
      yield* joined(segment, inBucket, probes);
    }
    from = to;
  }
}

function joined(segment: Segment, entries: Uint32Array, probes: Uint32Array): Match[] {
  const matches: Match[] = [];
  const keys = Uint32Array.from({ length: probes.length / 2 }, (_, i) => probes[i * 2]!);
  joinBucket(entries, keys, (places, documents) => {
    const { forgotten, first } = segment;
    const live = forgotten.size === 0 ? documents : documents.filter((document) => !forgotten.has(document));
    if (live.length === 0) return;
    matches.push({
      probes: places.map((index) => probes[index * 2 + 1]!),
      documents: live.map((document) => document + first),
    });
  });
  return matches;
}
