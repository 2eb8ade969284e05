import { clearCounters, ending, lineBreakEnd, maxBlocks, maxRuns, type Page } from './page.ts';
import { scratch } from './scratch.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes } = scratch;
const { colon, sentence, startsLower } = ending;
const mostBlocks = maxBlocks - 1;
const mostRuns = maxRuns - 1;
const breakEnd = lineBreakEnd;

const quoteEnds = [0x22, 0x27, 0x29];

/** Adds the bytes `[start, end)` to the block in the making. An empty range is white space, `lineBreakEnd` a break. */
export function addRun(page: Page, start: number, end: number): void {
  if (page.runs >= mostRuns) return;
  page.runStart[page.runs] = start;
  page.runEnd[page.runs] = end;
  page.runs++;
}

/** How a block ends and starts: bits of `ending`. */
function endingOf(first: number, last: number): number {
  let bits = 0;
  let at = last;
  if (bytes[at] === 0x3a) bits = colon;
  for (let k = 0; k < 3; k++) {
    const byte = bytes[at]!;
    if (quoteEnds.includes(byte)) at--;
    else if ((byte === 0x9d || byte === 0x99) && bytes[at - 2] === 0xe2) at -= 3;
    else break;
  }
  const byte = bytes[at]!;
  const lead = bytes[at - 2];
  if (
    byte === 0x2e ||
    byte === 0x21 ||
    byte === 0x3f ||
    (byte === 0x82 && lead === 0xe3) || // 。
    ((byte === 0x81 || byte === 0x9f) && lead === 0xef) || // ！ ？
    (byte === 0xa6 && lead === 0xe2) // …
  )
    bits |= sentence;
  const start = bytes[first]!;
  if (start >= 0x61 && start <= 0x7a) bits |= startsLower;
  return bits;
}

/** Ends the block in the making; one without a word is dropped. The last that there is room for goes on to the page's end. */
export function endBlock(page: Page): void {
  if (page.runs === page.firstRun[page.blocks]) page.links = 0;
  else if (page.blocks < mostBlocks) storeBlock(page);
  else if (page.runEnd[page.runs - 1] !== breakEnd) addRun(page, 0, breakEnd);
}

/** Stores the block in the making, for which there must be room. */
export function storeBlock(page: Page): void {
  const block = page.blocks;
  const firstRun = page.firstRun[block]!;
  if (page.runs === firstRun) {
    page.links = 0;
    return;
  }
  if (page.words === 0) {
    page.runs = firstRun;
    clearCounters(page);
    return;
  }
  const { runStart, runEnd } = page;
  let run = page.runs - 1;
  while (run > firstRun && runEnd[run]! <= runStart[run]!) run--;
  let last = runEnd[run]! - 1;
  while (last > 0 && bytes[last]! <= 0x20) last--;
  let first = runStart[firstRun]!;
  while (first < last && bytes[first]! <= 0x20) first++;
  page.blockElement[block] = page.current;
  page.blockWords[block] = page.words;
  page.blockChars[block] = page.chars;
  page.blockLinkChars[block] = page.linkChars;
  page.blockSentences[block] = page.sentences;
  page.blockPunctuation[block] = page.punctuation;
  page.blockUpper[block] = page.upper;
  page.blockDigits[block] = page.digits;
  page.blockHan[block] = page.han;
  page.blockLinks[block] = page.links;
  page.blockBreaks[block] = page.breaks;
  page.blockEnd[block] = endingOf(first, last) | page.marks;
  let hash = Math.imul(page.words, 0x9e3779b1) ^ Math.imul(page.chars, 0x85ebca6b);
  for (let k = 0; k < 8; k++) hash = (Math.imul(hash, 31) + bytes[first + k]! + (bytes[last - k]! << 8)) | 0;
  page.blockHash[block] = hash;
  page.blocks = block + 1;
  page.firstRun[block + 1] = page.runs;
  clearCounters(page);
}

/** A single `<br>` breaks the line, a second in a row ends the block. */
export function breakLine(page: Page, at: number): void {
  if (++page.breaksInRow >= 2) {
    endBlock(page);
  } else if (page.runs > page.firstRun[page.blocks]!) {
    addRun(page, at, breakEnd);
    page.breaks++;
  }
}
