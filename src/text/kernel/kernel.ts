import { astralClass, charClasses, LETTER, PUNCTUATION, SYMBOL, TERMINAL } from '../char-classes.ts';
import { isKeptWhole, keptLengths, unitStart } from '../english-words.ts';
import { splitMiddle } from '../split-chunk.ts';
import { HASH_BASE } from '../word-table.ts';
import type { Words } from '../words.ts';
import { KERNEL } from './kernel.wasm.ts';

/** Places in the memory, as layout.as has them. */
type Places = Record<
  | 'STATE'
  | 'CLASSES'
  | 'KEPT_LENGTHS'
  | 'POWERS'
  | 'CODES'
  | 'EDITED'
  | 'STARTS'
  | 'ENDS'
  | 'IDS'
  | 'HASHES'
  | 'DISTINCT'
  | 'TIMES'
  | 'LINE_STARTS'
  | 'LINE_ENDS'
  | 'LINE_FROM'
  | 'LINE_TO'
  | 'LINE_CHUNKS'
  | 'LINE_LONGEST'
  | 'LINE_FLAGS'
  | 'LINE_WORDS'
  | 'SPAN_STARTS'
  | 'SPAN_ENDS'
  | 'PENDING_STARTS'
  | 'PENDING_ENDS'
  | 'END',
  { readonly value: number }
>;

/** Functions of kernel.as. Pointers and numbers are i32; what each leaves where is said there. */
type Functions = {
  read(length: number, given: number): void;
  sentences(first: number, last: number): number;
  breakSpans(from: number, to: number, least: number): number;
  lineSpans(codes: number, length: number): number;
  duplicates(codes: number, count: number, astral: number): void;
  anchors(length: number): number;
  countNgrams(size: number): void;
  topPoints(size: number): number;
  findCandidates(size: number): number;
  repeatedNgramPoints(size: number, candidates: number): number;
};

/** UTF-16 code units of the longest text that fits: bounds memory, most of which is never taken from the system. */
export const LONGEST_TEXT = 1 << 21;

/** The module's memory: layout.as says what for. */
const MEMORY_PAGES = 5000;

/** Powers of `HASH_BASE` that the kernel has at hand. */
const POWERS = 1024;
/** Flags of code units that the kernel has beside those of `charClasses`. */
const COUNTED = 8192;
export const BRACKET = 16384;
export const CURLY = 32768;

/** An instance of the kernel. */
export interface TextKernel {
  run: Functions;
  at: Places;
  arrays: ReturnType<typeof arraysOf>;
  /** Writes a text's code units to `CODES` or `EDITED`; it has at most `LONGEST_TEXT` of them. */
  write(text: string, to: 'CODES' | 'EDITED'): void;
  /** Reads the text in `CODES`; `given` as in words.as. */
  read(length: number, given: number): void;
}

let module: WebAssembly.Module | undefined;

export function createTextKernel(): TextKernel {
  // Compiled once a process, at the first use.
  module ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES });
  const { buffer } = memory;
  const bytes = Buffer.from(buffer);
  const { forgetPairs, ...overflow } = createOverflow(bytes);
  let codes = new Uint16Array(0);
  let pending: Words = { count: 0, starts: new Int32Array(0), ends: new Int32Array(0) };
  const env = {
    memory,
    ...overflow,
    isKeptWhole: (start: number, end: number) => (isKeptWhole(codes, start, end) ? 1 : 0),
    unitStart: (start: number, end: number) => unitStart(codes, start, end),
    splitMiddle: (start: number, end: number) => {
      pending.count = 0;
      splitMiddle(codes, start, end, pending);
      return pending.count;
    },
    pairClass: (high: number, low: number) => astralClass(pointOf(high, low)),
    astralWord: (start: number, end: number) => astralWord(codes, start, end),
  };
  // The module is built from kernel.as, which exports exactly these.
  const run = new WebAssembly.Instance(module, { env }).exports as Functions & Places;
  const arrays = arraysOf(buffer, run);
  codes = arrays.codes;
  pending = { count: 0, starts: arrays.pendingStarts, ends: arrays.pendingEnds };
  fillTables(buffer, run);
  return {
    run,
    at: run,
    arrays,
    write: (text, to) => void bytes.write(text, run[to].value, 'utf16le'),
    read: (length, given) => {
      forgetPairs();
      run.read(length, given);
    },
  };
}

