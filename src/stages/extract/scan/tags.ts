/**
 * What the scanner knows of HTML elements. Only block-level elements (HTML standard, section 15.3) become nodes;
 * every other tag either has a kind of its own below or is inline and passes without a trace.
 */

/** Block-level elements; an element's number is its place in this list, counted from 1. */
const blockTags = [
  ...['html', 'body', 'address', 'article', 'aside', 'blockquote', 'button', 'caption', 'center', 'dd', 'details'],
  ...['dialog', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'legend', 'li', 'main', 'menu', 'nav', 'ol', 'p', 'pre'],
  ...[
    'section',
    'summary',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'tr',
    'ul',
    'noscript',
    'search',
    'listing',
  ],
] as const;

/** How the scanner treats a tag it knows. */
export const tagKind = {
  unknown: 0,
  block: 1,
  /** Its content is not text of the page: everything to its end tag is passed over. */
  skipped: 2,
  title: 3,
  meta: 4,
  lineBreak: 5,
  rule: 6,
  input: 7,
  anchor: 8,
  /** Raw text that a reader sees: `xmp`. */
  rawText: 9,
  /** Everything behind it is text. */
  plaintext: 10,
  /** Reading aid beside ruby text: left out. */
  rubyAid: 11,
  script: 12,
  textarea: 13,
  image: 14,
} as const;

const otherTags = {
  ...{ style: tagKind.skipped, template: tagKind.skipped, svg: tagKind.skipped, select: tagKind.skipped },
  ...{ iframe: tagKind.skipped, video: tagKind.skipped, audio: tagKind.skipped, canvas: tagKind.skipped },
  ...{ object: tagKind.skipped, datalist: tagKind.skipped, annotation: tagKind.skipped, noembed: tagKind.skipped },
  ...{ script: tagKind.script, textarea: tagKind.textarea, title: tagKind.title, meta: tagKind.meta },
  ...{ br: tagKind.lineBreak, hr: tagKind.rule, input: tagKind.input, a: tagKind.anchor, img: tagKind.image },
  ...{ xmp: tagKind.rawText, plaintext: tagKind.plaintext, rt: tagKind.rubyAid, rp: tagKind.rubyAid },
} as const;

type TagName = (typeof blockTags)[number] | keyof typeof otherTags;

const tagNames: readonly TagName[] = [...blockTags, ...(Object.keys(otherTags) as (keyof typeof otherTags)[])];

/** Element number by name; 0 is no known tag. */
export const tagId = Object.fromEntries(tagNames.map((name, index) => [name, index + 1])) as Readonly<
  Record<TagName, number>
>;

/** Name by element number, for people. */
export function tagName(id: number): string {
  return tagNames[id - 1] ?? '#';
}

/** More than every element number. */
const tagSlots = 128;

export const kindOfTag = new Uint8Array(tagSlots);
/** Bytes that end a skipped element: `</` and the name in lower case. */
export const endTagOf: (Uint8Array | undefined)[] = new Array(tagSlots);
for (const name of tagNames) {
  kindOfTag[tagId[name]] = name in otherTags ? otherTags[name as keyof typeof otherTags] : tagKind.block;
  endTagOf[tagId[name]] = Buffer.from(`</${name}`);
}

/** Names are hashed byte by byte: `hash * 31 + (byte | 32)`. */
function hashOfName(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = (Math.imul(hash, 31) + (byte | 32)) | 0;
  return hash;
}

/** A slot has 11 bits: with fewer no multiplier keeps all names apart. */
export const nameShift = 21;

/** A multiplier under which no two known names share a slot; the search is short and always ends the same. */
function findMultiplier(): number {
  for (let multiplier = 1_679_385; ; multiplier += 2) {
    const slots = new Set(tagNames.map((name) => Math.imul(hashOfName(name), multiplier) >>> nameShift));
    if (slots.size === tagNames.length) return multiplier;
  }
}

