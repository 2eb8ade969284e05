import { FormatError } from '../../../errors.ts';

/** Hosts and paths as 48-bit hashes, sorted: 8 bytes an entry in memory, 6 in a file. */
export interface HostSet {
  readonly size: number;
  has(entry: string): boolean;
}

const MAGIC = 'WNHOSTS1';
const HEADER_BYTES = 12;
const ENTRY_BYTES = 6;

/** 48-bit hash of a host or `host/path`: two 32-bit FNV-1a lanes with a final mix. */
export function hashEntry(entry: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < entry.length; index++) {
    const code = entry.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995);
    high ^= high >>> 15;
  }
  low ^= low >>> 16;
  low = Math.imul(low, 0x85ebca6b);
  low ^= low >>> 13;
  high = Math.imul(high ^ low, 0xc2b2ae35);
  high ^= high >>> 16;
  return (high & 0xffff) * 0x1_0000_0000 + (low >>> 0);
}

/**
 * Reads a list: the compact form of `writeHostSet`, or text with one host, `host/path` or address a line, `#` comments and
 * the hosts-file form `0.0.0.0 host` allowed. `name` is for messages. Errors: `FormatError`.
 */
export function readHostSet(bytes: Uint8Array, name: string): HostSet {
  return isCompact(bytes) ? fromCompact(bytes, name) : createHostSet(readHostLines(bytes));
}

export function createHostSet(entries: Iterable<string>): HostSet {
  return fromHashes(sortedHashes(entries));
}

/** The compact form: magic, count, then each hash as 48-bit little endian, ascending. */
export function writeHostSet(entries: Iterable<string>): Uint8Array {
  const hashes = sortedHashes(entries);
  const bytes = new Uint8Array(HEADER_BYTES + hashes.length * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < MAGIC.length; index++) bytes[index] = MAGIC.charCodeAt(index);
  view.setUint32(8, hashes.length, true);
  for (const [index, hash] of hashes.entries()) {
    view.setUint32(HEADER_BYTES + index * ENTRY_BYTES, hash >>> 0, true);
    view.setUint16(HEADER_BYTES + index * ENTRY_BYTES + 4, Math.floor(hash / 0x1_0000_0000), true);
  }
  return bytes;
}

/** Entries of a list in text form, each normalised: no scheme, no `www.`, no final slash, lower-case host. */
export function* readHostLines(bytes: Uint8Array): Iterable<string> {
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const entry = normaliseEntry(line);
    if (entry !== '') yield entry;
  }
}

function normaliseEntry(line: string): string {
  const comment = line.indexOf('#');
  let entry = (comment === -1 ? line : line.slice(0, comment)).trim();
  if (entry.startsWith('0.0.0.0 ') || entry.startsWith('127.0.0.1 '))
    entry = entry.slice(entry.indexOf(' ') + 1).trim();
  const scheme = entry.indexOf('://');
  if (scheme !== -1) entry = entry.slice(scheme + 3);
  const slash = entry.indexOf('/');
  const host = (slash === -1 ? entry : entry.slice(0, slash)).toLowerCase();
  let path = slash === -1 ? '' : entry.slice(slash);
  while (path.endsWith('/')) path = path.slice(0, -1);
  return (host.startsWith('www.') ? host.slice(4) : host) + path;
}

function isCompact(bytes: Uint8Array): boolean {
  for (let index = 0; index < MAGIC.length; index++) if (bytes[index] !== MAGIC.charCodeAt(index)) return false;
  return true;
}

function fromCompact(bytes: Uint8Array, name: string): HostSet {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length >= HEADER_BYTES ? view.getUint32(8, true) : 0;
  const expected = HEADER_BYTES + count * ENTRY_BYTES;
  if (bytes.length !== expected)
    throw new FormatError('format-damaged', `host list ${name}: expected ${expected} bytes, found ${bytes.length}`);
  const hashes = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const at = HEADER_BYTES + index * ENTRY_BYTES;
    hashes[index] = view.getUint16(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
  }
  return fromHashes(hashes);
}

function sortedHashes(entries: Iterable<string>): Float64Array {
  const hashes = new Set<number>();
  for (const entry of entries) hashes.add(hashEntry(entry));
  return Float64Array.from(hashes).sort();
}

function fromHashes(hashes: Float64Array): HostSet {
  return {
    size: hashes.length,
    has: (entry) => {
      const hash = hashEntry(entry);
      let low = 0;
      let high = hashes.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const found = hashes[middle]!;
        if (found === hash) return true;
        if (found < hash) low = middle + 1;
        else high = middle - 1;
      }
      return false;
    },
  };
}
