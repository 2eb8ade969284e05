import { FormatError } from '../../../errors.ts';
import type { Address } from './address.ts';

export interface UrlWordMatch {
  /** `hard`: one such word is enough; `soft`: as many different ones as the limit says. */
  kind: 'hard' | 'soft';
  words: string[];
}

export interface UrlWords {
  find(address: Address): UrlWordMatch | null;
}

/**
 * Reads a list of address words: sections `[hard]`, `[soft]` and `[inside]`, one word a line, `#` comments. Hard and soft words
 * match whole words between marks; `inside` ones match anywhere in a part of the host name. Errors: `FormatError`.
 */
export function readUrlWords(bytes: Uint8Array, name: string, softLimit: number): UrlWords {
  const sections = { hard: new Set<string>(), soft: new Set<string>(), inside: new Set<string>() };
  let section: Set<string> | null = null;
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const entry = line.trim().toLowerCase();
    if (entry === '' || entry.startsWith('#')) continue;
    if (entry === '[hard]') section = sections.hard;
    else if (entry === '[soft]') section = sections.soft;
    else if (entry === '[inside]') section = sections.inside;
    else if (section !== null) section.add(entry);
    else
      throw new FormatError('format-damaged', `url words ${name}: expected [hard], [soft] or [inside], found ${entry}`);
  }
  const inside = [...sections.inside];
  return {
    find: (address) => {
      const soft = new Set<string>();
      for (const word of wordsOf(`${address.host}/${address.path}`.toLowerCase())) {
        if (sections.hard.has(word)) return { kind: 'hard', words: [word] };
        if (sections.soft.has(word)) soft.add(word);
      }
      const part = inside.find((candidate) => address.host.includes(candidate));
      if (part !== undefined) return { kind: 'hard', words: [part] };
      return soft.size >= softLimit ? { kind: 'soft', words: [...soft] } : null;
    },
  };
}

/** Runs of letters and digits. */
function* wordsOf(address: string): Iterable<string> {
  let start = 0;
  for (let index = 0; index <= address.length; index++) {
    const code = index < address.length ? address.charCodeAt(index) : 0x2f;
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code >= 0x80) continue;
    if (index > start) yield address.slice(start, index);
    start = index + 1;
  }
}
