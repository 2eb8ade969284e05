import { endBlock } from './blocks.ts';
import { maxDepth, maxElements, type Page } from './page.ts';
import * as tags from './tags.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { closingOf, flagsOfTag, scopeEnd, tablePart, tagId } = tags;
const { article, body, button, html, p: paragraph, td: cell, th: headCell } = tagId;
const { comments } = tags.flag;

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
export function openElement(page: Page, tag: number, firstToken: number): void {
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

export function closeCurrent(page: Page): void {
  page.endBlock[page.current] = page.blocks;
  page.openTags[page.tag[page.current]!]!--;
  page.top--;
  page.current = page.stack[page.top]!;
  if (page.top + 1 <= page.linkDepth) page.linkDepth = -1;
}

/** Closes what an opening tag implies closed: a list item the one before it, a block an open paragraph. */
export function closeImplied(page: Page, tag: number): void {
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

export function closeTag(page: Page, tag: number): void {
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
