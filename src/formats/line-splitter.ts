import { ByteWindow } from './byte-window.ts';

const LF = 10;

/** A line without its end, or one that is over the limit; `offset` is that of its first byte. */
export type Line = { offset: number; bytes: Buffer } | { offset: number; tooLong: true };

/** Cuts a stream into lines; a line over `maxLineBytes` is passed over and said to be so, never held. */
export class LineSplitter {
  private readonly window: ByteWindow;
  private readonly maxLineBytes: number;
  private searched = 0;
  private skipping = false;

  constructor(maxLineBytes: number, base = 0) {
    this.window = new ByteWindow(base);
    this.maxLineBytes = maxLineBytes;
  }

  /** The lines that this chunk completes. */
  push(chunk: Uint8Array): Line[] {
    const { window } = this;
    const ahead = this.searched - window.at;
    window.append(chunk);
    this.searched = window.at + ahead;
    const lines: Line[] = [];
    while (true) {
      const end = window.bytes.indexOf(LF, this.searched);
      if (end < 0) break;
      this.take(end, lines);
      window.at = end + 1;
      this.searched = window.at;
    }
    this.searched = window.bytes.length;
    if (window.available > this.maxLineBytes) {
      if (!this.skipping) lines.push({ offset: window.offset(window.at), tooLong: true });
      this.skipping = true;
      window.at = window.bytes.length;
    }
    return lines;
  }

  /** What is left behind the last line end, if anything. */
  finish(): Line[] {
    const { window } = this;
    const lines: Line[] = [];
    if (window.available > 0) this.take(window.bytes.length, lines);
    window.at = window.bytes.length;
    this.searched = window.at;
    this.skipping = false;
    return lines;
  }

  private take(end: number, lines: Line[]): void {
    const { window } = this;
    const offset = window.offset(window.at);
    if (this.skipping) this.skipping = false;
    else if (end - window.at > this.maxLineBytes) lines.push({ offset, tooLong: true });
    else lines.push({ offset, bytes: window.bytes.subarray(window.at, end) });
  }
}
