/** A line of visible text as a page shows it. */
export interface TextLine {
  /** With its entities; empty when no digit is in it, for then it holds no date. */
  text: string;
  /** Characters that are no white space. */
  length: number;
  /** Where the line ends, in bytes of the page. */
  end: number;
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const DASH = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

const MAX_NAME = 10;

/** Elements that stand on lines of their own. */
const blockNames = [
  ...[
    'p',
    'div',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'li',
    'ul',
    'ol',
    'tr',
    'td',
    'th',
    'table',
    'section',
    'article',
  ],
  ...[
    'header',
    'footer',
    'aside',
    'nav',
    'br',
    'hr',
    'dl',
    'dt',
    'dd',
    'figure',
    'figcaption',
    'time',
    'address',
    'main',
  ],
];
/** Elements whose content is not shown. */
const hiddenNames = ['script', 'style', 'svg', 'select', 'noscript', 'template'];

/** Number of the tag name at `at`, whatever its case; names of more than ten letters share numbers, no listed one does. */
function nameNumber(page: Uint8Array, at: number): number {
  let number = 0;
  for (let i = 0; i < MAX_NAME; i++) {
    const byte = page[at + i] ?? GT;
    const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    if (!isLetter && !(byte >= ZERO && byte <= NINE)) break;
    number = (Math.imul(number, 31) + (byte | 0x20)) | 0;
  }
  return number;
}

const blocks = new Set(blockNames.map((name) => nameNumber(Buffer.from(name), 0)));
const hidden = new Map(hiddenNames.map((name) => [nameNumber(Buffer.from(name), 0), `</${name}`]));

/** Characters that are no white space in UTF-8 bytes; negative when a digit is among them. */
function countCharacters(page: Buffer, start: number, end: number): number {
  let count = 0;
  let sign = 1;
  for (let at = start; at < end; at++) {
    const byte = page[at]!;
    if (byte <= 0x20 || (byte & 0xc0) === 0x80) continue;
    count++;
    if (byte >= ZERO && byte <= NINE) sign = -1;
  }
  return count * sign;
}

/** Behind the tag at `open`; of a hidden element behind its end tag, of a comment behind its end. */
function tagEnd(part: Buffer, open: number, endTag: string | undefined): number {
  if (part[open + 1] === BANG && part[open + 2] === DASH) {
    const close = part.indexOf('-->', open, 'latin1');
    return close === -1 ? part.length : close + 3;
  }
  const from = endTag === undefined ? open : part.indexOf(endTag, open, 'latin1');
  const close = from === -1 ? -1 : part.indexOf(GT, from);
  return close === -1 ? part.length : close + 1;
}

/**
 * The lines of visible text in the bytes `[start, end)` of a page, until they hold more than `most` characters. What is
 * cut off at the end counts as it stands.
 */
export function textLines(page: Buffer, start: number, end: number, most = Number.POSITIVE_INFINITY): TextLine[] {
  const part = page.subarray(start, end);
  const lines: TextLine[] = [];
  /** Starts and ends of the line's pieces. */
  let pieces: number[] = [];
  let length = 0;
  let total = 0;
  let hasDigit = false;
  const endLine = (at: number) => {
    if (length === 0) return;
    let text = '';
    if (hasDigit)
      for (let i = 0; i < pieces.length; i += 2) text += `${part.toString('utf8', pieces[i], pieces[i + 1])} `;
    lines.push({ text, length, end: start + at });
    total += length;
    pieces = [];
    length = 0;
    hasDigit = false;
  };
  for (let at = 0; at < part.length && total <= most; ) {
    const next = part.indexOf(LT, at);
    const open = next === -1 ? part.length : next;
    const characters = open > at ? countCharacters(part, at, open) : 0;
    if (characters !== 0) {
      pieces.push(at, open);
      hasDigit ||= characters < 0;
      length += Math.abs(characters);
    }
    if (open === part.length) break;
    const isEndTag = part[open + 1] === SLASH;
    const name = nameNumber(part, isEndTag ? open + 2 : open + 1);
    if (blocks.has(name)) endLine(open);
    at = tagEnd(part, open, isEndTag ? undefined : hidden.get(name));
  }
  endLine(part.length);
  return lines;
}
