import { skipTag } from '../kernel/kernel.ts';
import { hiding } from '../kernel/layout.ts';
import { lineBreakEnd, type Page } from '../scan/page.ts';
import { kindOfTag, tagId, tagKind } from '../scan/tags.ts';
import { decodeReferences } from '../text/entities.ts';

/** What an inline element means for its text. */
export type Mark = 'strong' | 'emphasis' | 'strike' | 'code' | 'link';

/** A block's text in order, and where marks begin and end. Every mark that begins ends. */
export type InlinePiece =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'begin'; mark: Mark; target: string }
  | { kind: 'end'; mark: Mark };

const markOfName: Readonly<Record<string, Mark>> = {
  ...{ b: 'strong', strong: 'strong', i: 'emphasis', em: 'emphasis', cite: 'emphasis', dfn: 'emphasis' },
  ...{ s: 'strike', strike: 'strike', del: 'strike', a: 'link' },
  ...{ code: 'code', kbd: 'code', samp: 'code', tt: 'code', var: 'emphasis' },
};

const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const whiteSpace = /[\u0000- \u00a0\u2000-\u200a\u2028\u2029\u202f]+/g;
const wordByte = /[0-9A-Za-z\u0080-\u00ff]/;
const wordEnd = /[0-9A-Za-z\u0080-\uffff]$/;
/** Longer tags are not looked into: an address of this length is none that a reader follows. */
const maxTagBytes = 4000;
const addressPattern = /\shref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i;

/** Where the text before a block ends: its tags stand behind that. */
export function endOfBefore(page: Page, block: number): number {
  for (let run = page.firstRun[block]! - 1; run >= 0; run--)
    if (page.runEnd[run]! >= 0) return Math.max(page.runStart[run]!, page.runEnd[run]!);
  return 0;
}

