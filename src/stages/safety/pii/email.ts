import { parse } from 'tldts';
import type { Span } from './span.ts';

/** RFC 5321, 4.5.3.1: octets before and after the at sign. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 255;

/** E-mail addresses: a dot-atom, `@`, a host under a real top-level domain. */
export function findEmails(text: string, spans: Span[]): void {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at;
    const least = Math.max(0, at - MAX_LOCAL);
    while (start > least && isLocal(text.charCodeAt(start - 1))) start -= 1;
    while (start < at && text.charCodeAt(start) === 0x2e) start += 1;
    let end = at + 1;
    const most = Math.min(text.length, end + MAX_DOMAIN);
    while (end < most && isHostCode(text.charCodeAt(end))) end += 1;
    while (end > at + 1 && !isAlphanumeric(text.charCodeAt(end - 1))) end -= 1;
    if (start === at || text.charCodeAt(at - 1) === 0x2e || !isMailHost(text.slice(at + 1, end))) continue;
    spans.push({ start, end, kind: 'email' });
  }
}

function isMailHost(host: string): boolean {
  if (!host.includes('.') || host.includes('..') || host.startsWith('-')) return false;
  const { isIcann, domain } = parse(host, { validateHostname: true });
  return isIcann === true && domain !== null;
}

const isAlphanumeric = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** Letters, digits and `._%+-`, as addresses in use have them. */
const isLocal = (code: number): boolean =>
  isAlphanumeric(code) || code === 0x2e || code === 0x5f || code === 0x25 || code === 0x2b || code === 0x2d;

const isHostCode = (code: number): boolean => isAlphanumeric(code) || code === 0x2e || code === 0x2d;
