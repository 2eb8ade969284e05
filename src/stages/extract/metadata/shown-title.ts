import { cleanText, type Range } from './byte-text.ts';
import type { PageScan } from './scan.ts';
import { titleBeginnings } from './title.ts';

/** Bytes that a shown title has at least: shorter beginnings (`News - …`) are words of the menu. */
const MIN_BYTES = 10;

const LT = 0x3c;
const GT = 0x3e;

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Whether `[start, end)` is all the text between two tags. */
function fillsElement(page: Buffer, start: number, end: number): boolean {
  let before = start - 1;
  let after = end;
  while (before > 0 && isSpace(page[before]!)) before--;
  while (after < page.length && isSpace(page[after]!)) after++;
  return page[before] === GT && page[after] === LT;
}

/** The shortest beginning of the title element that stands in the body as an element's whole text, and where. */
export function findShownTitle(scan: PageScan): { text: string; range: Range } | undefined {
  if (scan.title === undefined) return undefined;
  const raw = scan.page.toString('utf8', scan.title.start, Math.min(scan.title.end, scan.title.start + 1000)).trim();
  for (const beginning of titleBeginnings(raw)) {
    const length = Buffer.byteLength(beginning);
    if (length < MIN_BYTES) continue;
    const start = scan.page.indexOf(beginning, Math.max(scan.body, scan.title.end), 'utf8');
    if (start !== -1 && fillsElement(scan.page, start, start + length)) {
      return { text: cleanText(beginning), range: { start, end: start + length } };
    }
  }
  return undefined;
}
