import { ByteWindow } from './byte-window.ts';
import { skipBlank, trimRecordEnd } from './header-lines.ts';
import type { ReadLimits } from './record.ts';
import type { ParsedHeader, RecordHeader, RecordSyntax } from './record-syntax.ts';

/** Bytes behind a block that are wanted to see whether another record begins there. */
const LOOK_AHEAD = 64;

/** What the scanner found, in the order of the stream. Offsets count from the scanner's start. */
export type Scanned =
  /** `cut`: the file ends before the block does, by its stated length. */
  | { kind: 'record'; offset: number; header: RecordHeader; body: Buffer; cut?: string }
  | {
      kind: 'damage';
      /** Where the damaged record or the stray bytes begin. */
      offset: number;
      /** Start of the record that the stray bytes follow, or the damaged record's own. */
      owner: number;
      code: string;
      message: string;
      url?: string | undefined;
    };

/** Why there are no more bytes: the file ended, a compressed member ended as it should, or its bytes are damaged. */
export type Ending = 'end-of-file' | 'end-of-member' | 'damage';

interface OpenRecord extends ParsedHeader {
  /** Index of the header; moves with the window. */
  start: number;
  /** Where the search for the next record goes on. */
  searched: number;
}

/**
 * Cuts a stream of WARC or ARC bytes into records. A record ends where its Content-Length says, if another record (or the
 * end) follows there; otherwise at the next record header, so a wrong length swallows nothing and loses nothing.
 * Every byte is searched at most once, and no more than one record and its look-ahead is held.
 */
export class RecordScanner {
  private readonly syntax: RecordSyntax;
  private readonly limits: ReadLimits;
  private readonly emit: (scanned: Scanned) => void;
  /** No record that begins at or after this offset is read; `stopped` says when it was reached. */
  private readonly stopAt: number;
  private window: ByteWindow;
  private state: 'header' | 'block' | 'search' = 'header';
  /** While searching: the byte at the cursor is only there to tell whether a line begins behind it. */
  private passed = true;
  private open: OpenRecord | undefined;
  /** Bytes that must be there before another look is worth while. */
  private wanted = 0;
  private lastRecord: number;
  /** Offset of the line up to which no header ends. */
  private headerSearched = 0;
  stopped = false;

  constructor(
    syntax: RecordSyntax,
    limits: ReadLimits,
    emit: (scanned: Scanned) => void,
    options: { base?: number; stopAt?: number; search?: 'at-first-byte' | 'behind-first-byte' } = {},
  ) {
    this.syntax = syntax;
    this.limits = limits;
    this.emit = emit;
    this.stopAt = options.stopAt ?? Number.POSITIVE_INFINITY;
    this.lastRecord = options.base ?? 0;
    this.window = new ByteWindow(this.lastRecord);
    if (options.search !== undefined) this.state = 'search';
    this.passed = options.search !== 'at-first-byte';
  }

  push(chunk: Uint8Array): void {
    if (this.stopped || chunk.length === 0) return;
    const before = this.window.base;
    this.window.append(chunk);
    if (this.open !== undefined && this.window.base !== before) {
      const moved = this.window.base - before;
      this.open.start -= moved;
      this.open.bodyStart -= moved;
      this.open.searched -= moved;
    }
    if (this.window.available >= this.wanted) this.run(undefined);
  }

  /** No more bytes come: what is open is completed or reported. */
  finish(ending: Ending): void {
    if (!this.stopped) this.run(ending);
  }

  private run(ending: Ending | undefined): void {
    while (!this.stopped) {
      const goOn =
        this.state === 'header'
          ? this.readHeader(ending)
          : this.state === 'block'
            ? this.readBlock(ending)
            : this.search(ending);
      if (!goOn) return;
    }
  }

  /** Nothing more can be done without more bytes; asking for growing amounts keeps repeated looks linear. */
  private needMore(): false {
    this.wanted = this.window.available + 1 + (this.window.available >> 1);
    return false;
  }

  private readHeader(ending: Ending | undefined): boolean {
    const window = this.window;
    window.at = skipBlank(window.bytes, window.at);
    if (window.available === 0) return this.needMore();
    const offset = window.offset(window.at);
    const begins = this.syntax.beginsAt(window.bytes, window.at, ending !== undefined);
    if (begins === undefined) return this.needMore();
    if (!begins) {
      this.damage(offset, this.lastRecord, 'record-header', `expected a ${this.syntax.name} record, found other bytes`);
      this.state = 'search';
      this.stopped = offset >= this.stopAt;
      return true;
    }
    if (offset >= this.stopAt) {
      this.stopped = true;
      return false;
    }
    const from = Math.max(window.at, this.headerSearched - window.base);
    const parsed = this.syntax.parse(window.bytes, window.at, from);
    if ('resume' in parsed) {
      this.headerSearched = window.offset(parsed.resume);
      return this.openHeader(offset, ending);
    }
    if (parsed.bodyStart - window.at > this.limits.maxHeaderBytes) return this.openHeader(offset, ending);
    this.lastRecord = offset;
    this.open = { ...parsed, start: window.at, searched: parsed.bodyStart };
    this.state = 'block';
    return true;
  }

