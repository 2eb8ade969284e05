import { parse } from 'tldts';

/** The parts of a web address that lists and word rules look at. */
export interface Address {
  /** Lower case, without `www.`. */
  host: string;
  /** The host, then its parent domains down to the registrable one: `a.b.example.com` → itself, `b.example.com`, `example.com`. */
  hosts: string[];
  /** Path without query, percent-encoding undone where it is valid, no slash at the end. */
  path: string;
}

/** Longer addresses are cut: what identifies a site stands at the start. */
const MAX_LENGTH = 2048;

/** Takes an address apart; null where there is no host. */
export function parseAddress(url: string): Address | null {
  const cut = url.slice(0, MAX_LENGTH);
  const parsed = parse(cut, { allowPrivateDomains: false });
  if (parsed.hostname === null) return null;
  const host = parsed.hostname.startsWith('www.') ? parsed.hostname.slice(4) : parsed.hostname;
  return { host, hosts: parsed.isIp === true ? [host] : parents(host, parsed.domain), path: pathOf(cut) };
}

function parents(host: string, domain: string | null): string[] {
  const hosts = [host];
  if (domain === null) return hosts;
  let rest = host;
  while (rest.length > domain.length) {
    const dot = rest.indexOf('.');
    if (dot === -1) break;
    rest = rest.slice(dot + 1);
    hosts.push(rest);
  }
  return hosts;
}

function pathOf(url: string): string {
  const scheme = url.indexOf('://');
  const start = url.indexOf('/', scheme === -1 ? 0 : scheme + 3);
  if (start === -1) return '';
  let end = url.length;
  for (const mark of ['?', '#']) {
    const at = url.indexOf(mark, start);
    if (at !== -1 && at < end) end = at;
  }
  while (end > start && url[end - 1] === '/') end -= 1;
  const path = url.slice(start, end);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
