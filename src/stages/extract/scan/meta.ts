import { isWord } from './attributes.ts';
import type { Page } from './page.ts';
import { scratch } from './scratch.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes } = scratch;

const quote = 0x22;
const apostrophe = 0x27;
const greater = 0x3e;
const equals = 0x3d;
const slash = 0x2f;

const ascii = (text: string) => Buffer.from(text, 'latin1');
const names = {
  name: ascii('name'),
  property: ascii('property'),
  content: ascii('content'),
  description: ascii('description'),
  ogDescription: ascii('og:description'),
  ogType: ascii('og:type'),
};

/** Reads a `<meta>` from behind its name: keeps where description and Open Graph type stand; returns the position behind `>`. */
export function readMeta(page: Page, from: number): number {
  let about: 'description' | 'type' | undefined;
  let contentStart = 0;
  let contentEnd = 0;
  let at = from;
  while (bytes[at] !== greater) {
    if (bytes[at]! <= 0x20 || bytes[at] === slash) {
      at++;
      continue;
    }
    const nameStart = at++;
    while (bytes[at]! > 0x20 && bytes[at] !== equals && bytes[at] !== greater) at++;
    const nameEnd = at;
    while (bytes[at]! <= 0x20) at++;
    if (bytes[at] !== equals) continue;
    at++;
    while (bytes[at]! <= 0x20) at++;
    const opening = bytes[at]!;
    let start = at;
    let end: number;
    if (opening === quote || opening === apostrophe) {
      start = ++at;
      while (bytes[at] !== opening) at++;
      end = at++;
    } else {
      while (bytes[at]! > 0x20 && bytes[at] !== greater) at++;
      end = at;
    }
    if (isWord(bytes, nameStart, nameEnd, names.content)) {
      contentStart = start;
      contentEnd = end;
    } else if (isWord(bytes, nameStart, nameEnd, names.name) || isWord(bytes, nameStart, nameEnd, names.property)) {
      if (isWord(bytes, start, end, names.description) || isWord(bytes, start, end, names.ogDescription))
        about = 'description';
      else if (isWord(bytes, start, end, names.ogType)) about = 'type';
    }
  }
  if (about === 'description' && contentEnd > contentStart && page.descriptionEnd === 0) {
    page.descriptionStart = contentStart;
    page.descriptionEnd = contentEnd;
  }
  if (about === 'type' && page.typeEnd === 0) {
    page.typeStart = contentStart;
    page.typeEnd = contentEnd;
  }
  return at + 1;
}
