import type { Failure } from '../../../document.ts';
import { type Address, parseAddress } from './address.ts';
import type { HostSet } from './host-set.ts';
import type { UrlWords } from './url-words.ts';

export interface HostList {
  category: string;
  set: HostSet;
}

/** Prefixes of a path that are looked up, from the whole path down. */
const MAX_PATH_SEGMENTS = 8;

/**
 * Judges a document's address: `url-host` for each category that lists the host, a parent domain or a path above it;
 * `url-word` for words in it. A rule's value is what matched.
 */
export function createUrlRules(lists: readonly HostList[], allowed: HostSet | null, words: UrlWords | null) {
  return (url: string): Failure[] => {
    const address = parseAddress(url);
    if (address === null || (allowed !== null && findEntry(allowed, address) !== null)) return [];
    const failures: Failure[] = [];
    for (const { category, set } of lists) {
      const entry = findEntry(set, address);
      if (entry !== null) failures.push({ rule: 'url-host', value: entry, limit: category });
    }
    const found = words?.find(address) ?? null;
    if (found !== null) failures.push({ rule: 'url-word', value: found.words.join(' '), limit: found.kind });
    return failures;
  };
}

function findEntry(set: HostSet, address: Address): string | null {
  for (const host of address.hosts) if (set.has(host)) return host;
  if (address.path === '') return null;
  let path = address.path;
  for (let segment = 0; segment < MAX_PATH_SEGMENTS && path !== ''; segment++) {
    for (const host of address.hosts) if (set.has(host + path)) return host + path;
    path = path.slice(0, path.lastIndexOf('/'));
  }
  return null;
}
