const EMPTY = Buffer.alloc(0);

/**
 * The bytes of a stream that are still being looked at: appended at the end, consumed from the front.
 * Bytes once handed out as views are never written again (a full store is replaced, not compacted), so views need no copy.
 */
export class ByteWindow {
  /** What is there; consumed bytes may still be at its front. */
  bytes: Buffer = EMPTY;
  /** Index in `bytes` of the first byte that is not consumed. */
  at = 0;
  /** Offset in the stream of `bytes[0]`. */
  base: number;
  private store: Buffer = EMPTY;

  constructor(base = 0) {
    this.base = base;
  }

  /** Offset in the stream of the byte at an index. */
  offset(index: number): number {
    return this.base + index;
  }

  get available(): number {
    return this.bytes.length - this.at;
  }

  append(chunk: Uint8Array): void {
    if (this.at === this.bytes.length) {
      this.base += this.at;
      this.at = 0;
      this.bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      this.store = EMPTY;
      return;
    }
    const length = this.bytes.length;
    if (this.store.length - length < chunk.length) {
      const rest = this.bytes.subarray(this.at);
      // Doubling keeps appending linear in the bytes appended.
      this.store = Buffer.allocUnsafeSlow(Math.max(rest.length * 2, rest.length + chunk.length));
      rest.copy(this.store);
      this.store.set(chunk, rest.length);
      this.base += this.at;
      this.at = 0;
      this.bytes = this.store.subarray(0, rest.length + chunk.length);
      return;
    }
    this.store.set(chunk, length);
    this.bytes = this.store.subarray(0, length + chunk.length);
  }
}

/** A window that fills itself from a stream. */
export class InputWindow extends ByteWindow {
  ended = false;
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>, base = 0) {
    super(base);
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Waits until `count` bytes are there or the stream has ended; false where it ended before. */
  async ensure(count: number): Promise<boolean> {
    while (this.available < count && !this.ended) await this.fill();
    return this.available >= count;
  }

  /** Reads one more chunk; false at the end of the stream. */
  async fill(): Promise<boolean> {
    if (this.ended) return false;
    const { done, value } = await this.chunks.next();
    if (done === true) this.ended = true;
    else this.append(value);
    return !this.ended;
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.chunks.return?.();
  }
}