export const nameMultiplier = findMultiplier();
/** Hash of the known name in a slot. */
export const nameHash = new Int32Array(1 << (32 - nameShift));
/** Element number of the known name in a slot. */
export const nameTag = new Uint8Array(1 << (32 - nameShift));
for (const name of tagNames) {
  const slot = Math.imul(hashOfName(name), nameMultiplier) >>> nameShift;
  nameHash[slot] = hashOfName(name);
  nameTag[slot] = tagId[name];
}

/** What an element is in, or is; inherited by everything inside. */
export const flag = {
  article: 1 << 0,
  main: 1 << 1,
  section: 1 << 2,
  nav: 1 << 3,
  header: 1 << 4,
  footer: 1 << 5,
  aside: 1 << 6,
  form: 1 << 7,
  list: 1 << 8,
  table: 1 << 9,
  figure: 1 << 10,
  dialog: 1 << 11,
  button: 1 << 12,
  hidden: 1 << 13,
  noscript: 1 << 14,
  comments: 1 << 15,
  preformatted: 1 << 16,
} as const;

export const flagsOfTag = new Int32Array(tagSlots);
for (const name of [
  'article',
  'main',
  'section',
  'nav',
  'header',
  'footer',
  'aside',
  'form',
  'table',
  'figure',
] as const)
  flagsOfTag[tagId[name]] = flag[name];
for (const name of ['dialog', 'button', 'noscript'] as const) flagsOfTag[tagId[name]] = flag[name];
for (const name of ['ul', 'ol', 'menu', 'dl', 'dir'] as const) flagsOfTag[tagId[name]] = flag.list;
for (const name of ['pre', 'listing', 'xmp', 'plaintext'] as const) flagsOfTag[tagId[name]] = flag.preformatted;
flagsOfTag[tagId.search] = flag.form;

/** ARIA landmark roles and the flag of the element each stands for. */
export const flagOfRole: readonly (readonly [Uint8Array, number])[] = Object.entries({
  main: flag.main,
  navigation: flag.nav,
  banner: flag.header,
  contentinfo: flag.footer,
  complementary: flag.aside,
  article: flag.article,
  dialog: flag.dialog,
  search: flag.form,
  button: flag.button,
}).map(([role, bit]) => [Buffer.from(role), bit] as const);

function maskOf(names: readonly TagName[]): Uint8Array {
  const mask = new Uint8Array(tagSlots);
  for (const name of names) mask[tagId[name]] = 1;
  return mask;
}

/** End tags that an opening tag implies: which open elements it closes, and which end the search. */
export interface Closing {
  closes: Uint8Array;
  stops: Uint8Array;
  /** A row or row group closes cell and row, so the search goes on behind the first hit. */
  repeats: boolean;
}

const closing = (closes: TagName[], stops: TagName[], repeats = false): Closing => ({
  closes: maskOf(closes),
  stops: maskOf(stops),
  repeats,
});

const cellStops: TagName[] = ['table', 'tr', 'ul', 'ol', 'dl'];
export const closingOf: (Closing | undefined)[] = new Array(tagSlots);
closingOf[tagId.li] = closing(['li'], ['ul', 'ol', 'menu', 'dir', 'table', 'dl']);
closingOf[tagId.dd] = closing(['dd', 'dt'], ['dl', 'table', 'ul', 'ol']);
closingOf[tagId.dt] = closing(['dd', 'dt'], ['dl', 'table', 'ul', 'ol']);
closingOf[tagId.td] = closing(['td', 'th'], cellStops);
closingOf[tagId.th] = closing(['td', 'th'], cellStops);
closingOf[tagId.tr] = closing(['tr', 'td', 'th'], ['table', 'ul', 'ol', 'dl'], true);
for (const name of ['tbody', 'thead', 'tfoot'] as const)
  closingOf[tagId[name]] = closing(['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'], ['table', 'ul', 'ol', 'dl'], true);

/** An end tag does not reach beyond these, unless it is a part of a table itself. */
export const scopeEnd = maskOf(['table', 'td', 'th', 'button', 'body', 'html']);
export const tablePart = maskOf(['table', 'tr', 'tbody', 'thead', 'tfoot']);
