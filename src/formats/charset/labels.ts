import { normalizeEncoding } from '@exodus/bytes/encoding.js';

/** Names outside the WHATWG list that servers, Python and Windows still write for encodings on it. */
const aliases = new Map([
  ['cp932', 'shift_jis'],
  ['ms_932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['ms936', 'gbk'],
  ['windows-936', 'gbk'],
  ['gb18030-2005', 'gb18030'],
  ['cp949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['cp950', 'big5'],
  ['big5hkscs', 'big5'],
  ['cp1252', 'windows-1252'],
  ['eucjp', 'euc-jp'],
  ['euckr', 'euc-kr'],
  ['utf-8-sig', 'utf-8'],
  ['utf8mb4', 'utf-8'],
]);

/** The WHATWG encoding (lower case) that a label stands for, or undefined when it names none. */
export function encodingForLabel(label: string): string | undefined {
  const trimmed = label.trim().toLowerCase();
  return normalizeEncoding(trimmed) ?? aliases.get(trimmed);
}

/** The first known encoding among `charset=` parameters of a Content-Type value; quotes and stray commas are tolerated. */
export function encodingForContentType(contentType: string | undefined): string | undefined {
  if (contentType === undefined) return undefined;
  const lower = contentType.slice(0, 1024).toLowerCase();
  for (let at = lower.indexOf('charset'); at !== -1; at = lower.indexOf('charset', at + 7)) {
    const value = /^[\t\n\f\r ]{0,9}=[\t\n\f\r ]{0,9}["']?([^"';,\s]{1,40})/.exec(lower.slice(at + 7, at + 80))?.[1];
    const encoding = value === undefined ? undefined : encodingForLabel(value);
    if (encoding !== undefined) return encoding;
  }
  return undefined;
}
