import type { Found, ParsedHeader, RecordHeader, RecordSyntax } from './record-syntax.ts';

const LF = 10;
/** Longest header line that is looked at: URLs of old crawls run to a few thousand bytes. */
const MAX_LINE = 16_384;

/**
 * Reads an ARC header line: `URL IP date type length` (version 1) or
 * `URL IP date type status checksum location offset file length` (version 2). URL and type may hold spaces, so the date,
 * 14 digits behind an address, is the anchor.
 */
export function parseArcLine(line: string): RecordHeader | undefined {
  if (!/^[A-Za-z][A-Za-z0-9+.-]{0,30}:/.test(line)) return undefined;
  const anchor = findAnchor(line);
  if (anchor === undefined) return undefined;
  const url = line.slice(0, anchor.addressStart).trim();
  const rest = line.slice(anchor.dateEnd).trim().split(' ');
  const length = rest.at(-1)!;
  const contentType = rest.slice(0, rest.length >= 7 ? -6 : -1).join(' ');
  const type = url.startsWith('filedesc:') ? 'warcinfo' : url.startsWith('dns:') ? 'dns' : 'response';
  return {
    type,
    url,
    date: line.slice(anchor.dateStart, anchor.dateStart + 14),
    contentType: contentType === '' || contentType === 'no-type' ? undefined : contentType,
    length: /^\d{1,15}$/.test(length) ? Number(length) : undefined,
    language: undefined,
  };
}

/** Finds ` address date ` in a header line, from its start. */
function findAnchor(line: string): { addressStart: number; dateStart: number; dateEnd: number } | undefined {
  let address = line.indexOf(' ') + 1;
  while (address > 0) {
    const date = line.indexOf(' ', address) + 1;
    if (date === 0) return undefined;
    const dateEnd = endOfDigits(line, date);
    // 14 digits, by the standard; writers are known to append to them.
    const dated = dateEnd - date >= 12 && dateEnd - date <= 20 && line.charCodeAt(dateEnd) === 32;
    if (dated && /^(?:[0-9.]{7,15}|[0-9a-fA-F:]{2,45})$/.test(line.slice(address, date - 1)))
      return { addressStart: address - 1, dateStart: date, dateEnd };
    address = date;
  }
  return undefined;
}

function endOfDigits(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) >= 48 && line.charCodeAt(at) <= 57) at++;
  return at;
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 32) >= 97 && (byte | 32) <= 122;
}

/** The header line that begins here: null where there is none, undefined where its end has not come yet. */
function headerLine(bytes: Buffer, at: number, final: boolean): { line: string; next: number } | null | undefined {
  if (at >= bytes.length) return final ? null : undefined;
  if (!isLetter(bytes[at])) return null;
  const window = bytes.subarray(at, at + MAX_LINE);
  const end = window.indexOf(LF);
  if (end < 0) return window.length < MAX_LINE && !final ? undefined : null;
  return { line: bytes.toString('utf8', at, at + end), next: at + end + 1 };
}

function beginsAt(bytes: Buffer, at: number, final: boolean): boolean | undefined {
  const found = headerLine(bytes, at, final);
  if (found === undefined) return undefined;
  return found !== null && parseArcLine(found.line) !== undefined;
}

function parse(bytes: Buffer, at: number): ParsedHeader | { resume: number } {
  const found = headerLine(bytes, at, true);
  const header = found == null ? undefined : parseArcLine(found.line);
  return found == null || header === undefined ? { resume: at } : { header, bodyStart: found.next };
}

function find(bytes: Buffer, from: number, final: boolean): Found {
  let at = from;
  // A line that begins before `from` is not one that begins here.
  if (at > 0 && bytes[at - 1] !== LF) at = nextLine(bytes, at);
  while (at >= 0 && at < bytes.length) {
    const begins = mayBegin(bytes, at) ? beginsAt(bytes, at, final) : false;
    if (begins === true) return { at };
    if (begins === undefined) return { resume: at };
    at = nextLine(bytes, at);
  }
  return { resume: bytes.length };
}

/** A scheme's colon within the first bytes; spares most lines of a page the closer look. */
function mayBegin(bytes: Buffer, at: number): boolean {
  if (!isLetter(bytes[at])) return false;
  const end = Math.min(at + 32, bytes.length);
  for (let index = at + 1; index < end; index++) {
    const byte = bytes[index]!;
    if (byte === 58) return true;
    if (byte <= 32) return false;
  }
  return end < at + 32;
}

function nextLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LF, at);
  return end < 0 ? -1 : end + 1;
}

/** ARC versions 1 and 2. */
export const arcSyntax: RecordSyntax = {
  name: 'ARC',
  beginsAt,
  parse,
  closesAt: (bytes, at) => bytes[at] === LF,
  find,
};
