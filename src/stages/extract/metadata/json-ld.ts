import { cleanText } from './byte-text.ts';

/** Longest block parsed, in characters: shops put whole catalogues into one. */
const MAX_CHARACTERS = 1 << 20;
/** Nodes looked at over all blocks, and how deep. */
const MAX_NODES = 500;
const MAX_DEPTH = 12;

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Longest text read from a property, in characters. */
const MAX_TEXT = 16_384;

/** The text of a property: itself, the first of several, or the name of what it is. */
export function stringOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = isObject(first) ? (first['name'] ?? first['@value']) : first;
  return typeof text === 'string' ? cleanText(text.slice(0, MAX_TEXT)) || undefined : undefined;
}

/** The value of a JSON-LD block, or undefined: what hand-written templates get wrong is mended where that is safe. */
export function parseJsonLd(source: string): unknown {
  if (source.length > MAX_CHARACTERS) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    try {
      return JSON.parse(mend(source));
    } catch {
      return undefined;
    }
  }
}

/** Comment and CDATA wrappers, raw line breaks inside strings, trailing commas and semicolons. */
function mend(source: string): string {
  const inner = source
    .trim()
    .replace(/^(?:\/\/|\/\*)?\s{0,9}<!(?:\[CDATA\[|--)/, '')
    .replace(/(?:\]\]|--)>\s{0,9}(?:\*\/)?$/, '');
  const open = inner.search(/[[{]/);
  const close = Math.max(inner.lastIndexOf('}'), inner.lastIndexOf(']'));
  return inner
    .slice(Math.max(open, 0), close + 1)
    .replace(/\p{Cc}/gu, ' ')
    .replace(/,(?= {0,100}[}\]])/g, '');
}

/** Where a page's one thing is linked from; lists hold questions, comments, offers and other pages. */
const followed = ['mainEntity', 'mainEntityOfPage'];

/** All nodes that blocks hold about the page itself, in order. */
export function collectNodes(blocks: readonly unknown[]): JsonObject[] {
  const nodes: JsonObject[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (nodes.length >= MAX_NODES || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, depth + 1);
    } else if (isObject(value)) {
      nodes.push(value);
      visit(value['@graph'], depth + 1);
      for (const key of followed) if (isObject(value[key])) visit(value[key], depth + 1);
    }
  };
  visit(blocks, 0);
  return nodes;
}

/** The last parts of a node's types: `schema:NewsArticle` and `https://schema.org/NewsArticle` are `NewsArticle`. */
export function typesOf(node: JsonObject): string[] {
  const type = node['@type'];
  const list: unknown[] = Array.isArray(type) ? type : [type];
  return list.filter((one) => typeof one === 'string').map((one) => one.slice(0, 200).replace(/^.*[/:#]/, ''));
}

const articleType =
  /(?:Article|Posting|Report|Review|Recipe|HowTo|Thesis|Chapter|Book|Course|Event|Podcast\w{0,20}|Movie|Question|QAPage)$/;
const pageType =
  /(?:Page|Product|ProductGroup|Service|Dataset|SoftwareApplication|VideoObject|CreativeWork|LocalBusiness)$/;

function isOfType(node: JsonObject, expression: RegExp): boolean {
  return typesOf(node).some((type) => expression.test(type));
}

/** The node that the page is: an article before a page before nothing; the one that carries a date where several do. */
export function mainNode(nodes: readonly JsonObject[]): JsonObject | undefined {
  const articles = nodes.filter((node) => isOfType(node, articleType));
  return (
    articles.find((node) => node['datePublished'] !== undefined) ??
    articles[0] ??
    nodes.find((node) => isOfType(node, pageType))
  );
}

/** The node that says when the page was published: the main one, else the page that holds it. */
export function datedNode(nodes: readonly JsonObject[], main: JsonObject | undefined): JsonObject | undefined {
  if (main?.['datePublished'] !== undefined) return main;
  return nodes.find((node) => node['datePublished'] !== undefined && isOfType(node, pageType)) ?? main;
}

/** What the page's nodes say of its last change: the dated node, else any that is an article or a page. */
export function changeOf(nodes: readonly JsonObject[], dated: JsonObject | undefined): string | undefined {
  const stated = [dated, ...nodes.filter((node) => isOfType(node, articleType) || isOfType(node, pageType))];
  const changes = stated.map((node) => stringOf(node?.['dateModified'] ?? node?.['lastReviewed']));
  return changes.find((change) => change !== undefined);
}
