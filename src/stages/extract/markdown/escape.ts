/** Characters that mean something anywhere in a line (CommonMark 0.31 section 6, GFM 6.5), and references. */
const special = /[\\*_`[\]<~]|&(?=#?[a-zA-Z0-9])/g;
/** What begins a block when a line begins with it (CommonMark sections 4 and 5, GFM 4.10). */
const blockStart = /^(?:[>#|=+-]|:(?=-))/;
const orderedStart = /^(\d{1,9})([.)])/;

/** Text as it is written inside a line of Markdown. */
export function escapeInline(text: string): string {
  return text.replace(special, '\\$&');
}

/** A line that shall be a paragraph's: what would begin another block is escaped. */
export function escapeLineStart(line: string): string {
  return line.replace(blockStart, '\\$&').replace(orderedStart, '$1\\$2');
}

/** A line of plain text as a paragraph of Markdown. */
export const escapedLine = (line: string): string => escapeLineStart(escapeInline(line));

/** A code span: a fence of more backticks than any run inside (CommonMark 6.1). */
export function codeSpan(text: string): string {
  const fence = '`'.repeat(1 + longestRun(text));
  const padded = /^`|`$|^ .* $/.test(text) ? ` ${text} ` : text;
  return fence + padded + fence;
}

/** A fenced code block (CommonMark 4.5). */
export function codeBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(text)));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}

/** A link's address between parentheses (CommonMark 6.3). */
export function linkAddress(address: string): string {
  const plain = address.replace(/[<>\\]/g, encodeURIComponent).replace(/&(?=#?[a-zA-Z0-9]{1,33};)/g, '\\&');
  return /[\s()]/.test(plain) ? `<${plain}>` : plain;
}
