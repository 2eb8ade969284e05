import { charClasses, DIGIT, LETTER, PICTURE, PUNCTUATION, SPACE } from './char-classes.ts';

/** Writing systems that tell languages apart, with the blocks of their letters and signs. */
const BLOCKS = {
  latin: [
    [0x41, 0x5a],
    [0x61, 0x7a],
    [0xaa, 0xaa],
    [0xba, 0xba],
    [0xc0, 0x2af],
    [0x1e00, 0x1eff],
    [0x2c60, 0x2c7f],
    [0xa720, 0xa7ff],
  ],
  greek: [
    [0x370, 0x3ff],
    [0x1f00, 0x1fff],
  ],
  cyrillic: [
    [0x400, 0x52f],
    [0x1c80, 0x1c8f],
    [0x2de0, 0x2dff],
    [0xa640, 0xa69f],
  ],
  armenian: [[0x530, 0x58f]],
  hebrew: [
    [0x590, 0x5ff],
    [0xfb1d, 0xfb4f],
  ],
  arabic: [
    [0x600, 0x6ff],
    [0x750, 0x77f],
    [0x870, 0x8ff],
    [0xfb50, 0xfdff],
    [0xfe70, 0xfeff],
  ],
  syriac: [
    [0x700, 0x74f],
    [0x860, 0x86f],
  ],
  thaana: [[0x780, 0x7bf]],
  nko: [[0x7c0, 0x7ff]],
  devanagari: [
    [0x900, 0x97f],
    [0xa8e0, 0xa8ff],
  ],
  bengali: [[0x980, 0x9ff]],
  gurmukhi: [[0xa00, 0xa7f]],
  gujarati: [[0xa80, 0xaff]],
  oriya: [[0xb00, 0xb7f]],
  tamil: [[0xb80, 0xbff]],
  telugu: [[0xc00, 0xc7f]],
  kannada: [[0xc80, 0xcff]],
  malayalam: [[0xd00, 0xd7f]],
  sinhala: [[0xd80, 0xdff]],
  thai: [[0xe00, 0xe7f]],
  lao: [[0xe80, 0xeff]],
  tibetan: [[0xf00, 0xfff]],
  myanmar: [
    [0x1000, 0x109f],
    [0xa9e0, 0xa9ff],
    [0xaa60, 0xaa7f],
  ],
  georgian: [
    [0x10a0, 0x10ff],
    [0x1c90, 0x1cbf],
    [0x2d00, 0x2d2f],
  ],
  ethiopic: [
    [0x1200, 0x139f],
    [0x2d80, 0x2ddf],
  ],
  cherokee: [
    [0x13a0, 0x13ff],
    [0xab70, 0xabbf],
  ],
  syllabics: [
    [0x1400, 0x167f],
    [0x18b0, 0x18ff],
  ],
  khmer: [[0x1780, 0x17ff]],
  mongolian: [[0x1820, 0x18af]],
  olchiki: [[0x1c50, 0x1c7f]],
  tifinagh: [[0x2d30, 0x2d7f]],
  vai: [[0xa500, 0xa63f]],
  yi: [[0xa000, 0xa48f]],
  javanese: [[0xa980, 0xa9df]],
  meetei: [[0xabc0, 0xabff]],
  kana: [
    [0x3041, 0x30ff],
    [0x31f0, 0x31ff],
    [0xff66, 0xff9f],
  ],
  hangul: [
    [0x1100, 0x11ff],
    [0x3130, 0x318f],
    [0xac00, 0xd7a3],
  ],
  han: [
    [0x3005, 0x3007],
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
  ],
} as const satisfies Record<string, readonly (readonly [number, number])[]>;

export type Script = keyof typeof BLOCKS;

// Object.keys forgets the type of the keys
export const scripts = Object.keys(BLOCKS) as readonly Script[];

/** 1 + index in `scripts` of every code unit that is a letter or a sign of its script; 0 for all others. */
export const scriptOf: Uint8Array = buildTable();

function buildTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const [index, script] of scripts.entries()) {
    for (const [start, end] of BLOCKS[script]) {
      for (let code = start; code <= end; code++) {
        if ((charClasses[code]! & LETTER) !== 0 || isSign(code)) table[code] = index + 1;
      }
    }
  }
  return table;
}

/** Vowel signs and other marks stand inside words; digits, punctuation and pictures of the block do not. */
function isSign(code: number): boolean {
  return code >= 0x300 && (charClasses[code]! & (DIGIT | PUNCTUATION | PICTURE | SPACE)) === 0;
}
