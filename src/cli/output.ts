import { once } from 'node:events';

const BLOCK = 1 << 16;

/** Lines on standard output in large writes that wait for a slow reader; ends quietly when the reader has gone. */
export function lineOutput() {
  let text = '';
  let closed = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  const flush = async (): Promise<void> => {
    const block = text;
    text = '';
    // A reader that goes away meanwhile is seen by the listener above.
    if (!closed && !process.stdout.write(block)) await once(process.stdout, 'drain').catch(() => undefined);
  };
  return {
    /** Whether somebody still reads. */
    open: (): boolean => !closed,
    async line(value: unknown): Promise<void> {
      text += `${JSON.stringify(value)}\n`;
      if (text.length >= BLOCK) await flush();
    },
    end: flush,
  };
}
