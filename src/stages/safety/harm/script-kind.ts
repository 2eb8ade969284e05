import { charClasses, LETTER, UNSPACED } from '../../../text/char-classes.ts';
import type { ScriptKind } from './model.ts';

/** Letters of a script with spaces that make a word: a character without spaces says about as much. */
const WORD = 4;

/**
 * Whose weights judge `codes[start, end)`: those for scripts without spaces where these have most of the words; null where
 * there is no letter, so that nothing is said.
 */
export function scriptKind(codes: Uint16Array, start: number, end: number): ScriptKind | null {
  let letters = 0;
  let unspaced = 0;
  for (let index = start; index < end; index++) {
    const flags = charClasses[codes[index]!]!;
    if ((flags & LETTER) === 0) continue;
    letters += 1;
    if ((flags & UNSPACED) !== 0) unspaced += 1;
  }
  if (letters === 0) return null;
  return unspaced * WORD > letters - unspaced ? 'unspaced' : 'spaced';
}
