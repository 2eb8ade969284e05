import { maxBlocks } from './kernel/layout.ts';
import { escapedLine } from './markdown/escape.ts';
import { assembleMarkdown } from './markdown/markdown.ts';
import type { TextFormat } from './parameters.ts';
import { type Page, scan } from './scan/page.ts';
import { assemble } from './text/assemble.ts';
import { decodeReferences } from './text/entities.ts';

/** A page that keeps fewer words is a shell: its text may stand where scripts read it. */
export const shellWords = 25;
/** A text from JSON-LD or a `<textarea>` counts from this many characters on. */
const leastChars = 200;
const maxJsonBytes = 4 << 20;
const maxJsonDepth = 8;
/** Some systems escape as HTML whatever they write into JSON-LD; a text about tags begins with no tag. */
const escapedMarkup = /^\s{0,9}&lt;(?:p|div|h[1-6]|ul|ol|table|figure|section|article)(?:\s|&gt;)/i;

/** The longest `articleBody` (schema.org) of the page's JSON-LD, `undefined` where there is none worth having. */
export function articleBody(page: Page): string | undefined {
  let longest = '';
  for (let script = 0; script < page.jsonLd; script++) {
    const start = page.jsonLdStart[script]!;
    const end = page.jsonLdEnd[script]!;
    if (end - start > maxJsonBytes) continue;
    let value: unknown;
    try {
      value = JSON.parse(page.buffer.toString('utf8', start, end));
    } catch {
      continue; // not JSON: nothing to read
    }
    const found = findBody(value, 0);
    if (found.length > longest.length) longest = found;
  }
  if (longest.length < leastChars) return undefined;
  return escapedMarkup.test(longest) ? decodeReferences(longest) : longest;
}

function findBody(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null || depth > maxJsonDepth) return '';
  let longest = '';
  for (const [key, inner] of Object.entries(value)) {
    const found = key === 'articleBody' && typeof inner === 'string' ? inner : findBody(inner, depth + 1);
    if (found.length > longest.length) longest = found;
  }
  return longest;
}

/** What stands in the page's longest `<textarea>`, its character references decoded. */
export function textareaText(page: Page): string | undefined {
  const { textareaStart, textareaEnd, buffer } = page;
  if (textareaEnd - textareaStart < leastChars) return undefined;
  return decodeReferences(buffer.toString('utf8', textareaStart, textareaEnd));
}

const markup = /<(?:p|br|div|h[1-6]|li|html|body|table)\b/i;
const everyBlock = new Uint8Array(maxBlocks).fill(1);

/** Lays out a text that may hold HTML. Scans it, so what `page` held is gone. */
export function embeddedText(page: Page, text: string, format: TextFormat = 'text'): string {
  if (markup.test(text)) {
    scan(page, Buffer.from(text));
    return format === 'markdown' ? assembleMarkdown(page, everyBlock) : assemble(page, everyBlock);
  }
  const lines = decodeReferences(text)
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  return format === 'markdown' ? lines.map(escapedLine).join('\n\n') : lines.join('\n');
}