  /** A header that has no end yet: waits for it, or gives the record up. */
  private openHeader(offset: number, ending: Ending | undefined): boolean {
    const { maxHeaderBytes } = this.limits;
    const large = this.window.available > maxHeaderBytes;
    if (!large && ending === undefined) return this.needMore();
    this.lastRecord = offset;
    if (!large) {
      this.damage(offset, offset, truncation(ending), `the ${this.syntax.name} header ends before its blank line`);
      // No header that begins behind this one has an end either.
      return this.next(this.window.bytes.length - 1, 'search');
    }
    this.damage(offset, offset, 'header-too-large', `expected a header of at most ${maxHeaderBytes} bytes, found more`);
    this.state = 'search';
    return true;
  }

  private readBlock(ending: Ending | undefined): boolean {
    const { window } = this;
    const open = this.open!;
    const length = open.header.length ?? Number.POSITIVE_INFINITY;
    const end = open.bodyStart + length;
    const have = window.bytes.length;
    if (length <= this.limits.maxRecordBytes) {
      if (ending === undefined && have < end + LOOK_AHEAD) {
        this.wanted = end + LOOK_AHEAD - window.at;
        return false;
      }
      const boundary = end <= have ? this.boundary(end, ending) : false;
      if (boundary === undefined) return this.needMore();
      if (boundary) return this.record(end, end);
    } else if (end <= have && this.boundary(end, ending) === true) {
      return this.tooLarge(end, 'header');
    }
    return this.readUntilNextHeader(end, ending);
  }

  /** Whether a block may end here: another record or nothing follows. */
  private boundary(end: number, ending: Ending | undefined): boolean | undefined {
    const next = skipBlank(this.window.bytes, end);
    if (next < this.window.bytes.length) return this.syntax.beginsAt(this.window.bytes, next, ending !== undefined);
    return ending === undefined ? undefined : true;
  }

  /** The length is wrong, missing or over the limit: the record reaches to the next header that can be found. */
  private readUntilNextHeader(end: number, ending: Ending | undefined): boolean {
    const { window, limits } = this;
    const open = this.open!;
    const bytes = window.bytes;
    // Behind a block that is closed as it should be, other bytes are strays and not part of it.
    const closed = end - open.bodyStart <= limits.maxRecordBytes && this.syntax.closesAt(bytes, end);
    const found = this.syntax.find(bytes, open.searched, ending !== undefined);
    const next = 'at' in found ? found.at : bytes.length;
    if ('at' in found) {
      if (next - open.bodyStart > limits.maxRecordBytes && !closed) return this.tooLarge(next, 'header');
      if (!closed || next <= end) return this.record(trimRecordEnd(bytes, open.bodyStart, next), next);
      return this.recordThenStrays(end, next);
    }
    open.searched = found.resume;
    if (ending === undefined && bytes.length - open.bodyStart <= limits.maxRecordBytes) return this.needMore();
    if (closed) return this.recordThenStrays(end, bytes.length);
    if (bytes.length - open.bodyStart > limits.maxRecordBytes) return this.tooLarge(found.resume - 1, 'search');
    const stated = open.header.length !== undefined;
    if (ending === 'end-of-member' || (ending === 'end-of-file' && (end <= bytes.length || !stated)))
      return this.record(trimRecordEnd(bytes, open.bodyStart, bytes.length), bytes.length);
    const { length, url } = open.header;
    const held = bytes.length - open.bodyStart;
    const message = `expected a block of ${length ?? 'unknown'} bytes, found ${held} before the ${ending === 'damage' ? 'damage' : 'end'}`;
    if (ending === 'end-of-file') return this.record(bytes.length, bytes.length, message);
    this.damage(window.offset(open.start), window.offset(open.start), truncation(ending), message, url);
    return this.next(bytes.length - 1, 'search');
  }

  private tooLarge(next: number, state: 'header' | 'search'): boolean {
    const { start, header } = this.open!;
    const offset = this.window.offset(start);
    const message = `expected a record of at most ${this.limits.maxRecordBytes} bytes, found ${header.length ?? 'more'}`;
    this.damage(offset, offset, 'record-too-large', message, header.url);
    return this.next(next, state);
  }

  private recordThenStrays(end: number, next: number): boolean {
    const strays = this.window.offset(skipBlank(this.window.bytes, end));
    this.record(end, end);
    this.damage(strays, this.lastRecord, 'record-header', `expected a ${this.syntax.name} record, found other bytes`);
    return next < this.window.bytes.length ? this.next(next, 'header') : this.next(next - 1, 'search');
  }

  private record(end: number, next: number, cut?: string): boolean {
    const { start, bodyStart, header } = this.open!;
    const body = this.window.bytes.subarray(bodyStart, end);
    const offset = this.window.offset(start);
    this.emit({ kind: 'record', offset, header, body, ...(cut !== undefined && { cut }) });
    return this.next(next, 'header');
  }

  private next(at: number, state: 'header' | 'search'): boolean {
    this.open = undefined;
    this.window.at = at;
    this.state = state;
    this.passed = true;
    this.wanted = 0;
    return true;
  }

  private search(ending: Ending | undefined): boolean {
    const { window } = this;
    const found = this.syntax.find(window.bytes, window.at + (this.passed ? 1 : 0), ending !== undefined);
    if ('at' in found) return this.next(found.at, 'header');
    if (found.resume > window.at) {
      window.at = Math.min(found.resume, window.bytes.length) - 1;
      this.passed = true;
    }
    if (window.offset(window.at) >= this.stopAt) this.stopped = true;
    return this.needMore();
  }

  private damage(offset: number, owner: number, code: string, message: string, url?: string): void {
    this.emit({ kind: 'damage', offset, owner, code, message, url });
  }
}

function truncation(ending: Ending | undefined): string {
  return ending === 'damage' ? 'member-damaged' : 'record-truncated';
}
