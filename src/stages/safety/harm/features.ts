import { charClasses, DIGIT, LETTER, MARK, SPACE, SURROGATE, SYMBOL, UNSPACED } from '../../../text/char-classes.ts';
import { foldTable } from '../../../text/fold.ts';
import { createTrie } from '../words/trie.ts';
import { hashCodes, hashString, leetTable, PRIME, WORD_SEED } from './hash.ts';
import { createHashTable } from './hash-table.ts';
import type { HarmWords } from './model.ts';

/** Takes the features of one segment as they are met. */
export interface FeatureSink {
  /** A word that the segment had not had yet: its folded code units are `codes[0, length)`. */
  word(hash: number, codes: Uint16Array, length: number): void;
  feature(hash: number): void;
  /** A feature of a segment that names a group of people: what is said of them. */
  about(hash: number): void;
}

/** Code units of a word that are looked at. */
export const MAX_WORD = 32;
/** Tokens of a segment that are looked at; segments are cut long before. */
const MAX_TOKENS = 800;
/** Tokens after a negation that it reaches. */
const NEGATION_REACH = 4;
/** Tokens before and after a group's name that may say something about it. */
const GROUP_REACH = 5;

/** Most features of a segment beside its words: all that one token can have, were each of them a group's name. */
export const MAX_FEATURES = MAX_TOKENS * (9 + 2 * GROUP_REACH);

/** What a token is beside its hash. */
const GROUP = 1;
const QUALIFIER = 2;
const PERSON = 4;
const NEGATION = 8;
const HAN = 16;

const GROUP_HASH = hashString('<group>');
const MARK_SEED = 0x2f0b4c47;
const HAN_SEED = 0x1b56c4e9;
const PAIR = 0x2545f491;
const BEFORE = 0x68e31da4;
const AFTER = 0x51ed270b;
const NEGATED = 0x7feb352d;
const BESIDE = 0x3c6ef372;
const ADDRESSED = 0x1f83d9ab;
const MENTION_HASH = hashString('<mention>');

/** Order matters; `mix` spreads the result. */
const join = (first: number, second: number): number => Math.imul(first, 0x9e3779b1) ^ second;

const SEEN_BITS = 11;
const SEEN_MASK = (1 << SEEN_BITS) - 1;

/**
 * Makes a reader of segments. A word is a run of letters and digits, lower case, digits among letters read as the letters they stand
 * for, and no letter more than twice in a row; any other mark, and each character of a script without spaces, is a token of its own.
 * Features: distinct words and characters, pairs of tokens, triples in scripts without spaces, tokens after a negation; and where
 * a group of people is named, tokens, pairs and negated tokens once more, and tokens shortly before and after it. All
 * groups' names are one token, so that none can carry a weight of its own.
 */
