import { constants, crc32 } from 'node:zlib';
import { InputWindow } from './byte-window.ts';
import { errorCode, gzipBody, inflateOnce, inflatePrefix, isGzipHeader, MemberInflater } from './gzip-member.ts';
import { checkTrailer, inflateStream } from './inflate-stream.ts';
import type { ByteSource, ReadLimits } from './record.ts';

/** Output for each compressed byte up to which a member's own word for its size is believed. */
const MAX_RATIO = 64;
/** Compressed bytes up to which a member is inflated in one call; larger ones are streamed. */
const WINDOW = 8 << 20;
/** Uncompressed bytes up to which it is. */
const OUTPUT = 32 << 20;
/** Input kept ahead, so that few members are cut by the window's end and inflated twice. */
const AHEAD = 1 << 18;
/** Compressed bytes by which a search judges whether a member begins. */
const PROBE = 1024;
const PROBE_CHUNK = 1 << 14;
/**
 * Places that may look like a member and be none before a search gives up. By chance that is one in 16 MB;
 * so many are made to keep the search busy.
 */
const MAX_PROBES = 10_000;
const MAGIC = Buffer.from([0x1f, 0x8b, 8]);
/** Members tried inside the bytes of an earlier damaged one before those are passed over. */
const MAX_ATTEMPTS = 8;

/** Part of a gzip file, in order. */
export type GzipPiece =
  | {
      kind: 'data';
      /** Stored offset of the member. */
      member: number;
      /** First piece of its member. */
      first: boolean;
      /**
       * `whole`: all of a member that is sound. `streamed`: a piece of a large one, sound so far.
       * `partial`: what could be read of a damaged one. `corrupt`: all of one whose checksum is wrong, `fault` says how.
       */
      state: 'whole' | 'streamed' | 'partial' | 'corrupt';
      fault?: string;
      data: Buffer;
    }
  /** Bytes that are no member (`member` undefined), or a member that cannot be read further. */
  | { kind: 'damage'; offset: number; member: number | undefined; code: string; message: string };

export interface GzipOptions {
  start: number;
  /** Begin at the first intact member that is accepted, rather than with the byte at `start`. */
  search: boolean;
  /** Judges by its first bytes whether a member that was found by searching is one to go on with. */
  accepts: (data: Buffer) => boolean;
  limits: ReadLimits;
}

/** Reads a gzip file member by member, going on behind damage at the next member that can be found. */
export async function* readGzip(source: ByteSource, options: GzipOptions): AsyncGenerator<GzipPiece> {
  const input = new InputWindow(source.read({ start: options.start, end: source.size }), options.start);
  try {
    yield* new GzipReader(input, options).read();
  } finally {
    await input.close();
  }
}

class GzipReader {
  private readonly input: InputWindow;
  private readonly options: GzipOptions;
  private readonly inflater = new MemberInflater();
  /** End of the bytes that a damaged member used, and how many members were tried in there. */
  private damagedUntil = 0;
  private attempts = 0;
  /** Places that only looked like a member, since the last that was one. */
  private probes = 0;

  constructor(input: InputWindow, options: GzipOptions) {
    this.input = input;
    this.options = options;
  }

  async *read(): AsyncGenerator<GzipPiece> {
    const { input } = this;
    let searching = this.options.search;
    while (true) {
      if (searching && !(await this.findMember(this.options.search))) return;
      searching = false;
      if (input.available < AHEAD) await input.ensure(AHEAD);
      if (input.available === 0) return;
      const body = isGzipHeader(input.bytes, input.at) ? gzipBody(input.bytes, input.at) : undefined;
      if (body === undefined) {
        const zeros = this.skipZeros();
        if (input.available === 0 || zeros) continue;
        yield this.damage('not-gzip', 'expected a gzip member, found other bytes', undefined);
        searching = true;
        input.at += 1;
        continue;
      }
      const whole = this.wholeMember(body - input.at);
      if (whole !== undefined) {
        yield whole;
        continue;
      }
      for await (const piece of this.readMember(body - input.at)) {
        if (piece.kind === 'damage' || piece.state === 'corrupt') searching = true;
        yield piece;
      }
    }
  }

  /** Some writers pad their files with zeros; they mean nothing. */
  private skipZeros(): boolean {
    const { input } = this;
    const from = input.at;
    while (input.bytes[input.at] === 0) input.at++;
    return input.at > from;
  }

  private damage(code: string, message: string, member: number | undefined): GzipPiece {
    return { kind: 'damage', offset: this.input.offset(this.input.at), member, code, message };
  }

  /**
   * A member's uncompressed size as the four bytes before the next member have it; where only something like a member
   * begins, they say anything.
   */
  private statedSize(body: number): number | undefined {
    const { bytes, at } = this.input;
    const next = bytes.indexOf(MAGIC, at + body + 4);
    if (next < 0) return undefined;
    const stated = bytes.readUInt32LE(next - 4);
    return stated <= Math.min((next - at - body) * MAX_RATIO, OUTPUT) ? stated : undefined;
  }

  /** A sound member that lies in the window with the next one behind it, as nearly all do: at once, in one step. */
  private wholeMember(body: number): GzipPiece | undefined {
    const { input } = this;
    const stated = this.statedSize(body);
    const inflated =
      stated === undefined ? undefined : this.inflater.inflate(input.bytes.subarray(input.at + body), stated);
    if (inflated === undefined) return undefined;
    const { data, used } = inflated;
    const end = input.at + body + used;
    if (end + 8 > input.bytes.length) return undefined;
    if (checkTrailer(input.bytes, end, crc32(data), data.length) !== undefined) return undefined;
    const member = input.offset(input.at);
    input.at = end + 8;
    this.attempts = 0;
    return { kind: 'data', member, first: true, state: 'whole', data };
  }

