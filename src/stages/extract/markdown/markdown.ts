import { exports } from '../kernel/kernel.ts';
import type { Page } from '../scan/page.ts';
import { tagId } from '../scan/tags.ts';
import { blockText } from '../text/assemble.ts';
import { type ChildNumber, codeElement, containersOf, createChildCounter, createListStarts } from './containers.ts';
import { codeBlock } from './escape.ts';
import { endOfBefore, readInline } from './inline.ts';
import { createLines, type Lines } from './lines.ts';
import { oneLine, paragraph } from './render-inline.ts';

const { h1, h6, table, td, th } = tagId;
const cells = [td, th];
const languagePattern = /\sclass\s{0,9}=\s{0,9}["']?[^"'>]{0,200}?\blang(?:uage)?-([\w+#.-]{1,30})/gi;
const maxTagsBytes = 1000;

/** What is known while a page is written. */
interface Writing {
  page: Page;
  lines: Lines;
  numberOf: ChildNumber;
  startOfList: (list: number) => number;
}

/**
 * Markdown (CommonMark 0.31, tables and strikethrough as in GFM) of the blocks whose mark in `keep` is 1: the same text
 * as `assemble` gives, with headings, lists, quotations, code, tables, links and emphasis. Addresses stay as the page
 * writes them.
 */
export function assembleMarkdown(page: Page, keep: Uint8Array): string {
  const writing = {
    page,
    lines: createLines(),
    numberOf: createChildCounter(page),
    startOfList: createListStarts(page),
  };
  const kept: number[] = [];
  for (let block = 0; block < page.blocks; block++) if (keep[block] === 1) kept.push(block);
  for (let at = 0; at < kept.length; ) {
    const group = groupAt(page, kept, at);
    if (group.kind === 'code') writeCode(writing, group.blocks);
    else if (group.kind === 'table') writeTable(writing, group.blocks);
    else for (const block of group.blocks) writeBlock(writing, block);
    at += group.blocks.length;
  }
  return writing.lines.toString();
}

interface Group {
  kind: 'code' | 'table' | 'block';
  blocks: number[];
}

/** The kept blocks from `kept[at]` on that become one thing. */
function groupAt(page: Page, kept: readonly number[], at: number): Group {
  const first = kept[at]!;
  const code = codeElement(page, page.blockElement[first]!);
  const tableElement = code > 0 ? 0 : tableOf(page, exports.cellOf(first));
  const belongs = (block: number) => {
    if (code > 0) return codeElement(page, page.blockElement[block]!) === code;
    const cell = exports.cellOf(block);
    return tableElement > 0 && cell > 0 && tableOf(page, cell) === tableElement;
  };
  let end = at + 1;
  while (end < kept.length && belongs(kept[end]!)) end++;
  return { kind: code > 0 ? 'code' : tableElement > 0 ? 'table' : 'block', blocks: kept.slice(at, end) };
}

function tableOf(page: Page, cell: number): number {
  let at = cell;
  while (at > 0 && page.tag[at] !== table) at = page.parent[at]!;
  return at;
}

function add(writing: Writing, element: number, content: string): void {
  const { page, lines, numberOf, startOfList } = writing;
  if (content !== '') lines.add(containersOf(page, element, numberOf, startOfList), content);
}

function writeBlock(writing: Writing, block: number): void {
  const { page } = writing;
  const element = page.blockElement[block]!;
  const pieces = readInline(page, block);
  const level = headingLevel(page, element);
  if (level === 0) add(writing, element, paragraph(pieces));
  else {
    const text = oneLine(pieces);
    // a number sign at the end would close the heading
    if (text !== '') add(writing, element, `${'#'.repeat(level)} ${text.replace(/(^|\s)(#+)$/, '$1\\$2')}`);
  }
}

/** Level of the heading that an element is or fills; 0 for none. */
function headingLevel(page: Page, element: number): number {
  for (let at = element; at > 0 && page.endBlock[at]! - page.firstBlock[at]! === 1; at = page.parent[at]!) {
    const tag = page.tag[at]!;
    if (tag >= h1 && tag <= h6) return tag - h1 + 1;
  }
  return 0;
}

function writeCode(writing: Writing, blocks: readonly number[]): void {
  const { page } = writing;
  const first = blocks[0]!;
  const text = blocks.map((block) => blockText(block)).join('\n');
  const textStart = page.runStart[page.firstRun[first]!]!;
  const tagsStart = Math.max(endOfBefore(page, first), textStart - maxTagsBytes);
  const tags = page.buffer.toString('latin1', tagsStart, textStart);
  const language = [...tags.matchAll(languagePattern)].at(-1)?.[1] ?? '';
  if (text !== '') add(writing, codeElement(page, page.blockElement[first]!), codeBlock(text, language));
}

function writeTable(writing: Writing, blocks: readonly number[]): void {
  const { page, numberOf } = writing;
  const rows: { row: number; texts: string[] }[] = [];
  for (const block of blocks) {
    const cell = exports.cellOf(block);
    const row = page.parent[cell]!;
    if (rows.at(-1)?.row !== row) rows.push({ row, texts: [] });
    const texts = rows.at(-1)!.texts;
    const column = numberOf(cell, cells) - 1;
    while (texts.length < column) texts.push('');
    texts.push(oneLine(readInline(page, block)).replaceAll('|', '\\|'));
  }
  if (rows.length === blocks.length) {
    // a cell a row: columns of a layout
    for (const block of blocks) writeBlock(writing, block);
    return;
  }
  const columns = rows.reduce((most, { texts }) => Math.max(most, texts.length), 0);
  const [head, ...body] = rows.map(({ texts }) => texts);
  while (head!.length < columns) head!.push('');
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  const content = [line(head!), line(head!.map(() => '---')), ...body.map(line)].join('\n');
  add(writing, tableOf(page, exports.cellOf(blocks[0]!)), content);
}
