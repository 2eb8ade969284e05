/** Parameters that name a campaign, a click or a session, and never a page. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|_ga|igshid|phpsessid|jsessionid|sid|sessionid)$/i;
/** Addresses are cut at this many characters: WHATWG parsing is linear, memory need not be. */
const LONGEST = 8192;

/**
 * A web address in one spelling, without its scheme: host in lower case, no default port, fragment, tracking parameter
 * or slash at the end, percent-encoding and dots in the path resolved (WHATWG URL), parameters in order of their names.
 * `www.` stays: both names may serve different pages. Undefined where it is no http address.
 */
export function canonicalAddress(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address.slice(0, LONGEST));
  } catch {
    return undefined;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const query = url.searchParams.toString();
  return `${url.hostname}${port}${url.pathname.replace(/\/$/, '')}${query === '' ? '' : `?${query}`}`;
}
