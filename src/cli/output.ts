import { once } from 'node:events';

/** Bytes written at a time, and the most that UTF-8 takes for a code unit. */
const BLOCK = 1 << 18;
const MOST_BYTES = 3;

/** Lines on standard output in large writes that wait for a slow reader; ends quietly when the reader has gone. */
export function lineOutput() {
  let block = Buffer.allocUnsafe(BLOCK);
  let size = 0;
  let closed = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  const flush = async (): Promise<void> => {
    const full = block.subarray(0, size);
    block = Buffer.allocUnsafe(BLOCK);
    size = 0;
    // A reader that goes away meanwhile is seen by the listener above.
    if (!closed && !process.stdout.write(full)) await once(process.stdout, 'drain').catch(() => undefined);
  };
  return {
    /** Whether somebody still reads. */
    open: (): boolean => !closed,
    async line(value: unknown): Promise<void> {
      const line = `${JSON.stringify(value)}\n`;
      const most = line.length * MOST_BYTES;
      if (size > 0 && size + most > block.length) await flush();
      if (most > block.length) block = Buffer.allocUnsafe(most);
      size += block.write(line, size);
    },
    end: flush,
  };
}
