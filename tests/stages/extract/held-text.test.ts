import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDoubleEncoded } from '../../../src/formats/charset/double-encoding.ts';
import { exports, uint8Array } from '../../../src/stages/extract/kernel/kernel.ts';
import { createMainText } from '../../../src/stages/extract/main-text.ts';

const output = uint8Array('output');

/** Whether the kernel says of a text that no normal form and no second reading changes it. */
function isSettled(text: string): boolean {
  const bytes = Buffer.from(text);
  output.set(bytes);
  output.fill(0, bytes.length, bytes.length + 32);
  return exports.isSettled(bytes.length) !== 0;
}

const extractor = createMainText(readFileSync(new URL('../../../models/extract.bin', import.meta.url)));

/** The JSON of a page's text as it is written from the kernel, undefined where it is a string. */
function heldJson(page: string): string | undefined {
  const { text } = extractor.extractHeld(Buffer.from(page));
  if (typeof text === 'string') return undefined;
  const target = Buffer.alloc(text.length * 6);
  return `"${target.toString('utf8', 0, text.writeJson(target, 0))}"`;
}

const filler =
  '<p>Five words stand in here, and as many more behind them, so that the page is no shell at all.</p>'.repeat(3);

describe('a text that is held', () => {
  it('is never one that NFC changes, whatever the character and what it stands behind', () => {
    const wrong: string[] = [];
    for (let code = 0x80; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCodePoint(code);
      // all that composes with the character before it: marks, and the later parts of Hangul's syllables
      const composes = /[\p{M}\u1161-\u1175\u11a8-\u11c2]/u.test(character);
      if (isSettled(character) && (composes || character.normalize('NFC') !== character)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    'café',
    '“Zażółć”',
    'Это текст',
    'Γειά σου',
    '中文，标点。',
    'ひらがな・カタカナ',
    '한국어 문장',
    'Tiếng Việt',
    '→ ™ 😀',
  ])('may be in any of the scripts that most pages are in: %s', (text) => expect(isSettled(text)).toBe(true));

  it.each(['donâ€™t', 'GrÃ¼ÃŸe', 'â\u0080\u0099', 'Â©', 'ÃƒÂ¼', 'Ã\u0192'])('was not encoded twice: %s', (text) => {
    expect(isSettled(text)).toBe(false);
  });

  it('holds no C1 control', () => {
    expect(isSettled('don\u0092t')).toBe(false);
    expect(isSettled('Tom\u00a0& Jerry©')).toBe(true);
  });

  it('is none of those that are seen to be encoded twice', () => {
    const pieces = fc.constantFrom(...'aAÃÂâ€™œ\u0080\u0099\u00a0é中ðŸ˜€ ');
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 40 }), (text) => {
        if (isDoubleEncoded(text)) expect(isSettled(text)).toBe(false);
      }),
    );
  });

  it('becomes the JSON that its string becomes', () => {
    const page = `${filler}<pre>a\tb "quoted" \\ back&#1;&#8;&#12;&#31;&#127;\n\n line</pre><p>é “中” 😀 ${'long '.repeat(9000)}</p>${filler}`;
    const { text } = extractor.extract(Buffer.from(page));
    expect(text).toContain('"quoted" \\ back');
    expect(heldJson(page)).toBe(JSON.stringify(text));
  });

  it('becomes the same JSON at every length and place of what is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\\', 'a', 'é', '\n', '\t'), maxLength: 70 }), (code) => {
        const page = `${filler}<pre>begin ${code} end</pre>${filler}`;
        expect(heldJson(page)).toBe(JSON.stringify(extractor.extract(Buffer.from(page)).text));
      }),
    );
  });

  it('is empty where the page has none', () => {
    expect(extractor.extractHeld(Buffer.from('')).text).toHaveLength(0);
  });

  it('is a string where it needs another form', () => {
    expect(
      heldJson(`${filler}<p>re\u0301sume\u0301 and more words behind it, so that it is kept as main text</p>`),
    ).toBeUndefined();
  });
});
