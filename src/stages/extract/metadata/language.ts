/**
 * A language tag as BCP 47 writes it (`zh-Hant-TW`, `en-GB`) from what pages write (`en_us`, `ZH-tw`, `de-DE, en`);
 * undefined when it is none.
 */
export function languageTag(text: string): string | undefined {
  const match =
    /^\s{0,9}([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?=$|[\s,;]|[-_](?:[a-z\d]{4,8}|[a-z]-))/i.exec(
      text.slice(0, 60),
    );
  if (match === null) return undefined;
  const language = match[1]!.toLowerCase();
  if (language === 'und' || language === 'mul' || language === 'zxx') return undefined;
  const script = match[2] === undefined ? '' : `-${match[2][0]!.toUpperCase()}${match[2].slice(1).toLowerCase()}`;
  return `${language}${script}${match[3] === undefined ? '' : `-${match[3].toUpperCase()}`}`;
}

/** English countries that write the day first. */
const dayFirstRegions = new Set(['GB', 'AU', 'NZ', 'IE', 'IN', 'ZA', 'SG', 'HK', 'MT']);
const dayFirstDomains = /\.(?:uk|au|nz|ie|in|za|sg|hk|eu)(?:[:/]|$)/i;

/** Whether 04/09/2025 is the fourth of September on a page in this language at this address. */
export function writesDayFirst(language: string | undefined, url: string | undefined): boolean {
  if (language !== undefined && !/^en(?:-|$)/.test(language)) return true;
  const region = /-([A-Z]{2})$/.exec(language ?? '')?.[1];
  if (region !== undefined) return dayFirstRegions.has(region);
  const host = /^[a-z]{1,10}:\/\/([^/]{1,300}\/?)/i.exec(url?.slice(0, 400) ?? '')?.[1] ?? '';
  return dayFirstDomains.test(host);
}
