import { contextBefore, isAsciiLetter, isDigit, type Span } from './span.ts';

/** Words before four numbers that are no address. */
const VERSION_WORDS = [
  'version',
  'ver',
  'v',
  'release',
  'build',
  'revision',
  'rev',
  'firmware',
  'driver',
  'section',
  'chapter',
  'clause',
  'figure',
  'table',
  'appendix',
  'oid',
  '版本',
  '版',
  '章',
  '节',
  '節',
  '第',
  '§',
];
const ADDRESS_WORDS = [
  'ip',
  'ipv4',
  'address',
  'host',
  'server',
  'from',
  'ping',
  'dns',
  'gateway',
  'proxy',
  '地址',
  '位址',
  '伺服器',
  '服务器',
];

/** Four numbers all below this look like a section or a version, unless a word says address. */
const SMALL_OCTET = 32;

/** The longest IPv6 address in text form. */
const MAX_IPV6 = 45;

/** The public IPv4 address that starts at `start`, or null. */
export function ipv4At(text: string, start: number): Span | null {
  const before = start === 0 ? 0x20 : text.charCodeAt(start - 1);
  if (before === 0x2e || before === 0x2d || before === 0x5f) return null;
  const octets: number[] = [];
  let index = start;
  while (octets.length < 4) {
    const first = index;
    let value = 0;
    while (index < text.length && index - first < 3 && isDigit(text.charCodeAt(index))) {
      value = value * 10 + text.charCodeAt(index) - 0x30;
      index += 1;
    }
    if (index === first || value > 255 || (index - first > 1 && text.charCodeAt(first) === 0x30)) return null;
    octets.push(value);
    if (octets.length < 4) {
      if (text.charCodeAt(index) !== 0x2e) return null;
      index += 1;
    }
  }
  const after = index < text.length ? text.charCodeAt(index) : 0x20;
  if (isDigit(after) || isAsciiLetter(after) || after === 0x5f || after === 0x2d) return null;
  if (
    after === 0x2e &&
    index + 1 < text.length &&
    (isDigit(text.charCodeAt(index + 1)) || isAsciiLetter(text.charCodeAt(index + 1)))
  )
    return null;
  if (!isPublicV4(octets)) return null;
  const context = contextBefore(text, start);
  if (endsWithWord(context, VERSION_WORDS)) return null;
  if (octets.every((octet) => octet < SMALL_OCTET) && !hasWord(context, ADDRESS_WORDS)) return null;
  return { start, end: index, kind: 'ip' };
}

/** IANA's special-purpose registry (RFC 6890 and later): private, loopback, link-local, documentation, multicast … are nobody's. */
function isPublicV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  if (a === 192 && ((b === 0 && (c === 0 || c === 2)) || b === 168 || (b === 88 && c === 99))) return false;
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
  return !(a === 203 && b === 0 && c === 113);
}

/** Public IPv6 addresses, found by their colons: global unicast (2000::/3), documentation left out (RFC 4291, RFC 3849). */
export function findIpv6(text: string, spans: Span[]): void {
  let from = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', from)) {
    let start = colon;
    while (start > from && colon - start < 5 && isHex(text.charCodeAt(start - 1))) start -= 1;
    let end = colon + 1;
    while (
      end < text.length &&
      end - start <= MAX_IPV6 &&
      (isHex(text.charCodeAt(end)) || text.charCodeAt(end) === 0x3a)
    )
      end += 1;
    from = end;
    if (colon - start !== 4 || (start > 0 && isWordCode(text.charCodeAt(start - 1)))) continue;
    if (end < text.length && isWordCode(text.charCodeAt(end))) continue;
    if (text.charCodeAt(end - 1) === 0x3a && text.charCodeAt(end - 2) !== 0x3a) end -= 1;
    if (isPublicV6(text.slice(start, end))) spans.push({ start, end, kind: 'ip' });
  }
}

function isPublicV6(address: string): boolean {
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (groups.some((group) => group === '' || group.length > 4)) return false;
  if (halves.length === 1 ? groups.length !== 8 : groups.length < 3 || groups.length > 7) return false;
  const first = Number.parseInt(groups[0]!, 16);
  const second = Number.parseInt(groups[1]!, 16);
  return first >= 0x2000 && first <= 0x3fff && !(first === 0x2001 && second === 0xdb8);
}

const isHex = (code: number): boolean =>
  isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

const isWordCode = (code: number): boolean => isDigit(code) || isAsciiLetter(code) || code === 0x5f || code === 0x3a;

function endsWithWord(context: string, words: readonly string[]): boolean {
  let end = context.length;
  while (end > 0 && ' .:#='.includes(context[end - 1]!)) end -= 1;
  const trimmed = context.slice(0, end);
  return words.some((word) => {
    if (!trimmed.endsWith(word)) return false;
    const at = trimmed.length - word.length - 1;
    return at < 0 || !isAsciiLetter(trimmed.charCodeAt(at)) || !isAsciiLetter(word.charCodeAt(0));
  });
}

const hasWord = (context: string, words: readonly string[]): boolean => words.some((word) => context.includes(word));
