const LF = 10;
const CR = 13;

/** Bytes that stand between records: line ends, and NULs that some writers pad with. */
export function skipBlank(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] === LF || bytes[at] === CR || bytes[at] === 0)) at++;
  return at;
}

/** Index before the line ends that close a block ending at `end`: at most one blank line (`\r\n\r\n` or `\n\n`). */
export function trimRecordEnd(bytes: Buffer, start: number, end: number): number {
  let at = end;
  for (let lines = 0; lines < 2; lines++) {
    if (at > start && bytes[at - 1] === LF) at -= at - 1 > start && bytes[at - 2] === CR ? 2 : 1;
  }
  return at;
}

/** Whether the line ends that close a record (`\r\n\r\n` or `\n\n`) stand here. */
export function blankLineAt(bytes: Buffer, at: number): boolean {
  const first = bytes[at] === CR ? at + 1 : at;
  const second = bytes[first + 1] === CR ? first + 2 : first + 1;
  return bytes[first] === LF && bytes[second] === LF;
}

/**
 * End of a header block that starts at `from`: `end` is behind its last line, `next` behind the blank line.
 * Lines may end in `\r\n` or a bare `\n`. Undefined where no blank line has come yet.
 */
export function headerEnd(bytes: Buffer, from: number): { end: number; next: number } | undefined {
  let at = from;
  while (true) {
    const line = bytes.indexOf(LF, at);
    if (line < 0) return undefined;
    if (line === at || (line === at + 1 && bytes[at] === CR)) return { end: at, next: line + 1 };
    at = line + 1;
  }
}

/**
 * Calls `visit` with each `name: value` of a header block, names in lower case, folded lines joined.
 * Lines without a colon are passed over. UTF-8, as crawlers write it, although the standards say ASCII.
 */
export function visitHeaders(block: string, visit: (name: string, value: string) => void): void {
  let name = '';
  let value = '';
  for (let at = 0; at < block.length; ) {
    let end = block.indexOf('\n', at);
    if (end < 0) end = block.length;
    const first = block.charCodeAt(at);
    if ((first === 32 || first === 9) && name !== '') {
      value += ` ${block.slice(at, end).trim()}`;
    } else {
      const colon = block.indexOf(':', at);
      if (colon > at && colon < end) {
        if (name !== '') visit(name, value);
        name = block.slice(at, colon).trimEnd().toLowerCase();
        value = block.slice(colon + 1, end).trim();
      }
    }
    at = end + 1;
  }
  if (name !== '') visit(name, value);
}