export function createScan(
  words: HarmWords,
  sink: FeatureSink,
): (codes: Uint16Array, start: number, end: number) => void {
  const kindOf = createKinds(words);
  const { groupLength, hanNegations } = createHanWords(words);
  const seen = new Int32Array(2 << SEEN_BITS);
  const hashes = new Int32Array(MAX_TOKENS);
  const kinds = new Uint8Array(MAX_TOKENS);
  const word = new Uint16Array(MAX_WORD);
  let generation = 0;
  let count = 0;
  let named = false;
  let addressed = false;

  /** Whether the segment had not had the token; it has fewer than the table has slots. */
  const isNew = (hash: number): boolean => {
    let slot = (hash ^ (hash >>> 15)) & SEEN_MASK;
    while (seen[slot * 2] === generation) {
      if (seen[slot * 2 + 1] === hash) return false;
      slot = (slot + 1) & SEEN_MASK;
    }
    seen[slot * 2] = generation;
    seen[slot * 2 + 1] = hash;
    return true;
  };

  const push = (hash: number, kind: number): void => {
    hashes[count] = hash;
    kinds[count] = kind;
    count += 1;
  };

  const pushGroup = (kind: number): void => {
    named = true;
    if (isNew(GROUP_HASH)) sink.feature(GROUP_HASH);
    push(GROUP_HASH, kind);
  };

  const pushWord = (hash: number, length: number): void => {
    const kind = kindOf(hash);
    const before = count > 0 ? kinds[count - 1]! : 0;
    // "black people" and "Muslim women" are one group, "black" and "people" are none
    if ((kind & (GROUP | PERSON)) !== 0 && (before & (GROUP | QUALIFIER)) !== 0 && (before & HAN) === 0) {
      count -= 1;
      pushGroup(GROUP);
    } else if ((kind & GROUP) !== 0) pushGroup(GROUP);
    else {
      // the colour of a cat says nothing by itself
      if ((kind & QUALIFIER) === 0 && isNew(hash)) sink.word(hash, word, length);
      push(hash, kind);
    }
  };

  /** Reads the word that starts at `start`; returns its end. */
  const readWord = (codes: Uint16Array, start: number, end: number): number => {
    let length = 0;
    let hash = WORD_SEED;
    let letters = false;
    let plain = true;
    let index = start;
    for (; index < end; index++) {
      const raw = codes[index]!;
      let code = wordLetters[raw]!;
      if (code !== 0) {
        letters = true;
      } else {
        code = foldTable[raw]!;
        const flags = charClasses[code]!;
        if ((flags & LETTER) !== 0) break;
        if ((flags & DIGIT) !== 0) plain = false;
        else if (code < 128 && joinsLetters(code, codes, index, end)) plain = false;
        else break;
      }
      if (length >= MAX_WORD || (length > 1 && word[length - 1] === code && word[length - 2] === code)) continue;
      word[length] = code;
      length += 1;
      hash = Math.imul(hash ^ code, PRIME);
    }
    if (!plain) {
      for (let at = 0; at < length; at++) {
        const code = word[at]!;
        if (code < 128) word[at] = letters ? leetTable[code]! : 0x30;
      }
      hash = hashCodes(word, length);
    }
    pushWord(hash, length);
    return index;
  };

  const tokenise = (codes: Uint16Array, start: number, end: number): void => {
    let index = start;
    while (index < end && count < MAX_TOKENS) {
      const code = foldTable[codes[index]!]!;
      const flags = charClasses[code]!;
      if ((flags & (SPACE | MARK)) !== 0) index += 1;
      else if ((flags & UNSPACED) !== 0) {
        const length = groupLength(codes, index, end);
        if (length > 0) pushGroup(GROUP | HAN);
        else {
          const hash = Math.imul(code ^ HAN_SEED, PRIME);
          if (isNew(hash)) sink.feature(hash);
          push(hash, HAN | hanNegations[code]!);
        }
        index += length > 0 ? length : 1;
      } else if ((flags & (LETTER | DIGIT)) !== 0) index = readWord(codes, index, end);
      else if ((flags & SURROGATE) !== 0 && index + 1 < end) {
        // runs of one emoji, and below of one mark, are one token
        const low = codes[index + 1]!;
        push(join(code, low), 0);
        do index += 2;
        while (index + 1 < end && codes[index] === code && codes[index + 1] === low);
      } else if (code === AT && index + 1 < end && isNameCode(codes[index + 1]!)) {
        addressed = true;
        push(MENTION_HASH, 0);
        do index += 1;
        while (index < end && isNameCode(codes[index]!));
      } else {
        push(Math.imul(code ^ MARK_SEED, PRIME), 0);
        do index += 1;
        while (index < end && foldTable[codes[index]!] === code);
      }
    }
  };

  const aboutGroup = (at: number): void => {
    for (let other = Math.max(0, at - GROUP_REACH); other < at; other++) sink.about(join(BEFORE, hashes[other]!));
    const last = Math.min(count, at + GROUP_REACH + 1);
    for (let other = at + 1; other < last; other++) sink.about(join(AFTER, hashes[other]!));
  };

  return (codes, start, end) => {
    generation = (generation + 1) | 0;
    count = 0;
    named = false;
    addressed = false;
    tokenise(codes, start, end);
    let negated = 0;
    let before = 0;
    let pairBefore = 0;
    let pairTwoBefore = 0;
    for (let at = 0; at < count; at++) {
      const hash = hashes[at]!;
      const kind = kinds[at]!;
      const pair = join(before ^ PAIR, hash);
      if (at > 0) {
        // the same one or two tokens over and over are one pair: a line of emoji says no more the longer it is
        if (pair !== pairBefore && pair !== pairTwoBefore) sink.feature(pair);
        if (at > 1 && (kind & HAN) !== 0) sink.feature(join(pairBefore, hash));
      }
      if (negated > 0) {
        const turned = join(NEGATED, hash);
        sink.feature(turned);
        if (named) sink.about(join(BESIDE, turned));
        negated -= 1;
      }
      if (addressed) {
        sink.feature(join(ADDRESSED, hash));
        if (at > 0) sink.feature(join(ADDRESSED, pair));
      }
      if (named) {
        sink.about(join(BESIDE, hash));
        if (at > 0) sink.about(join(BESIDE, pair));
        if ((kind & GROUP) !== 0) aboutGroup(at);
      }
      if ((kind & NEGATION) !== 0) negated = NEGATION_REACH;
      before = hash;
      pairTwoBefore = pairBefore;
      pairBefore = pair;
    }
  };
}

