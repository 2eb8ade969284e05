import type { IdentifyLanguage } from './identify.ts';

/** What languages a text's paragraphs are in. */
export interface ParagraphLanguages {
  /** Shares of the characters of paragraphs whose language is sure, the largest first; empty where none is. */
  shares: [language: string, share: number][];
  /** Share of them in another language than the one asked about; Hans and Hant are one. */
  other: number;
}

/** Shorter lines are titles and menus: too little to tell a language by. */
const LEAST_CHARACTERS = 20;
/** Confidence that counts as sure. */
const SURE = 0.8;
/** What a paragraph is told by. */
const SAMPLE = 500;

const primary = (language: string): string => language.split('-')[0] ?? '';

/** Identifies each paragraph (a line of at least 20 characters) by its first 500 characters. */
export function createParagraphLanguages(
  identify: IdentifyLanguage,
): (text: string, language: string) => ParagraphLanguages {
  return (text, language) => {
    const characters = new Map<string, number>();
    let total = 0;
    for (let start = 0; start < text.length; ) {
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      if (end - start >= LEAST_CHARACTERS) {
        const guess = identify(text.slice(start, Math.min(end, start + SAMPLE)));
        if (guess.score >= SURE) {
          characters.set(guess.language, (characters.get(guess.language) ?? 0) + end - start);
          total += end - start;
        }
      }
      start = end + 1;
    }
    const shares = [...characters]
      .map(([name, count]): [string, number] => [name, count / total])
      .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
    const own = shares.filter(([name]) => primary(name) === primary(language));
    const same = own.reduce((sum, [, share]) => sum + share, 0);
    return { shares, other: total === 0 ? 0 : Math.max(0, 1 - same) };
  };
}
