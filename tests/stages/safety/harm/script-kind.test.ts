import { describe, expect, it } from 'vitest';
import { scriptKind } from '../../../../src/stages/safety/harm/script-kind.ts';
import { codeUnits } from '../../../../src/text/code-units.ts';

const kindOf = (text: string): string | null => scriptKind(codeUnits(text), 0, text.length);

describe('the kind of script of a segment', () => {
  it.each([
    ['spaced', 'The harbour opens at nine.'],
    ['spaced', 'Гавань открыта.'],
    ['spaced', 'ميناء'],
    ['unspaced', '港口上午九點開門。'],
    ['unspaced', 'ท่าเรือเปิด'],
    ['unspaced', '用 React 寫一個表單'],
    ['spaced', 'Write it in React with hooks and a 表單'],
    [null, ''],
    [null, '123 !?'],
    [null, '\u{1f600}'],
  ])('is %s: %s', (kind, text) => expect(kindOf(text)).toBe(kind));

  it('turns where four letters of a spaced script stand for one character', () => {
    expect(kindOf('字abc')).toBe('unspaced');
    expect(kindOf('字abcd')).toBe('spaced');
  });

  it('is that of the range alone', () => {
    expect(scriptKind(codeUnits('中文 text'), 3, 7)).toBe('spaced');
    expect(scriptKind(codeUnits('中文 text'), 0, 3)).toBe('unspaced');
  });
});
