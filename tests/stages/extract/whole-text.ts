import { maxBlocks } from '../../../src/stages/extract/kernel/layout.ts';
import { createPage, type Page, scan } from '../../../src/stages/extract/scan/page.ts';
import { assemble } from '../../../src/stages/extract/text/assemble.ts';

const page = createPage();
const everyBlock = new Uint8Array(maxBlocks).fill(1);

/** The scanned page; valid until the next call. */
export function scanned(html: string | Uint8Array): Page {
  scan(page, typeof html === 'string' ? Buffer.from(html) : html);
  return page;
}

/** Text of all blocks of a page, whatever a model would think of them. */
export function wholeText(html: string | Uint8Array): string {
  return assemble(scanned(html), everyBlock);
}