const AT = 0x40;

/** By code unit: the folded letter, where it is one of a script with spaces; 0 otherwise. */
const wordLetters: Uint16Array = foldTable.map((code) =>
  (charClasses[code]! & (LETTER | UNSPACED)) === LETTER ? code : 0,
);

/** Letters, digits and `_`, of which accounts' names are made. */
const isNameCode = (code: number): boolean =>
  code === 0x5f || (code < 128 && (charClasses[code]! & (LETTER | DIGIT)) !== 0);

/** Kinds of words by hash. */
function createKinds(words: HarmWords): (hash: number) => number {
  const kinds = new Map<number, number>();
  const lists: readonly (readonly [readonly string[], number])[] = [
    [words.groups, GROUP],
    [words.qualifiers, QUALIFIER],
    [words.persons, PERSON],
    [words.negations, NEGATION],
  ];
  for (const [list, kind] of lists)
    for (const word of list) kinds.set(hashString(word), (kinds.get(hashString(word)) ?? 0) | kind);
  return createHashTable(kinds);
}

/** ASCII marks between two letters that stand for a letter: `a$$`, `b!tch`, `f*ck`; and the apostrophe. */
function joinsLetters(code: number, codes: Uint16Array, index: number, end: number): boolean {
  if (code !== 0x27 && code !== 0x2a && code !== 0x21 && code !== 0x24 && code !== 0x40) return false;
  const before = charClasses[codes[index - 1]!]!;
  if ((before & (LETTER | DIGIT | SYMBOL)) === 0 || index + 1 >= end) return false;
  const next = codes[index + 1]!;
  return (charClasses[next]! & LETTER) !== 0 || (code === 0x24 && next === code);
}

interface HanWords {
  /** Code units of the longest group's name that starts at `start`, 0 where none does. */
  groupLength(codes: Uint16Array, start: number, end: number): number;
  /** By code unit: `NEGATION` or 0. */
  hanNegations: Uint8Array;
}

function createHanWords({ groups, negations }: HarmWords): HanWords {
  const isHan = (word: string): boolean => (charClasses[word.charCodeAt(0)]! & UNSPACED) !== 0;
  const names = groups.filter(isHan);
  const trie = createTrie(new Map(names.map((name) => [name, 1])));
  const startsName = new Uint8Array(0x10000);
  for (const name of names) startsName[name.charCodeAt(0)] = 1;
  const hanNegations = new Uint8Array(0x10000);
  for (const negation of negations) if (isHan(negation)) hanNegations[negation.charCodeAt(0)] = NEGATION;
  const groupLength = (codes: Uint16Array, start: number, end: number): number => {
    if (startsName[codes[start]!] === 0) return 0;
    let node = 0;
    let found = 0;
    for (let index = start; index < end; index++) {
      node = trie.child(node, codes[index]!);
      if (node === -1) break;
      if (trie.value(node) !== 0) found = index + 1 - start;
    }
    return found;
  };
  return { groupLength, hanNegations };
}
