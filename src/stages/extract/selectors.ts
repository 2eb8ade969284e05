import { type CheerioAPI, load as parse } from 'cheerio/slim';
import { z } from 'zod';
import { RecipeError } from '../../errors.ts';
import { assembleMarkdown } from './markdown/markdown.ts';
import { cleanText } from './metadata/byte-text.ts';
import { parseDate } from './metadata/date.ts';
import type { TextFormat } from './parameters.ts';
import { createPage, scan } from './scan/page.ts';
import { flag } from './scan/tags.ts';
import { assemble } from './text/assemble.ts';

/** Longer pages and deeper nesting are left to the model: a tree of them costs too much memory or time. */
const MAX_PAGE_BYTES = 16 << 20;
const MAX_DEPTH = 512;

/** HTML, written out again with the characters as they are: numeric references would hide words from the layout. */
const treeOptions = { xml: { xmlMode: false, encodeEntities: 'utf8' } } as const;

function selectorFault(selector: string): string | undefined {
  try {
    parse('<p></p>')(selector);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const selectorSchema = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .superRefine((selector, context) => {
    const fault = selectorFault(selector);
    if (fault !== undefined) context.addIssue(`"${selector}" is no CSS selector: ${fault}`);
  });

const siteSchema = z
  .object({
    content: selectorSchema.describe('Elements whose text is the main text, in the order of the page'),
    remove: z.array(selectorSchema).max(100).default([]).describe('Elements left out, wherever they stand'),
    title: selectorSchema.optional().describe('Element whose text is the title'),
    author: selectorSchema.optional().describe('Elements whose texts are the authors'),
    created: selectorSchema.optional().describe('Element that holds the publication date, in datetime or as text'),
  })
  .strict();

/**
 * CSS selectors by host; a host stands for its subdomains too, the longest that fits decides. A selector alone is
 * short for `{ content }`. The tree is as the page writes it: no `tbody` is implied.
 */
export const siteSelectorsSchema = z
  .record(
    z.string().min(1).max(253),
    z.preprocess((site) => (typeof site === 'string' ? { content: site } : site), siteSchema),
  )
  .superRefine((sites, context) => {
    for (const host of Object.keys(sites)) {
      if (normaliseHost(host) === undefined) context.addIssue(`"${host}" is no host: expected one such as example.org`);
    }
  });
type SiteSelectors = z.infer<typeof siteSchema>;

interface SelectedText {
  /** Laid out as main text is; empty when nothing on the page fits the selectors. */
  text: string;
  /** Publication date, ISO 8601. */
  created?: string;
  metadata: { title?: string; author?: string };
}

/** Undefined when no selectors are for this page, or the page is too large or nested too deep for a tree. */
export type SelectText = (utf8: Uint8Array, url: string | undefined) => SelectedText | undefined;

/** An address read, undefined for what is none. `URL.canParse` denies letters of Latin-1 once it is compiled (Node 20). */
function parseAddress(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function normaliseHost(host: string): string | undefined {
  const parsed = parseAddress(`http://${host}/`);
  if (parsed === undefined) return undefined;
  const { hostname, href } = parsed;
  return href === `http://${hostname}/` && hostname.includes('.') ? hostname.replace(/^www\./, '') : undefined;
}

/** The selectors for an address: of its host, else of the longest domain it is in. */
function findSite(sites: ReadonlyMap<string, SiteSelectors>, url: string | undefined): SiteSelectors | undefined {
  const address = sites.size === 0 || url === undefined ? undefined : parseAddress(url);
  if (address === undefined) return undefined;
  for (let { hostname: host } = address; host !== ''; host = host.slice(host.indexOf('.') + 1)) {
    const site = sites.get(host);
    if (site !== undefined) return site;
    if (!host.includes('.')) return undefined;
  }
  return undefined;
}

/** Elements that never hold others, or whose end tags may be left out: these do not add up to depth. */
const flat =
  /^(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|t[rdh]|tbody|thead|track|wbr)$/i;

/** Whether elements nest deeper than `MAX_DEPTH`, by their tags alone. */
function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, closing, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    if (flat.test(name!)) continue;
    if (closing === '/') depth = Math.max(0, depth - 1);
    else if (++depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The markup of the selected elements; of nested ones the outermost. */
function selectedMarkup($: CheerioAPI, selector: string): string {
  const selected = $(selector).toArray();
  const all = new Set<unknown>(selected);
  const outermost = selected.filter((element) => {
    for (let parent = element.parent; parent !== null; parent = parent.parent) if (all.has(parent)) return false;
    return true;
  });
  return outermost.map((element) => `<div>${$.html(element)}</div>`).join('\n');
}

function textsOf($: CheerioAPI, selector: string | undefined): string[] {
  if (selector === undefined) return [];
  const texts = $(selector)
    .toArray()
    .slice(0, 20)
    .map((element) => cleanText($(element).text()));
  return texts.filter((text) => text !== '');
}

function dateOf($: CheerioAPI, selector: string | undefined): string | undefined {
  if (selector === undefined) return undefined;
  const element = $(selector).first();
  return parseDate(element.attr('datetime') ?? element.attr('content') ?? cleanText(element.text()), {
    dayFirst: true,
  });
}

/**
 * Makes the selection of main text by per-site CSS selectors. Uses the thread's scratch memory, so not reentrant.
 * Errors: `RecipeError` that names the host and selector at fault.
 */
export function createSelectors(input: Readonly<Record<string, unknown>>, format: TextFormat = 'text'): SelectText {
  const parsed = siteSelectorsSchema.safeParse(input);
  if (!parsed.success) throw new RecipeError(`extract: selectors: ${z.prettifyError(parsed.error)}`);
  const sites = new Map(Object.entries(parsed.data).map(([host, site]) => [normaliseHost(host) ?? host, site]));
  const layOut = createLayout(format);
  return (utf8, url) => {
    const site = findSite(sites, url);
    if (site === undefined || utf8.length > MAX_PAGE_BYTES) return undefined;
    const html = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength).toString('utf8');
    if (isTooDeep(html)) return undefined;
    const $ = parse(html, treeOptions);
    const title = textsOf($, site.title)[0];
    const authors = textsOf($, site.author);
    const created = dateOf($, site.created);
    for (const selector of site.remove) $(selector).remove();
    return {
      text: layOut(selectedMarkup($, site.content)),
      ...(created === undefined ? {} : { created }),
      metadata: {
        ...(title === undefined ? {} : { title }),
        ...(authors.length === 0 ? {} : { author: authors.join('; ') }),
      },
    };
  };
}

/** Makes the function that gives markup the layout of main text, all of its visible blocks. */
function createLayout(format: TextFormat): (markup: string) => string {
  const page = createPage();
  return (markup) => {
    if (markup === '') return '';
    scan(page, Buffer.from(markup));
    const keep = new Uint8Array(page.blocks);
    for (let block = 0; block < page.blocks; block++) {
      keep[block] = (page.flags[page.blockElement[block]!]! & flag.hidden) === 0 ? 1 : 0;
    }
    return format === 'markdown' ? assembleMarkdown(page, keep) : assemble(page, keep);
  };
}
