import type { Analysis } from '../../../text/analysis.ts';

/** Which groups of phrases occur in a span of a text. */
export interface Phrases<Group extends string> {
  within(start: number, end: number): Record<Group, boolean>;
}

/** Finds phrases in texts whatever their case; phrases are lower case, ASCII. */
export interface FindPhrases<Group extends string> {
  /** Spans are to be asked for in order. */
  (analysis: Analysis): Phrases<Group>;
  inLine(line: string): Record<Group, boolean>;
}

interface Phrase<Group extends string> {
  group: Group;
  codes: Uint16Array;
  /** Where its first anchor lies. */
  anchor: number;
}

interface Hit<Group extends string> {
  group: Group;
  start: number;
  end: number;
}

/** What the kernel looks for (`anchors` of lines.as): the last letter of each is the place it names. */
const ANCHOR = /[jk]|(?<=f )u|(?<=m )i|(?<=y )p/;
/** Lower-cased it is `k`; no other letter beyond ASCII becomes one letter of a phrase. */
const KELVIN_SIGN = 0x212a;

export function createPhraseFinder<Group extends string>(groups: Record<Group, readonly string[]>): FindPhrases<Group> {
  // Object.keys forgets the type of the keys
  const names = Object.keys(groups) as Group[];
  const none = Object.fromEntries(names.map((name) => [name, false])) as Record<Group, boolean>;
  const phrases = names.flatMap((group) => groups[group].map((phrase) => toPhrase(group, phrase)));

  const find = ({ codes, length, anchors }: Analysis): Phrases<Group> => {
    const hits: Hit<Group>[] = [];
    anchors((place) => {
      for (const phrase of phrases) {
        const start = place - phrase.anchor;
        if (isAt(codes, length, start, phrase))
          hits.push({ group: phrase.group, start, end: start + phrase.codes.length });
      }
    });
    hits.sort((a, b) => a.start - b.start);
    let next = 0;
    return {
      within: (start, end) => {
        while (next < hits.length && hits[next]!.start < start) next += 1;
        if (next === hits.length || hits[next]!.start >= end) return none;
        const found = { ...none };
        for (; next < hits.length && hits[next]!.start < end; next++) {
          const hit = hits[next]!;
          if (hit.end <= end) found[hit.group] = true;
        }
        return found;
      },
    };
  };

  const inLine = (line: string): Record<Group, boolean> => {
    const lower = line.toLowerCase();
    const found = { ...none };
    for (const group of names) found[group] = groups[group].some((phrase) => lower.includes(phrase));
    return found;
  };
  return Object.assign(find, { inLine });
}

function toPhrase<Group extends string>(group: Group, phrase: string): Phrase<Group> {
  const anchor = phrase.search(ANCHOR);
  if (anchor === -1) throw new RangeError(`no anchor in the phrase ${phrase}`);
  return { group, codes: Uint16Array.from(phrase, (letter) => letter.charCodeAt(0)), anchor };
}

function isAt(codes: Uint16Array, length: number, start: number, phrase: Phrase<string>): boolean {
  if (start < 0 || start + phrase.codes.length > length) return false;
  for (let index = 0; index < phrase.codes.length; index++) {
    const code = codes[start + index]!;
    const lower = code >= 0x41 && code <= 0x5a ? code + 0x20 : code === KELVIN_SIGN ? 0x6b : code;
    if (lower !== phrase.codes[index]) return false;
  }
  return true;
}
