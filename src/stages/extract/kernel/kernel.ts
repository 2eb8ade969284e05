import { Buffer } from 'node:buffer';
import { byteClass, nameByteClass, wordByteClass, wordStart } from '../scan/byte-classes.ts';
import * as tags from '../scan/tags.ts';
import { readReference } from '../text/entities.ts';
import { kernelModule } from './kernel.wasm.ts';
import {
  type ArrayName,
  authorWords,
  dateWords,
  firstPassFields,
  hiddenNames,
  knownWords,
  layout,
  lineNames,
  maxPageBytes,
  stateFields,
  wordBytes,
} from './layout.ts';

/** Exports of the kernel's sources. */
type Exports = {
  memory: WebAssembly.Memory;
  scan(length: number, isXml: boolean): void;
  skipTag(from: number): number;
  /** The first pass's features of all blocks, but those that a page's blocks share. */
  writeFirstPass(columns: number, stride: number): void;
  /** The second pass's, behind `column` others. */
  writeSecondPass(column: number, stride: number): void;
  /** Writes how probably each block is main text, by a pass's trees. */
  score(pass: number, trees: number, bias: number, blocks: number, stride: number): void;
  /** Writes the features of cuts in the place of the blocks', whose probabilities are there. */
  writeCutFeatures(mainWords: number, bestF1: number, bestCut: number, stride: number): void;
  /** Takes hidden blocks' probability away, unless more of what is likely is hidden than shown. */
  dropHidden(likely: number): void;
  /** Takes the probability of links within `nav` away. */
  dropNavigation(): void;
  /** Writes to `expected` what the probabilities let expect. */
  expect(): void;
  /** Marks blocks from a probability on in `kept`; what they are goes to `decided`. */
  keepFrom(threshold: number): void;
  /** Also marks blocks from a probability on that stand between two that were marked. */
  keepBetween(least: number): void;
  /** Words of the blocks that are marked. */
  keptWords(): number;
  /** F1 that the probabilities let expect of what is marked. */
  expectedF1(): number;
  /** Looks a block up by its words; returns by how many tokens, which are in `lookedUp`. */
  matchBlock(block: number): number;
  /** Spreads a token's hash. */
  mixToken(hash: number): number;
  /** A spread token's value in the tables of the model in use. */
  lookUpClass(mixed: number): number;
  lookUpWord(mixed: number): number;
  /** Lays out the blocks that `keep` marks, or one block, in `output`; returns the length, negative where it is not ASCII. */
  assemble(first: number, end: number): number;
  blockText(block: number): number;
  /** Whether so many bytes of `output` are surely in NFC and were surely not encoded twice. */
  isSettled(length: number): number;
  /** Writes bytes of `output` to `json`, escaped; returns how many they become. At most `escapedBytes` at a time. */
  escapeText(start: number, end: number): number;
  /** The table cell that is all of a block, or 0. Cells of several blocks are layout: their lines stay apart. */
  cellOf(block: number): number;
  /** Notes in `facts` where stands what metadata is read from; returns their number. */
  readFacts(length: number): number;
  /** Reads the lines of visible text in a part of the page into `lines` and `pieces`; returns their number. */
  readLines(start: number, end: number, most: number): number;
  /** Finds elements named for an author (0) or a date (1); where their content starts is in `named`; returns their number. */
  findNamed(start: number, end: number, words: 0 | 1): number;
  /** Numbers on 0 to 127; see buckets.as. */
  logBucket(count: number): number;
  shareBucket(part: number, whole: number): number;
  distanceBucket(distance: number): number;
};

/** Ends every search that the page itself leaves open: a closer of each kind, and each quote. */
const sentinel = Buffer.from(
  `<~>"'><!-- --></script></style></svg></template></select></textarea></iframe></video></audio></canvas></object></title></datalist></annotation></noembed></xmp> `,
  'latin1',
);

// The module is built from this folder's sources, which export exactly these.
export const exports = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(kernelModule, 'base64')), {
  text: { readReference: decodeReference },
}).exports as Exports;
const memory = exports.memory.buffer;

export function int32Array(name: ArrayName): Int32Array {
  return new Int32Array(memory, layout[name].at, layout[name].count);
}

export function uint8Array(name: ArrayName): Uint8Array {
  return new Uint8Array(memory, layout[name].at, layout[name].count);
}

export function float64Array(name: ArrayName): Float64Array {
  return new Float64Array(memory, layout[name].at, layout[name].count);
}

export function int16Array(name: ArrayName): Int16Array {
  return new Int16Array(memory, layout[name].at, layout[name].count);
}

/** A table of words, each its length and its bytes. */
function writeWords(name: ArrayName, words: readonly (Uint8Array | undefined)[]): void {
  const table = new Uint8Array(memory, layout[name].at);
  for (const [index, word] of words.entries()) {
    if (word === undefined) continue;
    table[index * wordBytes] = word.length;
    table.set(word, index * wordBytes + 1);
  }
}

