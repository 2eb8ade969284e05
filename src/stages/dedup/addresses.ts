import { canonicalAddress } from '../../text/canonical-address.ts';
import { groupEqual } from './buckets.ts';
import { mix, step1, step2, TOKEN_1, TOKEN_2 } from './hash.ts';

/** Words of a document in the addresses file. */
export const ADDRESS_WORDS = 5;

/** A document's address as five words: its hash (both 0 where there is none), time, length, and hash of the id. */
export function addressRow(
  url: string | undefined,
  { added, length, id }: { added: string | undefined; length: number; id: string },
): Uint32Array {
  const address = url === undefined ? undefined : canonicalAddress(url);
  const [high, low] = address === undefined ? [0, 0] : hashOf(address);
  return Uint32Array.of(high, low, secondsOf(added), length, hashOf(id)[0]);
}

function hashOf(text: string): [number, number] {
  let h1 = TOKEN_1;
  let h2 = TOKEN_2;
  for (let i = 0; i < text.length; i++) {
    h1 = step1(h1, text.charCodeAt(i));
    h2 = step2(h2, text.charCodeAt(i));
  }
  return [mix(h1) >>> 0, (mix(h2) >>> 0) | 1];
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?/;

/** Order of an ISO 8601 time in seconds, months taken as 31 days; 0 where there is none. Good until 2104. */
function secondsOf(added: string | undefined): number {
  const match = DATE.exec(added ?? '');
  if (match === null) return 0;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const days = (year! - 1970) * 372 + (month! - 1) * 31 + day! - 1;
  return days < 0 ? 0 : ((days * 24 + hour!) * 60 + minute!) * 60 + second!;
}

export type KeepAtAddress = 'newest' | 'longest';

/** Words of addresses by column, and the documents whose they are. */
interface AddressRows {
  high: Uint32Array;
  low: Uint32Array;
  added: Uint32Array;
  length: Uint32Array;
  ids: Uint32Array;
  documents: Uint32Array;
}

/** Groups of documents at one address, packed as [size, document …], the one to keep first. */
export function groupAddresses(rows: AddressRows, keep: KeepAtAddress): Uint32Array {
  const { added, length, ids, documents } = rows;
  const places = Uint32Array.from(documents.keys());
  const packed = groupEqual({ words: [rows.high, rows.low], documents: places });
  const longest = (a: number, b: number): number => length[b]! - length[a]!;
  const newest = (a: number, b: number): number => added[b]! - added[a]!;
  const [first, second] = keep === 'newest' ? [newest, longest] : [longest, newest];
  for (let at = 0; at < packed.length; at += packed[at]! + 1) {
    const group = packed.subarray(at + 1, at + 1 + packed[at]!);
    group.sort((a, b) => first(a, b) || second(a, b) || ids[a]! - ids[b]! || a - b);
    for (let i = 0; i < group.length; i++) group[i] = documents[group[i]!]!;
  }
  return packed;
}
