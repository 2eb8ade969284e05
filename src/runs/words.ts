import { type ByteRange, readRange, type Storage } from '../storage/storage.ts';

/** A request costs about as much as reading this many bytes more. */
const GAP = 1 << 17;
/** Most bytes that one request reads where ranges are near each other. */
const PIECE = 1 << 24;
/** Requests under way at a time. */
const REQUESTS = 8;

/** 32-bit words of a byte range. Errors: `OutputDamagedError` where the file is shorter. */
export async function readWords(storage: Storage, key: string, range: ByteRange): Promise<Uint32Array<ArrayBuffer>> {
  const bytes = await readRange(storage, key, range);
  return new Uint32Array(bytes.buffer);
}

/** Bytes of an object; start and end are multiples of four. */
export interface Wanted extends ByteRange {
  key: string;
}

const wordsOf = ({ start, end }: ByteRange): number => (end - start) / 4;

/**
 * Words of many ranges, in the order in which they are asked for: few requests, each over ranges near each other. Views
 * that share buffers.
 */
export async function readRanges(storage: Storage, wanted: readonly Wanted[]): Promise<Uint32Array<ArrayBuffer>[]> {
  const found = new Array<Uint32Array<ArrayBuffer>>(wanted.length);
  const next = joined(wanted)[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const { key, start, end, members } of next) {
      const words = await readWords(storage, key, { start, end });
      // Views of one array: a buffer for each range would cost more than most ranges.
      const held = new Uint32Array(members.reduce((sum, index) => sum + wordsOf(wanted[index]!), 0));
      let at = 0;
      for (const index of members) {
        const from = (wanted[index]!.start - start) / 4;
        const size = wordsOf(wanted[index]!);
        held.set(words.subarray(from, from + size), at);
        found[index] = held.subarray(at, at + size);
        at += size;
      }
    }
  };
  await Promise.all(Array.from({ length: REQUESTS }, work));
  return found;
}

/** The same words as signed ones. */
export const signedWords = ({ buffer, byteOffset, length }: Uint32Array<ArrayBuffer>): Int32Array =>
  new Int32Array(buffer, byteOffset, length);

/** Ranges that one request reads: places in the list of what is wanted. */
interface Request extends Wanted {
  members: number[];
}

function joined(wanted: readonly Wanted[]): Request[] {
  const requests: Request[] = [];
  const order = Array.from(wanted.keys()).sort((a, b) => {
    const [one, other] = [wanted[a]!, wanted[b]!];
    return one.key < other.key ? -1 : one.key > other.key ? 1 : one.start - other.start;
  });
  for (const index of order) {
    const { key, start, end } = wanted[index]!;
    const last = requests.at(-1);
    const near = last?.key === key && start - last.end <= GAP && end - last.start <= PIECE;
    if (last !== undefined && near) {
      last.end = Math.max(last.end, end);
      last.members.push(index);
    } else requests.push({ key, start, end, members: [index] });
  }
  return requests;
}
