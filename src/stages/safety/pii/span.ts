export const piiKinds = ['email', 'ip', 'phone', 'card', 'national-id'] as const;
export type PiiKind = (typeof piiKinds)[number];

/** Personal data found in a text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
  kind: PiiKind;
}

/** Code units before a candidate in which a word may say what it is. */
const CONTEXT = 24;

/** What stands before a candidate, lower case, on the same line. */
export function contextBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - CONTEXT), start).toLowerCase();
  return before.slice(before.lastIndexOf('\n') + 1);
}

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

export const isAsciiLetter = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