/** Adds a name in small letters to a set of hashes whose size is a power of two; returns its slot. */
function addName(set: ArrayName, name: string): number {
  const hashes = int32Array(set);
  const hash = tags.hashOfName(name);
  let slot = Math.imul(hash, tags.nameMultiplier) >>> Math.clz32(hashes.length - 1);
  while (hashes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (hashes.length - 1);
  hashes[slot] = hash;
  return slot;
}

/** Names of the metas that `readFacts` notes, beside those that end in `date` or `time`. */
export function noteMetaNames(names: Iterable<string>): void {
  for (const name of names) addName('metaNames', name);
}

/** Tags that part lines (1) or hide what they hold (from 2 on), by the number that the kernel gives their name. */
function writeLineTags(): void {
  const kinds = uint8Array('lineTagKind');
  for (const name of lineNames) kinds[addName('lineTagHash', name)] = 1;
  for (const [index, name] of hiddenNames.entries()) kinds[addName('lineTagHash', name)] = 2 + index;
}

/** Words in whose entry the last byte says whether the first letter may be a capital, as it is written there. */
function writeNamingWords(name: ArrayName, starts: ArrayName, words: readonly string[]): void {
  writeWords(
    name,
    words.map((word) => Buffer.from(word.toLowerCase())),
  );
  const table = new Uint8Array(memory, layout[name].at);
  for (const [index, word] of words.entries()) table[(index + 1) * wordBytes - 1] = Number(word !== word.toLowerCase());
  int32Array(starts).set(words.map((word) => Buffer.from(word, 'latin1').readInt32LE() | 0x20));
}

/** A hash's place is its lowest bits; what stands in the others is at home elsewhere. */
function writeCommentTokens(): void {
  const table = int32Array('commentTokens');
  for (let slot = 0; slot < table.length; slot++) table[slot] = slot + 1;
  for (const token of tags.commentTokens) table[token & (table.length - 1)] = token;
}

int32Array('byteClass').set(byteClass);
int32Array('wordStart').set(wordStart);
uint8Array('nameByteClass').set(nameByteClass);
uint8Array('wordByteClass').set(wordByteClass);
int32Array('nameHash').set(tags.nameHash);
uint8Array('nameTag').set(tags.nameTag);
uint8Array('kindOfTag').set(tags.kindOfTag);
int32Array('flagsOfTag').set(tags.flagsOfTag);
writeWords('endTags', tags.nameOfTag);
uint8Array('closingOf').set(tags.closingOf);
uint8Array('closings').set(tags.closings);
uint8Array('scopeEnd').set(tags.scopeEnd);
uint8Array('tablePart').set(tags.tablePart);
writeWords(
  'roles',
  tags.flagOfRole.map(([role]) => role),
);
int32Array('roleFlags').set(tags.flagOfRole.map(([, bit]) => bit));
writeWords(
  'words',
  knownWords.map((word) => Buffer.from(word)),
);
writeCommentTokens();
writeNamingWords('authorWords', 'authorStarts', authorWords);
writeNamingWords('dateWords', 'dateStarts', dateWords);
writeWords(
  'hiddenNames',
  hiddenNames.map((name) => Buffer.from(name)),
);
writeLineTags();

/**
 * The bytes of the page in work: one memory a thread, which scanner and text assembly share from a page's scan to its
 * text. A constant of the module rather than of each extractor, because V8 then folds its address and length into inner
 * loops.
 */
export const scratch = {
  bytes: uint8Array('bytes'),
  buffer: Buffer.from(memory, layout.bytes.at, layout.bytes.count),
};

const reference = uint8Array('reference');
const referenceLength = int32Array('referenceLength');

/** What the kernel leaves to `readReference`: the reference at `at`, which ends before `end`. */
function decodeReference(at: number, end: number): number {
  const { text, length } = readReference(scratch.bytes, scratch.buffer, at, end);
  reference.set(text);
  referenceLength[0] = text.length;
  return length;
}

const state = int32Array('state');
type State = { [field in (typeof stateFields)[number]]: number };

/** Behind a byte order mark and white space, as crawls have it. */
const xmlDeclaration = /^(?:\xef\xbb\xbf)?\s{0,8}<\?xml\s/;

/** Copies a page in, the sentinel behind it, so that no loop needs an end test; returns its length in bytes. */
export function loadBytes(body: Uint8Array): number {
  const length = Math.min(body.length, maxPageBytes);
  const { bytes } = scratch;
  bytes.set(length === body.length ? body : body.subarray(0, length));
  bytes.set(sentinel, length);
  return length;
}

/**
 * Scans a page (UTF-8) into the kernel's arrays. Returns its length in bytes; the other numbers go to `target`.
 * @param isLoaded whether the page was loaded last, so that it need not be copied in again
 */
export function scanBytes(target: State, body: Uint8Array, isLoaded: boolean): number {
  const length = isLoaded ? Math.min(body.length, maxPageBytes) : loadBytes(body);
  exports.scan(length, xmlDeclaration.test(scratch.buffer.toString('latin1', 0, 20)));
  for (let k = 0; k < stateFields.length; k++) target[stateFields[k]!] = state[k]!;
  return length;
}

/** What the first pass found of the page in work. */
export function firstPassState(field: (typeof firstPassFields)[number]): number {
  return state[stateFields.length + firstPassFields.indexOf(field)]!;
}

/** Features of the page in work: feature `f` of block `i` at `f * stride + i`. */
export const features = uint8Array('features');
/** How probably each block of the page in work is main text. */
export const probability = float64Array('probability');
/** 1: a block of the page in work is main text. */
export const kept = uint8Array('kept');

/** Passes a tag of the page in work from behind its name: returns the position behind `>`. Quotes count only after `=`. */
export const skipTag = exports.skipTag;
