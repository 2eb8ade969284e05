import { blankLineAt, visitHeaders } from './header-lines.ts';
import type { Found, ParsedHeader, RecordHeader, RecordSyntax } from './record-syntax.ts';

const MAGIC = 'WARC/';
/** `WARC/1.0` and its line end, then a field; what follows is looked at for WARC-Type. */
const START = /^WARC\/\d\.\d{1,2}[ \t]*\r?\n[\w-]{1,64}[ \t]*:/;
/** Fields that every record has; a search believes in a header that shows one. */
const FIELD = /\nWARC-(?:Type|Record-ID|Date)[ \t]*:/i;
/** Bytes of a header within which a search expects to see one of them. */
const SEARCHED = 1024;
const LF = 10;
const CR = 13;

function beginsAt(bytes: Buffer, at: number, final: boolean): boolean | undefined {
  const length = Math.min(MAGIC.length + 1, bytes.length - at);
  for (let index = 0; index < length; index++) {
    const byte = bytes[at + index]!;
    if (index < MAGIC.length ? byte !== MAGIC.charCodeAt(index) : byte < 48 || byte > 57) return false;
  }
  if (length > MAGIC.length) return true;
  return final ? false : undefined;
}

/**
 * End of the header that begins at `start`, as `headerEnd` has it, searched for from the line at `from` on.
 * A header that another one cuts short ends before that.
 */
function ownHeaderEnd(bytes: Buffer, start: number, from: number): { end: number; next: number } | { resume: number } {
  let at = from;
  while (true) {
    const line = bytes.indexOf(LF, at);
    if (line < 0) return { resume: at };
    if (line === at || (line === at + 1 && bytes[at] === CR)) return { end: at, next: line + 1 };
    if (at > start && beginsAt(bytes, at, true) === true) return { end: at, next: at };
    at = line + 1;
  }
}

function parse(bytes: Buffer, at: number, from: number): ParsedHeader | { resume: number } {
  const ends = ownHeaderEnd(bytes, at, from);
  if ('resume' in ends) return ends;
  const header: RecordHeader = {
    type: '',
    url: undefined,
    date: undefined,
    contentType: undefined,
    length: undefined,
    language: undefined,
  };
  visitHeaders(bytes.toString('utf8', at, ends.end), (name, value) => {
    if (name === 'warc-type') header.type = value.toLowerCase();
    else if (name === 'warc-target-uri') header.url = bareUri(value);
    else if (name === 'warc-date') header.date = value;
    else if (name === 'content-type') header.contentType = value;
    else if (name === 'content-length') header.length = /^\d{1,15}$/.test(value) ? Number(value) : undefined;
    else if (name === 'warc-identified-content-language') header.language = value;
  });
  return { header, bodyStart: ends.next };
}

/** WARC 1.0's grammar puts `<>` around URIs and wget follows it; nobody means them as part of the URI. */
function bareUri(value: string): string | undefined {
  const uri = value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1).trim() : value;
  return uri === '' ? undefined : uri;
}

function find(bytes: Buffer, from: number, final: boolean): Found {
  let at = bytes.indexOf(MAGIC, from, 'latin1');
  for (; at >= 0; at = bytes.indexOf(MAGIC, at + 1, 'latin1')) {
    const head = bytes.toString('latin1', at, Math.min(at + SEARCHED, bytes.length));
    const incomplete = head.length < SEARCHED && !final;
    if (!START.test(head)) {
      // Version line and first field's name fit into this.
      if (incomplete && head.length < 128) return { resume: at };
      continue;
    }
    const blank = head.search(/\n\r?\n/);
    if (FIELD.test(blank < 0 ? head : head.slice(0, blank))) return { at };
    if (blank < 0 && incomplete) return { resume: at };
  }
  return { resume: Math.max(from, bytes.length - MAGIC.length + 1) };
}

/** WARC 0.17 to 1.1. */
export const warcSyntax: RecordSyntax = { name: 'WARC', beginsAt, parse, closesAt: blankLineAt, find };
