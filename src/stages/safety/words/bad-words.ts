import { FormatError } from '../../../errors.ts';
import { charClasses, DIGIT, LETTER, MARK, UNSPACED } from '../../../text/char-classes.ts';
import { codeUnits } from '../../../text/code-units.ts';
import { foldTable } from '../../../text/fold.ts';
import { createTrie, type Trie } from './trie.ts';

/** What a list found in a text. */
export interface BadWords {
  /** Matches of listed words and phrases. */
  matches: number;
  /** Words in those matches; in scripts without spaces each character counts as one. */
  matchedWords: number;
  words: number;
}

export interface WordList {
  /** Languages that the list has, as its sections name them. */
  readonly languages: readonly string[];
  measure(text: string, languages: readonly string[]): BadWords;
}

/** Characters that stand for letters in disguised words. */
const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
};
const leetTable = new Uint16Array(128);
for (const [mark, letter] of Object.entries(LEET)) leetTable[mark.charCodeAt(0)] = letter.charCodeAt(0);

/** One bit of a phrase's value for each language. */
const MAX_LANGUAGES = 31;

/**
 * Reads a list: sections `[en]`, one word or phrase a line, `#` comments; a line that starts with `-` takes a phrase out of its
 * section again. Errors: `FormatError`.
 */
export function readWordList(bytes: Uint8Array, name: string): WordList {
  const languages: string[] = [];
  const phrases = new Map<string, number>();
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const entry = line.trim();
    if (entry === '' || entry.startsWith('#')) continue;
    if (entry.startsWith('[') && entry.endsWith(']')) {
      languages.push(entry.slice(1, -1));
      if (languages.length > MAX_LANGUAGES)
        throw new FormatError('format-damaged', `word list ${name}: expected at most ${MAX_LANGUAGES} sections`);
      continue;
    }
    if (languages.length === 0)
      throw new FormatError('format-damaged', `word list ${name}: expected a section such as [en], found ${entry}`);
    const bit = 1 << (languages.length - 1);
    if (entry.startsWith('-')) phrases.set(key(entry.slice(1)), (phrases.get(key(entry.slice(1))) ?? 0) & ~bit);
    else phrases.set(key(entry), (phrases.get(key(entry)) ?? 0) | bit);
  }
  const trie = createTrie(phrases);
  const startsByMask = new Map<number, Starts>();
  return {
    languages,
    measure: (text, active) => {
      let mask = 0;
      for (const [index, language] of languages.entries()) if (active.includes(language)) mask |= 1 << index;
      const starts = startsByMask.get(mask) ?? createStarts(phrases, mask);
      startsByMask.set(mask, starts);
      return measure(text, trie, mask, starts);
    },
  };
}

function key(phrase: string): string {
  let folded = '';
  for (let index = 0; index < phrase.length; index++)
    folded += String.fromCharCode(foldTable[phrase.charCodeAt(index)]!);
  return folded;
}

/** What a code unit is to `measure`; by code unit in `kinds`. */
const WORD = 1;
/** A character of a script without spaces, no mark: a word of its own. */
const ALONE = 2;
/** An ASCII mark that a word may begin with, as the letter that it stands for. */
const DISGUISE = 4;

const kinds: Uint8Array = Uint8Array.from(charClasses, (flags, code) => {
  const alone = (flags & UNSPACED) !== 0 && (flags & MARK) === 0;
  const inWord = (flags & (LETTER | DIGIT)) !== 0;
  return (inWord ? WORD : 0) | (alone ? ALONE : 0) | (code < 128 && leetTable[code] !== 0 ? DISGUISE : 0);
});

/** Each code unit folded, and the letter where it stands for one: equal wherever the trie takes two code units for the same. */
const letterOf: Uint16Array = foldTable.map((code) => (code < 128 && leetTable[code] !== 0 ? leetTable[code]! : code));

/** Code units at the start of a phrase that `Starts` looks at. */
const LOOKED_AT = 3;
const START_BITS = 16;

/** Tells most places where no phrase starts from the first code units alone. */
interface Starts {
  /** By the first: how many to look at, 0 where no phrase starts so. */
  lengths: Uint8Array;
  /** By the hash of so many: whether a phrase may start so. */
  known: Uint8Array;
}

