import { skipTag } from './attributes.ts';
import { addRun, endBlock } from './blocks.ts';
import { closeCurrent, openElement } from './elements.ts';
import type { Page } from './page.ts';
import { scratch } from './scratch.ts';
import * as tags from './tags.ts';
import { countText } from './text.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes, buffer } = scratch;
const { endTagOf, kindOfTag, tagId } = tags;
const { rawText: rawTextKind, script, textarea, title } = tags.tagKind;
const { style, svg } = tagId;

/** A ruby aid (`rt`, `rp`) is looked for an end within this many bytes: annotations are short. */
const maxRubyBytes = 1000;

/** Position of the end tag's `<` at or behind `from`, or -1. One-byte searches: a needle of several bytes is far slower. */
function findEndTag(page: Page, from: number, tag: number): number {
  const { length } = page;
  const name = endTagOf[tag]!;
  for (let at = buffer.indexOf(0x3c, from); at >= 0 && at < length; at = buffer.indexOf(0x3c, at + 1)) {
    if (bytes[at + 1] !== 0x2f) continue;
    let k = 2;
    while (k < name.length && (bytes[at + k]! | 32) === name[k]) k++;
    if (k < name.length) continue;
    const behind = bytes[at + k]!;
    if (behind <= 0x20 || behind === 0x2f || behind === 0x3e) return at;
  }
  return -1;
}

export function afterTagEnd(from: number): number {
  let at = from;
  while (bytes[at] !== 0x3e) at++;
  return at + 1;
}

export function skipComment(page: Page, from: number): number {
  const { length } = page;
  let at = from;
  for (;;) {
    at = buffer.indexOf(0x3e, at);
    if (at < 0 || at >= length) return length;
    if (bytes[at - 1] === 0x2d && bytes[at - 2] === 0x2d) return at + 1;
    if (bytes[at - 1] === 0x21 && bytes[at - 2] === 0x2d && bytes[at - 3] === 0x2d && at - 3 >= from) return at + 1;
    at++;
  }
}

/** Passes a ruby annotation: up to the next `<r…` or `</r…` tag. */
export function skipRubyAid(page: Page, from: number): number {
  const limit = Math.min(from + maxRubyBytes, page.length);
  for (let at = buffer.indexOf(0x3c, from); at >= 0 && at < limit; at = buffer.indexOf(0x3c, at + 1)) {
    const letter = bytes[at + 1] === 0x2f ? bytes[at + 2]! : bytes[at + 1]!;
    if ((letter | 32) === 0x72) return at;
  }
  return from;
}

const ldJson = Buffer.from('ld+json');

function isLdJson(start: number, end: number): boolean {
  for (let at = start; at + ldJson.length < end; at++)
    if (bytes[at] === ldJson[0] && buffer.compare(ldJson, 0, ldJson.length, at, at + ldJson.length) === 0) return true;
  return false;
}

/** Raw text as a preformatted block: markup in it is text. */
export function rawText(page: Page, tag: number, start: number, end: number): void {
  endBlock(page);
  page.tagFlags = page.tagShape = 0;
  openElement(page, tag, page.tokenCount);
  const before = page.runs;
  for (let at = start; at < end; ) {
    const stop = Math.max(countText(page, at), at + 1);
    at = stop;
  }
  page.runs = before;
  addRun(page, start, end);
  endBlock(page);
  if (page.tag[page.current] === tag) closeCurrent(page);
}

/** Elements whose content is not scanned: passes to behind the end tag, keeping what later steps may want. */
export function skipElement(page: Page, tag: number, nameEnd: number, unclosed: Uint8Array): number {
  const kind = kindOfTag[tag];
  const start = skipTag(nameEnd);
  if ((tag === svg || page.isXml) && bytes[start - 2] === 0x2f) return start;
  const end = unclosed[tag] ? -1 : findEndTag(page, start, tag);
  if (end < 0) {
    unclosed[tag] = 1;
    // HTML standard 13.2.5: raw text runs to the end of the page; a truncated page ends this way
    const isRaw = kind === script || kind === textarea || kind === title || kind === rawTextKind || tag === style;
    if (!isRaw) return start;
    if (kind === rawTextKind) rawText(page, tag, start, page.length);
    if (kind === textarea) keepTextarea(page, start, page.length);
    return page.length;
  }
  if (kind === title) {
    if (page.titleEnd === 0) {
      page.titleStart = start;
      page.titleEnd = end;
    }
  } else if (kind === script) {
    if (page.jsonLd < page.jsonLdStart.length && isLdJson(nameEnd, start)) {
      page.jsonLdStart[page.jsonLd] = start;
      page.jsonLdEnd[page.jsonLd++] = end;
    }
  } else if (kind === textarea) keepTextarea(page, start, end);
  else if (kind === rawTextKind) rawText(page, tag, start, end);
  return afterTagEnd(end + 2);
}

function keepTextarea(page: Page, start: number, end: number): void {
  if (end - start <= page.textareaEnd - page.textareaStart) return;
  page.textareaStart = start;
  page.textareaEnd = end;
}
