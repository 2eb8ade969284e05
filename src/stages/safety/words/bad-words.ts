import { FormatError } from '../../../errors.ts';
import { charClasses, DIGIT, LETTER, MARK, UNSPACED } from '../../../text/char-classes.ts';
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
  return {
    languages,
    measure: (text, active) => {
      let mask = 0;
      for (const [index, language] of languages.entries()) if (active.includes(language)) mask |= 1 << index;
      return measure(text, trie, mask);
    },
  };
}

function key(phrase: string): string {
  let folded = '';
  for (let index = 0; index < phrase.length; index++)
    folded += String.fromCharCode(foldTable[phrase.charCodeAt(index)]!);
  return folded;
}

function measure(text: string, trie: Trie, mask: number): BadWords {
  let matches = 0;
  let matchedWords = 0;
  let words = 0;
  let matchedUntil = 0;
  let insideWord = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const flags = charClasses[code]!;
    const unspaced = (flags & UNSPACED) !== 0 && (flags & MARK) === 0;
    const wordCode = (flags & (LETTER | DIGIT)) !== 0;
    const starts = unspaced || (!insideWord && (wordCode || (code < 128 && leetTable[code] !== 0)));
    insideWord = wordCode && !unspaced;
    if (unspaced || (starts && wordCode)) {
      words += 1;
      if (index < matchedUntil) matchedWords += 1;
    }
    if (!starts || mask === 0 || index < matchedUntil) continue;
    const end = matchEnd(text, index, trie, mask);
    if (end === index) continue;
    matches += 1;
    if (wordCode) matchedWords += 1;
    matchedUntil = end;
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
