import { once } from 'node:events';
import type { Document } from '../document.ts';
import type { HeldText } from '../stages/stage.ts';

/** Bytes written at a time, and the most that UTF-8 takes for a code unit, and JSON for a byte of a text. */
const BLOCK = 1 << 18;
const MOST_BYTES = 3;
const MOST_ESCAPED = 6;
/** Where a text goes: no quotes as these stand inside a string. */
const EMPTY_TEXT = '"text":""';

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
  /** Waits until so many bytes have room in the block. */
  const reserve = async (most: number): Promise<void> => {
    if (size > 0 && size + most > block.length) await flush();
    if (most > block.length) block = Buffer.allocUnsafe(most);
  };
  const writeLine = async (value: unknown): Promise<void> => {
    const line = `${JSON.stringify(value)}\n`;
    await reserve(line.length * MOST_BYTES);
    size += block.write(line, size);
  };
  return {
    /** Whether somebody still reads. */
    open: (): boolean => !closed,
    line: writeLine,
    /** A document as `line` writes it; a text that is only held goes from its maker's bytes to these. */
    async document(document: Omit<Document, 'text'> & { text: string | HeldText }): Promise<void> {
      const { text } = document;
      if (typeof text === 'string') return writeLine(document);
      const line = `${JSON.stringify({ ...document, text: '' })}\n`;
      const cut = line.indexOf(EMPTY_TEXT) + EMPTY_TEXT.length - 1;
      await reserve(line.length * MOST_BYTES + text.length * MOST_ESCAPED);
      size += block.write(line.slice(0, cut), size);
      size = text.writeJson(block, size);
      size += block.write(line.slice(cut), size);
    },
    end: flush,
  };
}
