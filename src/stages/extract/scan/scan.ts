import { readAttributes, readMeta, skipTag } from './attributes.ts';
import { addRun, breakLine, endBlock, storeBlock } from './blocks.ts';
import { load, maxDepth, maxElements, type Page } from './page.ts';
import { scratch } from './scratch.ts';
import * as tags from './tags.ts';
import { countText } from './text.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes, buffer } = scratch;
const { closingOf, endTagOf, flagsOfTag, kindOfTag, nameHash, nameMultiplier, nameShift, nameTag, scopeEnd } = tags;
const { tablePart, tagId } = tags;
const {
  anchor,
  block,
  image,
  input,
  lineBreak,
  meta,
  plaintext,
  rawText: rawTextKind,
  rubyAid,
  rule,
  script,
  textarea,
  title,
} = tags.tagKind;
const { comments, preformatted } = tags.flag;

/** Class and id words (hashed as `readAttributes` does) of containers of reader comments. */
const commentTokens = new Set(
  ['comment', 'comments', 'commentlist', 'disqus', 'commentaires', 'kommentare', 'comentarios'].map((word) => {
    let hash = 0;
    for (const byte of Buffer.from(word)) hash = (Math.imul(hash, 31) + byte) | 0;
    return hash;
  }),
);
/** Bit set of the low 6 bits of those hashes: most tokens end here. */
const commentBits = new Uint8Array(64);
for (const hash of commentTokens) commentBits[hash & 63] = 1;

const shapeMultiplier = 0x9e3779b1;
/** A ruby aid (`rt`, `rp`) is looked for an end within this many bytes: annotations are short. */
const maxRubyBytes = 1000;
const { article, body, button, html, p: paragraph, style, svg, td: cell, th: headCell } = tagId;

function openElement(page: Page, tag: number, firstToken: number): void {
  if (page.elements >= maxElements - 1) return;
  const element = page.elements++;
  const parent = page.current;
  let flags = page.flags[parent]! | flagsOfTag[tag]! | page.tagFlags;
  const endToken = page.tokenCount;
  for (let k = firstToken; k < endToken; k++) {
    const token = page.tokens[k]!;
    if (commentBits[token & 63] === 1 && commentTokens.has(token)) flags |= comments;
  }
  page.parent[element] = parent;
  page.tag[element] = tag;
  page.flags[element] = flags;
  page.depth[element] = page.top;
  page.shape[element] = (Math.imul(page.tagShape, 31) + Math.imul(tag, shapeMultiplier)) | 0;
  page.firstBlock[element] = page.endBlock[element] = page.blocks;
  page.inputs[element] = page.images[element] = 0;
  page.firstToken[element] = firstToken;
  page.firstToken[element + 1] = endToken;
  if (tag === article) page.articles++;
  if (page.top < maxDepth) {
    page.stack[++page.top] = element;
    page.openTags[tag]!++;
    page.current = element;
  }
}

function closeCurrent(page: Page): void {
  page.endBlock[page.current] = page.blocks;
  page.openTags[page.tag[page.current]!]!--;
  page.top--;
  page.current = page.stack[page.top]!;
  if (page.top + 1 <= page.linkDepth) page.linkDepth = -1;
}

/** Closes what an opening tag implies closed: a list item the one before it, a block an open paragraph. */
function closeImplied(page: Page, tag: number): void {
  const closing = closingOf[tag];
  if (closing === undefined) {
    if (tag !== button && page.tag[page.current] === paragraph) closeCurrent(page);
    return;
  }
  for (let depth = page.top; depth > 0; depth--) {
    const open = page.tag[page.stack[depth]!]!;
    if (closing.stops[open]) break;
    if (closing.closes[open]) {
      while (page.top >= depth) closeCurrent(page);
      if (!closing.repeats) break;
    }
  }
}

function closeTag(page: Page, tag: number): void {
  if (tag === html || tag === body) {
    endBlock(page);
    return;
  }
  if (page.openTags[tag] === 0) {
    if (tag === paragraph) endBlock(page);
    return;
  }
  if (page.tag[page.current] === tag) {
    endBlock(page);
    closeCurrent(page);
    return;
  }
  for (let depth = page.top; depth > 0; depth--) {
    const open = page.tag[page.stack[depth]!]!;
    if (open === tag) {
      endBlock(page);
      while (page.top >= depth) closeCurrent(page);
      return;
    }
    if (scopeEnd[open] && !tablePart[tag] && !((open === cell || open === headCell || open === button) && open === tag))
      break;
  }
  if (tag === paragraph) endBlock(page);
}

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

function afterTagEnd(from: number): number {
  let at = from;
  while (bytes[at] !== 0x3e) at++;
  return at + 1;
}

function skipComment(page: Page, from: number): number {
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
function skipRubyAid(page: Page, from: number): number {
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
        page.links++;
        page.linkDepth = page.top + 1;
        at = skipTag(end);
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

/** White space between two tags: one space, in `pre` itself. */
function addSpace(page: Page, start: number, end: number): void {
  if ((page.flags[page.current]! & preformatted) !== 0) {
    addRun(page, start, end);
    return;
  }
  const run = page.runs;
  if (run > page.firstRun[page.blocks]! && page.runEnd[run - 1]! > page.runStart[run - 1]!) addRun(page, start, start);
}

/** Raw text as a preformatted block: markup in it is text. */
function rawText(page: Page, tag: number, start: number, end: number): void {
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
function skipElement(page: Page, tag: number, nameEnd: number, unclosed: Uint8Array): number {
  const kind = kindOfTag[tag];
  const start = skipTag(nameEnd);
  if (tag === svg && bytes[start - 2] === 0x2f) return start;
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