const pairHash = (first: number, second: number): number =>
  Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
const startHash = (pair: number, third: number): number => Math.imul(pair ^ third, 0x2545f491) >>> (32 - START_BITS);

function createStarts(phrases: ReadonlyMap<string, number>, mask: number): Starts {
  const lengths = new Uint8Array(0x10000);
  const known = new Uint8Array(1 << START_BITS);
  const active = [...phrases].filter(([, value]) => (value & mask) !== 0).map(([phrase]) => phrase);
  const letter = (phrase: string, index: number): number => letterOf[phrase.charCodeAt(index)]!;
  for (const phrase of active) {
    const first = letter(phrase, 0);
    lengths[first] = Math.min(lengths[first]! || LOOKED_AT, phrase.length);
  }
  for (const phrase of active) {
    const first = letter(phrase, 0);
    const second = lengths[first]! > 1 ? letter(phrase, 1) : 0;
    const third = lengths[first]! > 2 ? letter(phrase, 2) : 0;
    known[startHash(pairHash(first, second), third)] = 1;
  }
  return { lengths, known };
}

function mayStart({ lengths, known }: Starts, codes: Uint16Array, index: number, end: number): boolean {
  const first = letterOf[codes[index]!]!;
  const length = lengths[first]!;
  if (length === 0 || index + length > end) return false;
  const second = length > 1 ? letterOf[codes[index + 1]!]! : 0;
  const third = length > 2 ? letterOf[codes[index + 2]!]! : 0;
  return known[startHash(pairHash(first, second), third)] !== 0;
}

function measure(text: string, trie: Trie, mask: number, starts: Starts): BadWords {
  const codes = codeUnits(text);
  const { length } = text;
  let matches = 0;
  let matchedWords = 0;
  let words = 0;
  let matchedUntil = 0;
  let index = 0;
  while (index < length) {
    const kind = kinds[codes[index]!]!;
    if (kind === 0) {
      index += 1;
      continue;
    }
    if ((kind & (WORD | ALONE)) !== 0) {
      words += 1;
      if (index < matchedUntil) matchedWords += 1;
    }
    if (index >= matchedUntil && mayStart(starts, codes, index, length)) {
      const end = matchEnd(text, index, trie, mask);
      if (end > index) {
        matches += 1;
        if ((kind & WORD) !== 0) matchedWords += 1;
        matchedUntil = end;
      }
    }
    index += 1;
    if ((kind & ALONE) !== 0 || (kind & WORD) === 0) continue;
    while (index < length && (kinds[codes[index]!]! & (WORD | ALONE)) === WORD) index += 1;
    // a mark behind a word disguises nothing
    if (index < length && kinds[codes[index]!] === DISGUISE) index += 1;
  }
  return { matches, matchedWords, words };
}

/** End of the longest listed phrase that starts at `start` and ends with its word; `start` where there is none. */
function matchEnd(text: string, start: number, trie: Trie, mask: number): number {
  let node = 0;
  let found = start;
  let letters = 0;
  for (let index = start; index < text.length; index++) {
    const raw = text.charCodeAt(index);
    const code = foldTable[raw]!;
    let next = trie.child(node, code);
    if (next === -1 && code < 128 && leetTable[code] !== 0) next = trie.child(node, leetTable[code]!);
    else if (next !== -1 && (charClasses[raw]! & LETTER) !== 0) letters += 1;
    if (next === -1) break;
    node = next;
    if ((trie.value(node) & mask) !== 0 && letters > 0 && endsWord(text, index)) found = index + 1;
  }
  return found;
}

/** In scripts without spaces a phrase may end anywhere; else the next character must not go on with the word. */
function endsWord(text: string, index: number): boolean {
  if (index + 1 === text.length || (charClasses[text.charCodeAt(index)]! & UNSPACED) !== 0) return true;
  const next = charClasses[text.charCodeAt(index + 1)]!;
  return (next & (LETTER | DIGIT)) === 0 || (next & UNSPACED) !== 0;
}
