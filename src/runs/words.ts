import { type ByteRange, readRange, type Storage } from '../storage/storage.ts';

/** A request costs about as much as reading this many bytes more. */
const GAP = 1 << 17;
/** Most bytes that one request reads where ranges are near each other. */
const PIECE = 1 << 22;
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

/** Words of many ranges, in the order in which they are asked for: few requests, each over ranges near each other. */
export async function readRanges(storage: Storage, wanted: readonly Wanted[]): Promise<Uint32Array<ArrayBuffer>[]> {
  const found = new Array<Uint32Array<ArrayBuffer>>(wanted.length);
  const order = Array.from(wanted.keys()).sort((a, b) => {
    const [one, other] = [wanted[a]!, wanted[b]!];
    return one.key < other.key ? -1 : one.key > other.key ? 1 : one.start - other.start;
  });
  const ascending = order.map((index) => wanted[index]!);
  await readAscending(storage, ascending, (place, words) => {
    found[order[place]!] = words.slice();
  });
  return found;
}

/**
 * Likewise of ranges that come in the order in which they lie. `take` is told of each with its place among them, in any
 * order; its words are a view, valid until it returns.
 */
export async function readAscending(
  storage: Storage,
  wanted: Iterable<Wanted>,
  take: (place: number, words: Uint32Array<ArrayBuffer>) => void,
): Promise<void> {
  const requests = joined(wanted);
  const work = async (): Promise<void> => {
    for (let next = requests.next(); next.done !== true; next = requests.next()) {
      const { key, start, end, first, places } = next.value;
      const words = await readWords(storage, key, { start, end });
      for (let i = 0; i < places.length; i += 2) take(first + i / 2, words.subarray(places[i]!, places[i + 1]!));
    }
  };
  await Promise.all(Array.from({ length: REQUESTS }, work));
}

/** The same words as signed ones. */
export const signedWords = ({ buffer, byteOffset, length }: Uint32Array<ArrayBuffer>): Int32Array =>
  new Int32Array(buffer, byteOffset, length);

/** Ranges that one request reads. */
interface Request extends Wanted {
  /** Place of the first of them among all. */
  first: number;
  /** In words from the request's start: where each begins and ends. */
  places: number[];
}

function* joined(wanted: Iterable<Wanted>): Generator<Request, undefined> {
  let request: Request | undefined;
  let place = 0;
  for (const { key, start, end } of wanted) {
    const near = request?.key === key && start - request.end <= GAP && end - request.start <= PIECE;
    if (request === undefined || !near) {
      if (request !== undefined) yield request;
      request = { key, start, end, first: place, places: [] };
    }
    request.end = Math.max(request.end, end);
    request.places.push((start - request.start) / 4, (end - request.start) / 4);
    place += 1;
  }
  if (request !== undefined) yield request;
  return undefined;
}