  private async *readMember(body: number): AsyncGenerator<GzipPiece> {
    const { input } = this;
    const member = input.offset(input.at);
    while (true) {
      const compressed = input.bytes.subarray(input.at + body);
      try {
        const { data, used } = inflateOnce(compressed, OUTPUT);
        if (!(await input.ensure(body + used + 8))) {
          yield* this.damagedMember(
            member,
            data,
            body + used,
            'member-truncated',
            'the member ends before its checksum',
          );
          return;
        }
        const wrong = checkTrailer(input.bytes, input.at + body + used, crc32(data), data.length);
        if (wrong !== undefined) {
          yield* this.damagedMember(member, data, body + used, 'member-checksum', wrong);
          return;
        }
        input.at += body + used + 8;
        this.attempts = 0;
        yield { kind: 'data', member, first: true, state: 'whole', data };
        return;
      } catch (error) {
        const code = errorCode(error);
        if (code === 'Z_BUF_ERROR' && !input.ended) {
          // Only cut off by the window: more input, or streaming where it has become too large.
          if (compressed.length < WINDOW) {
            await input.ensure(Math.min(WINDOW, compressed.length * 2) + body);
            continue;
          }
          yield* this.streamMember(member, body);
        } else if (code === 'ERR_BUFFER_TOO_LARGE') {
          yield* this.streamMember(member, body);
        } else {
          const { data, used } = inflatePrefix(compressed, OUTPUT);
          const kind = code === 'Z_BUF_ERROR' ? 'member-truncated' : 'member-damaged';
          const message = `${error instanceof Error ? error.message : code}, ${data.length} bytes read`;
          yield* this.damagedMember(member, data, body + used, kind, `gzip: ${message}`);
        }
        return;
      }
    }
  }

  /** Hands on what is left of a damaged member, and puts the cursor where the search for the next one goes on. */
  private *damagedMember(
    member: number,
    data: Buffer,
    used: number,
    code: string,
    message: string,
  ): Generator<GzipPiece> {
    const { input } = this;
    const corrupt = code === 'member-checksum';
    if (data.length > 0) {
      const piece: GzipPiece = { kind: 'data', member, first: true, state: corrupt ? 'corrupt' : 'partial', data };
      yield corrupt ? { ...piece, fault: message } : piece;
    }
    if (!corrupt) yield { kind: 'damage' as const, offset: member, member, code, message };
    const end = member + used;
    if (member >= this.damagedUntil) this.attempts = 0;
    this.damagedUntil = Math.max(this.damagedUntil, end);
    this.attempts += 1;
    // Damage may have led inflate beyond the member's true end, so the next one may begin inside what it used.
    input.at += this.attempts > MAX_ATTEMPTS ? Math.min(input.available, this.damagedUntil - member) : 1;
  }

  private async *streamMember(member: number, body: number): AsyncGenerator<GzipPiece> {
    const { input } = this;
    input.at += body;
    let first = true;
    for await (const piece of inflateStream(input, this.options.limits)) {
      if ('data' in piece) {
        yield { kind: 'data', member, first, state: 'streamed', data: piece.data };
        first = false;
      } else if (piece.end === 'damage') {
        yield { kind: 'damage', offset: member, member, code: piece.code, message: piece.message };
      }
    }
  }

  /** Moves the cursor to the next member that is accepted; false where there is none. */
  private async findMember(whole: boolean): Promise<boolean> {
    const { input } = this;
    while (this.probes <= MAX_PROBES) {
      const found = input.bytes.indexOf(MAGIC, input.at);
      if (found < 0) {
        input.at = Math.max(input.at, input.bytes.length - MAGIC.length + 1);
        if (await input.fill()) continue;
        break;
      }
      input.at = found;
      await input.ensure(AHEAD);
      const body = isGzipHeader(input.bytes, input.at) ? gzipBody(input.bytes, input.at) : undefined;
      // Block type 3 does not exist; a fourth of all that only looks like a member needs no closer look.
      const possible = body !== undefined && (input.bytes[body]! & 6) !== 6;
      if (possible && (await this.judges(body, whole))) return true;
      input.at += 1;
    }
    input.at = input.bytes.length;
    return false;
  }

  /** Whether a member that is accepted begins at the cursor; `whole`: and is intact, as far as it fits the window. */
  private async judges(body: number, whole: boolean): Promise<boolean> {
    const { input } = this;
    this.probes += 1;
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: PROBE_CHUNK };
      const { data } = inflateOnce(input.bytes.subarray(body, body + PROBE), OUTPUT, options);
      if (!this.options.accepts(data)) return false;
    } catch {
      return false;
    }
    if (whole && !(await this.isIntact(body - input.at))) return false;
    this.probes = 0;
    return true;
  }

  private async isIntact(body: number): Promise<boolean> {
    const { input } = this;
    while (true) {
      const compressed = input.bytes.subarray(input.at + body);
      try {
        const { data, used } = inflateOnce(compressed, OUTPUT);
        if (!(await input.ensure(body + used + 8))) return false;
        return checkTrailer(input.bytes, input.at + body + used, crc32(data), data.length) === undefined;
      } catch (error) {
        if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return true;
        if (errorCode(error) !== 'Z_BUF_ERROR' || input.ended) return false;
        if (compressed.length >= WINDOW) return true;
        await input.ensure(Math.min(WINDOW, compressed.length * 2) + body);
      }
    }
  }
}
