import { readAttributes, skipTag } from './attributes.ts';
import { addRun, breakLine, endBlock, storeBlock } from './blocks.ts';
import * as elements from './elements.ts';
import { readMeta } from './meta.ts';
import { load, type Page } from './page.ts';
import { scratch } from './scratch.ts';
import * as skipped from './skipped.ts';
import * as tags from './tags.ts';
import { countText } from './text.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes, buffer } = scratch;
const { closeCurrent, closeImplied, closeTag, openElement } = elements;
const { afterTagEnd, rawText, skipComment, skipElement, skipRubyAid } = skipped;
const { kindOfTag, nameHash, nameMultiplier, nameShift, nameTag } = tags;
const { anchor, block, image, input, lineBreak, meta, plaintext, rubyAid, rule } = tags.tagKind;
const { preformatted } = tags.flag;
const { body, html } = tags.tagId;

/** One pass over the bytes of a page (UTF-8): elements and text blocks into the arrays of `page`. Linear in its length. */
export function scan(page: Page, utf8: Uint8Array): void {
  load(page, utf8);
  const { length } = page;
  /** Bit a tag: its end tag is nowhere ahead, so no second search of the rest of the page. */
  const unclosed = new Uint8Array(kindOfTag.length);
  let at = 0;
  for (;;) {
    let byte = bytes[at]!;
    if (byte !== 0x3c) {
      const start = at;
      while (byte <= 0x20) byte = bytes[++at]!;
      if (byte === 0x3c && at !== start) addSpace(page, start, Math.min(at, length));
      if (byte !== 0x3c) {
        at = countText(page, at);
        addRun(page, start, Math.min(at, length));
        page.breaksInRow = 0;
      }
    }
    if (at >= length) break;

    byte = bytes[at + 1]!;
    if (byte === 0x2f) {
      let hash = 0;
      let end = at + 2;
      for (; ; end++) {
        byte = bytes[end]!;
        const letter = byte | 32;
        if (!((letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39))) break;
        hash = (Math.imul(hash, 31) + letter) | 0;
      }
      at = afterTagEnd(end);
      const slot = Math.imul(hash, nameMultiplier) >>> nameShift;
      if (nameHash[slot] !== hash) continue;
      const tag = nameTag[slot]!;
      const kind = kindOfTag[tag];
      if (kind === anchor) page.linkDepth = -1;
      else if (kind === block) closeTag(page, tag);
      continue;
    }
    if (byte === 0x21) {
      if (bytes[at + 2] === 0x2d && bytes[at + 3] === 0x2d) at = skipComment(page, at + 4);
      else at = Math.min(afterTagEnd(at + 2), length);
      continue;
    }
    if (byte === 0x3f) {
      at = afterTagEnd(at + 2);
      continue;
    }

    let hash = 0;
    let end = at + 1;
    for (; ; end++) {
      byte = bytes[end]!;
      const letter = byte | 32;
      if (!((letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39))) break;
      hash = (Math.imul(hash, 31) + letter) | 0;
    }
    if (end === at + 1) {
      // `<` as text at the start of a run, where countText did not see it
      const stop = Math.max(countText(page, at), at + 1);
      addRun(page, at, Math.min(stop, length));
      at = stop;
      continue;
    }
    const slot = Math.imul(hash, nameMultiplier) >>> nameShift;
    // custom elements and namespaces: inline
    if (nameHash[slot] !== hash || byte === 0x2d || byte === 0x3a) {
      at = skipTag(end);
      continue;
    }
    const tag = nameTag[slot]!;
    switch (kindOfTag[tag]) {
      case block: {
        endBlock(page);
        page.breaksInRow = 0;
        const firstToken = page.tokenCount;
        page.tagFlags = page.tagShape = 0;
        at = byte === 0x3e ? end + 1 : readAttributes(page, end);
        if (tag === html || tag === body) {
          // their tokens are the page's, as long as nothing else has any
          if (page.elements > 1) page.tokenCount = firstToken;
          else page.firstToken[1] = page.tokenCount;
          break;
        }
        closeImplied(page, tag);
        openElement(page, tag, firstToken);
        break;
      }
      case anchor:
        at = skipTag(end);
        if (bytes[at - 2] === 0x2f && isPlace(end, at)) break;
        page.links++;
        page.linkDepth = page.top + 1;
        break;
      case lineBreak:
        at = skipTag(end);
        breakLine(page, at);
        break;
      case rule:
        endBlock(page);
        at = skipTag(end);
        break;
      case input:
        page.inputs[page.current]!++;
        at = skipTag(end);
        break;
      case image:
        page.images[page.current]!++;
        at = skipTag(end);
        break;
      case meta:
        at = readMeta(page, end);
        break;
      case rubyAid:
        at = skipRubyAid(page, skipTag(end));
        break;
      case plaintext:
        at = skipTag(end);
        rawText(page, tag, at, length);
        at = length;
        break;
      default:
        at = skipElement(page, tag, end, unclosed);
    }
    if (at >= length) break;
  }
  storeBlock(page);
  while (page.top > 0) closeCurrent(page);
  page.endBlock[0] = page.blocks;
}

const maxPlaceBytes = 1000;

/** Whether a tag is `<a id="x"/>`: a place in the page, whatever the HTML standard makes of its slash. */
function isPlace(start: number, end: number): boolean {
  if (end - start > maxPlaceBytes) return false;
  const tag = buffer.toString('latin1', start, end);
  return /["'\s]\/>$/.test(tag) && !/\shref\b/i.test(tag);
}

/** White space between two tags: one space, in `pre` itself. */
function addSpace(page: Page, start: number, end: number): void {
  if ((page.flags[page.current]! & preformatted) !== 0) {
    addRun(page, start, end);
    return;
  }
  const run = page.runs;
  if (run > page.firstRun[page.blocks]! && page.runEnd[run - 1]! > page.runStart[run - 1]!) addRun(page, start, start);
}