function arraysOf(buffer: ArrayBuffer, at: Places) {
  const numbers = (name: keyof Places, length = LONGEST_TEXT) => new Int32Array(buffer, at[name].value, length);
  const units = (name: keyof Places) => new Uint16Array(buffer, at[name].value, LONGEST_TEXT);
  return {
    state: numbers('STATE', 64),
    codes: units('CODES'),
    edited: units('EDITED'),
    starts: numbers('STARTS'),
    ends: numbers('ENDS'),
    ids: numbers('IDS'),
    hashes: numbers('HASHES'),
    distinct: numbers('DISTINCT'),
    times: numbers('TIMES'),
    lineStarts: numbers('LINE_STARTS'),
    lineEnds: numbers('LINE_ENDS'),
    lineFrom: numbers('LINE_FROM'),
    lineTo: numbers('LINE_TO'),
    lineChunks: numbers('LINE_CHUNKS'),
    lineLongest: numbers('LINE_LONGEST'),
    lineFlags: numbers('LINE_FLAGS'),
    lineWords: numbers('LINE_WORDS'),
    spanStarts: numbers('SPAN_STARTS'),
    spanEnds: numbers('SPAN_ENDS'),
    pendingStarts: numbers('PENDING_STARTS'),
    pendingEnds: numbers('PENDING_ENDS'),
  };
}

function fillTables(buffer: ArrayBuffer, at: Places): void {
  const classes = new Uint16Array(buffer, at.CLASSES.value, 1 << 16);
  classes.set(charClasses);
  for (const character of '#.…') classes[character.charCodeAt(0)]! |= COUNTED;
  classes[0x5b]! |= BRACKET;
  classes[0x7b]! |= CURLY;
  new Uint16Array(buffer, at.KEPT_LENGTHS.value, keptLengths.length).set(keptLengths);
  const powers = new Int32Array(buffer, at.POWERS.value, POWERS);
  powers[0] = 1;
  for (let exponent = 1; exponent < POWERS; exponent++) powers[exponent] = Math.imul(powers[exponent - 1]!, HASH_BASE);
}

/** What is left of a text made so that hashes collide: maps by content, so that time stays linear. */
function createOverflow(bytes: Buffer) {
  const spans = new Map<string, number>();
  const pairs = new Map<number, number>();
  let pairsOfSize = 0;
  return {
    overflow: (base: number, start: number, end: number, index: number): number => {
      const key = bytes.toString('utf16le', base + start * 2, base + end * 2);
      const found = spans.get(key);
      if (found !== undefined) return found;
      spans.set(key, index);
      return -1;
    },
    forget: () => spans.clear(),
    overflowPair: (head: number, tail: number, word: number, size: number): number => {
      if (size !== pairsOfSize) pairs.clear();
      pairsOfSize = size;
      const key = head * 0x4000000 + tail;
      const found = pairs.get(key) ?? word;
      pairs.set(key, found);
      return found;
    },
    forgetPairs: () => {
      pairsOfSize = 0;
    },
  };
}

const pointOf = (high: number, low: number): number => 0x10000 + ((high - 0xd800) << 10) + (low & 0x3ff);

/** A word with surrogates, as words.as wants it told. */
function astralWord(codes: Uint16Array, start: number, end: number): number {
  let points = 0;
  let plain = 0;
  let alphabetic = 0;
  let marks = TERMINAL | PUNCTUATION;
  for (let index = start; index < end; index++) {
    const code = codes[index]!;
    let flags = charClasses[code]!;
    if ((code & 0xfc00) === 0xd800 && index + 1 < end && (codes[index + 1]! & 0xfc00) === 0xdc00) {
      index += 1;
      flags = astralClass(pointOf(code, codes[index]!));
    }
    points += 1;
    if ((flags & SYMBOL) === 0) plain = 1;
    if ((flags & LETTER) !== 0) alphabetic = 2;
    marks &= flags;
  }
  const terminal = points === 1 && (marks & TERMINAL) !== 0 ? 4 : 0;
  return points * 16 + plain + alphabetic + terminal + ((marks & PUNCTUATION) === 0 ? 0 : 8);
}