/** Address of a link as the page writes it; empty for what leads nowhere. */
function addressIn(tag: string): string {
  const [, double, single, bare] = addressPattern.exec(tag) ?? [];
  const address = decodeReferences(double ?? single ?? bare ?? '')
    .replace(whiteSpace, ' ')
    .trim();
  return /^(?:#|javascript:|data:)/i.test(address) ? '' : address;
}

/** Position of the first `</name` in `[from, end)`, or -1. */
function findEndTag({ bytes, buffer }: Page, from: number, end: number, name: string): number {
  for (let at = buffer.indexOf(0x3c, from); at >= 0 && at < end; at = buffer.indexOf(0x3c, at + 1))
    if (bytes[at + 1] === 0x2f && buffer.toString('latin1', at + 2, at + 2 + name.length).toLowerCase() === name)
      return at;
  return -1;
}

/**
 * Reads the tags of `[start, end)`, which lies between two runs of text, so that only tags, comments and passed-over
 * elements are there. A block-level tag ends all marks.
 */
function readTags(
  page: Page,
  start: number,
  end: number,
  open: (mark: Mark, target: string) => void,
  close: (mark?: Mark) => void,
): void {
  const { bytes, buffer } = page;
  const unclosed = new Set<string>();
  for (let at = buffer.indexOf(0x3c, start); at >= 0 && at < end; at = buffer.indexOf(0x3c, at)) {
    if (bytes[at + 1] === 0x21) {
      const isComment = bytes[at + 2] === 0x2d && bytes[at + 3] === 0x2d && !unclosed.has('--');
      const behind = isComment ? buffer.subarray(at + 4, end).indexOf('-->') : -1;
      if (isComment && behind < 0) unclosed.add('--');
      at += behind < 0 ? 2 : behind + 7;
      continue;
    }
    const isEnd = bytes[at + 1] === 0x2f;
    const nameStart = at + (isEnd ? 2 : 1);
    let nameEnd = nameStart;
    while (nameEnd < nameStart + 12 && /[a-z0-9]/i.test(String.fromCharCode(bytes[nameEnd]!))) nameEnd++;
    if (nameEnd === nameStart) {
      at++;
      continue;
    }
    const name = buffer.toString('latin1', nameStart, nameEnd).toLowerCase();
    const tagEnd = skipTag(nameEnd);
    const mark = Object.hasOwn(markOfName, name) ? markOfName[name] : undefined;
    if (mark !== undefined) {
      if (isEnd) close(mark);
      else
        open(mark, mark === 'link' ? addressIn(buffer.toString('utf8', at, Math.min(tagEnd, at + maxTagBytes))) : '');
      at = tagEnd;
      continue;
    }
    const tag = name in tagId ? tagId[name as keyof typeof tagId] : 0;
    const kind = kindOfTag[tag];
    if (kind === tagKind.block) close();
    at = tagEnd;
    const passesOver = kind === tagKind.skipped || kind === tagKind.script || kind === tagKind.textarea;
    if (!passesOver || isEnd || unclosed.has(name)) continue;
    const behind = findEndTag(page, at, end, name);
    if (behind < 0) unclosed.add(name);
    else at = behind;
  }
}

/** The text and marks of one block. White space is folded as in plain text. */
export function readInline(page: Page, block: number): InlinePiece[] {
  const pieces: InlinePiece[] = [];
  const opened: Mark[] = [];
  const close = (mark?: Mark) => {
    const depth = mark === undefined ? 0 : opened.lastIndexOf(mark);
    if (depth < 0) return;
    for (const inner of opened.splice(depth).reverse()) pieces.push({ kind: 'end', mark: inner });
  };
  const open = (mark: Mark, target: string) => {
    if (mark === 'link') close('link');
    if (opened.includes(mark) || opened.includes('code')) return;
    opened.push(mark);
    pieces.push({ kind: 'begin', mark, target });
  };
  const { firstRun, runStart, runEnd, runHidden, bytes, buffer } = page;
  let at = endOfBefore(page, block);
  /** Whether a space would be one too many. */
  let spaced = true;
  /** Whether a sign was left out right before, and the text before that. */
  let parted = false;
  let before = '';
  for (let run = firstRun[block]!, last = firstRun[block + 1]!; run < last; run++) {
    const start = runStart[run]!;
    const end = runEnd[run]!;
    if (start > at) readTags(page, at, start, open, close);
    at = Math.max(at, start, end);
    if (runHidden[run] !== 0) {
      parted ||= runHidden[run] === hiding.fromReaders;
      continue;
    }
    if (end === lineBreakEnd) {
      pieces.push({ kind: 'break' });
      spaced = true;
      continue;
    }
    const decoded = end === start ? ' ' : decodeReferences(buffer.toString('utf8', start, end));
    let text = decoded.replace(invisible, '').replace(whiteSpace, ' ');
    if (spaced && text.startsWith(' ')) text = text.slice(1);
    const isParted = parted && end > start;
    if (end > start) parted = false;
    if (text === '') continue;
    if (isParted && !spaced && wordEnd.test(before) && wordByte.test(String.fromCharCode(bytes[start]!)))
      text = ` ${text}`;
    spaced = text.endsWith(' ');
    before = text;
    pieces.push({ kind: 'text', text });
  }
  close();
  return trimmed(pieces);
}

/** Without breaks and spaces at the start and end, without empty lines and spaces before breaks. */
function trimmed(pieces: readonly InlinePiece[]): InlinePiece[] {
  const kept: InlinePiece[] = [];
  /** The text that a break or the end would leave a space behind. */
  let last: { text: string } | undefined;
  let breakAt = -1;
  for (const piece of pieces) {
    if (piece.kind === 'break') {
      if (last === undefined) continue;
      last.text = last.text.replace(/ $/, '');
      last = undefined;
      breakAt = kept.push(piece) - 1;
    } else if (piece.kind === 'text') {
      const text = { ...piece };
      kept.push(text);
      last = text;
    } else kept.push(piece);
  }
  if (last !== undefined) last.text = last.text.replace(/ $/, '');
  else if (breakAt >= 0) kept.splice(breakAt, 1);
  return kept;
}
