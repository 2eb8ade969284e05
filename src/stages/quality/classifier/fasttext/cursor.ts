import { FormatError } from '../../../../errors.ts';

/** Reads numbers and bytes one after the other. Errors: `FormatError` where the file ends before them. */
export class Cursor {
  readonly bytes: Uint8Array;
  position = 0;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves over `count` bytes and returns where they began. */
  skip(count: number): number {
    const start = this.position;
    if (!(count >= 0 && start + count <= this.bytes.length))
      throw damaged(`a file that ends before ${count} bytes at ${start}`);
    this.position = start + count;
    return start;
  }

  flag = (): boolean => this.bytes[this.skip(1)] !== 0;
  int = (): number => this.view.getInt32(this.skip(4), true);
  /** A 64-bit number, exact up to 2^53. */
  long = (): number => Number(this.view.getBigInt64(this.skip(8), true));
  /** Floats; a view of the file where they lie at a multiple of four bytes, else a copy. */
  floats(count: number): Float32Array {
    const start = this.bytes.byteOffset + this.skip(count * 4);
    return start % 4 === 0
      ? new Float32Array(this.bytes.buffer, start, count)
      : new Float32Array(this.bytes.buffer.slice(start, start + count * 4));
  }
}

export const damaged = (found: string): FormatError =>
  new FormatError('format-damaged', `fastText model: expected a supervised model of version 11 or 12, found ${found}`);
