import {
  digitRanges,
  letterRanges,
  punctuationRanges,
  symbolRanges,
  terminalRanges,
  uppercaseRanges,
} from './unicode-ranges.ts';

/** Flags of a code unit in `charClasses`. */
export const SPACE = 1;
/** Lu, Ll, Lt, Lm, Lo. */
export const LETTER = 2;
/** Lu and Lt. */
export const UPPER = 4;
/** Nd. */
export const DIGIT = 8;
/** Punctuation and control characters that alone make no word, as datatrove 0.10 lists them. */
export const SYMBOL = 16;
/** Ends a sentence: full stop, question and exclamation mark of every script, as datatrove 0.10 lists them. */
export const TERMINAL = 32;
/** General category P. */
export const PUNCTUATION = 64;
/** Cut off as a word of its own at both ends of what stands between white space. */
export const AFFIX = 128;
/** A script written without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese. Each character counts as a word. */
export const UNSPACED = 256;
/** Vowel signs and tone marks of those scripts: part of the character before. */
export const MARK = 512;
/** Ends a line for Python's `splitlines`. */
export const LINE_BREAK = 1024;
/** Half of a code point above U+FFFF: ask `astralClass`. */
export const SURROGATE = 2048;
/** So: dingbats, emoji and other pictures. */
export const PICTURE = 4096;

const SYMBOLS = '!/—”:％１〈&(、━\\【#%「」，】；+^]~“《„\';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_."}►»';
const AFFIXES =
  '§%=—–…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪\'"”“`‘´’‚„»«「」『』（）〔〕【】《》〈〉⟦⟧$£€¥฿₽﷼₴₠₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₵₶₷₸₹₺₻₼₾₿￥';

/** Blocks of scripts without spaces; marks in them are the code points that are neither letter, digit nor punctuation. */
const UNSPACED_RANGES: readonly (readonly [number, number])[] = [
  [0x0e00, 0x0eff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x3005, 0x3007],
  [0x3040, 0x30ff],
  [0x31f0, 0x31ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0xff66, 0xff9f],
];

function decodeRanges(encoded: string): [number, number][] {
  let position = 0;
  return encoded.split(' ').map((item) => {
    const [gap, extent = '0'] = item.split('-') as [string, string?];
    const start = position + Number.parseInt(gap, 36);
    position = start + Number.parseInt(extent, 36);
    return [start, position];
  });
}

function buildClasses(): Uint16Array {
  const classes = new Uint16Array(0x10000);
  const mark = (ranges: readonly (readonly [number, number])[], flag: number): void => {
    for (const [start, end] of ranges) {
      for (let code = start; code <= Math.min(end, 0xffff); code++) classes[code]! |= flag;
    }
  };
  const markAll = (characters: string, flag: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)]! |= flag;
  };
  mark(decodeRanges(letterRanges), LETTER);
  mark(decodeRanges(uppercaseRanges), UPPER);
  mark(decodeRanges(digitRanges), DIGIT);
  mark(decodeRanges(punctuationRanges), PUNCTUATION);
  mark(decodeRanges(symbolRanges), PICTURE | AFFIX);
  mark(decodeRanges(terminalRanges), TERMINAL | SYMBOL);
  markAll(SYMBOLS, SYMBOL);
  markAll(AFFIXES, AFFIX);
  // datatrove's list has these control characters too: U+0000-0008, U+000B-001F, U+007F-009F.
  mark(
    [
      [0, 8],
      [11, 31],
      [127, 159],
    ],
    SYMBOL,
  );
  // str.isspace of Python
  mark(
    [
      [9, 13],
      [0x1c, 0x20],
      [0x85, 0x85],
      [0xa0, 0xa0],
      [0x1680, 0x1680],
      [0x2000, 0x200a],
    ],
    SPACE,
  );
  mark(
    [
      [0x2028, 0x2029],
      [0x202f, 0x202f],
      [0x205f, 0x205f],
      [0x3000, 0x3000],
    ],
    SPACE,
  );
  mark(
    [
      [0x0a, 0x0d],
      [0x1c, 0x1e],
      [0x85, 0x85],
      [0x2028, 0x2029],
    ],
    LINE_BREAK,
  );
  mark([[0xd800, 0xdfff]], SURROGATE);
  for (const [start, end] of UNSPACED_RANGES) {
    for (let code = start; code <= end; code++) {
      const flags = classes[code]!;
      if ((flags & (DIGIT | PUNCTUATION | PICTURE | AFFIX)) !== 0) continue;
      classes[code] = flags | UNSPACED | ((flags & LETTER) === 0 ? MARK : 0);
    }
  }
  return classes;
}

/** Flags of every code unit. */
export const charClasses: Uint16Array = buildClasses();

const astralLetters = decodeRanges(letterRanges).filter(([start]) => start > 0xffff);
const astralTerminals = decodeRanges(terminalRanges).filter(([start]) => start > 0xffff);
const astralPunctuation = decodeRanges(punctuationRanges).filter(([start]) => start > 0xffff);
const astralPictures = decodeRanges(symbolRanges).filter(([start]) => start > 0xffff);

function inRanges(ranges: readonly (readonly [number, number])[], code: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [start, end] = ranges[middle]!;
    if (code < start) high = middle - 1;
    else if (code > end) low = middle + 1;
    else return true;
  }
  return false;
}

/** Flags of a code point above U+FFFF. */
export function astralClass(codePoint: number): number {
  let flags = 0;
  if (inRanges(astralLetters, codePoint)) flags |= LETTER;
  if (inRanges(astralTerminals, codePoint)) flags |= TERMINAL | SYMBOL;
  if (inRanges(astralPunctuation, codePoint)) flags |= PUNCTUATION;
  if (inRanges(astralPictures, codePoint)) flags |= PICTURE | AFFIX;
  // planes 2 and 3 hold Han characters only
  if (codePoint >= 0x20000 && codePoint < 0x40000) flags |= UNSPACED;
  return flags;
}
