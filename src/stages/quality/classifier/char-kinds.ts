import {
  charClasses,
  DIGIT,
  LETTER,
  LINE_BREAK,
  MARK,
  PUNCTUATION,
  SPACE,
  TERMINAL,
  UNSPACED,
  UPPER,
} from '../../../text/char-classes.ts';

/** What statistics tell apart; the order is used: word characters to `digit`, ends of a sentence `stop` to `question`. */
export const kinds = {
  lower: 0,
  upper: 1,
  digit: 2,
  stop: 3,
  exclamation: 4,
  question: 5,
  quote: 6,
  comma: 7,
  bracket: 8,
  ellipsis: 9,
  punctuation: 10,
  other: 11,
  space: 12,
  newline: 13,
  unspaced: 14,
  count: 15,
} as const;

function kindOf(code: number): number {
  const flags = charClasses[code]!;
  const character = String.fromCharCode(code);
  if (code === 0x0a) return kinds.newline;
  if ((flags & (SPACE | LINE_BREAK)) !== 0) return kinds.space;
  if ((flags & UNSPACED) !== 0) return (flags & MARK) !== 0 ? kinds.other : kinds.unspaced;
  if ((flags & LETTER) !== 0) return (flags & UPPER) !== 0 ? kinds.upper : kinds.lower;
  if ((flags & DIGIT) !== 0) return kinds.digit;
  if ('!！'.includes(character)) return kinds.exclamation;
  if ('?？؟'.includes(character)) return kinds.question;
  if ('…'.includes(character)) return kinds.ellipsis;
  if ((flags & TERMINAL) !== 0) return kinds.stop;
  if ('"”」』'.includes(character)) return kinds.quote;
  if (',，、;；،'.includes(character)) return kinds.comma;
  if ('()[]（）「『“【】'.includes(character)) return kinds.bracket;
  return (flags & PUNCTUATION) !== 0 ? kinds.punctuation : kinds.other;
}

/** The kind of each code unit. */
export const charKinds: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, code) => kindOf(code));
