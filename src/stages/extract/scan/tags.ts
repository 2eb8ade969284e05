import { tagSlots } from '../kernel/layout.ts';

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

export const kindOfTag = new Uint8Array(tagSlots);
/** Name in lower case by element number. */
export const nameOfTag: readonly (Uint8Array | undefined)[] = [undefined, ...tagNames.map((name) => Buffer.from(name))];
for (const name of tagNames) {
  kindOfTag[tagId[name]] = name in otherTags ? otherTags[name as keyof typeof otherTags] : tagKind.block;
}

/** Names are hashed byte by byte: `hash * 31 + (byte | 32)`. */
export function hashOfName(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = (Math.imul(hash, 31) + (byte | 32)) | 0;
  return hash;
}

/** A slot has 11 bits: with fewer no multiplier keeps all names apart. */
export const nameShift = 21;

/** Under this no two known names share a slot: the first number from 1,679,385 on, in steps of 2, that keeps them apart. */
export const nameMultiplier = 1_679_385;
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

/** Class and id words (hashed as the scanner does) of containers of reader comments. */
export const commentTokens: readonly number[] = [
  ...['comment', 'comments', 'commentlist', 'commentslist', 'commentlisting', 'commentbox', 'commentblock', 'disqus'],
  ...['commentaire', 'commentaires', 'comentario', 'comentarios', 'comentarii', 'commento', 'commenti'],
  ...['kommentar', 'kommentare', 'kommentarer', 'kommentit', 'kommentek', 'hozzaszolasok', 'reactie', 'reacties'],
  ...['komentarz', 'komentarze', 'komentarzy', 'koment', 'opinia', 'opinie', 'diskuse', 'diskuze', 'diskusia'],
  ...['komentar', 'komentare', 'komentari', 'komentarji', 'kommentarii', 'sxolia', 'scholia', 'yorum', 'yorumlar'],
  ...['pinglun', 'liuyan', 'binhluan'],
].map((word) => {
  let hash = 0;
  for (const byte of Buffer.from(word)) hash = (Math.imul(hash, 31) + byte) | 0;
  return hash;
});

/** What an open element does when an opening tag implies end tags; a rule holds such bits for each element number. */
export const closingBit = {
  /** It is closed. */
  closes: 1,
  /** It ends the search. */
  stops: 2,
  /** The search goes on behind the first that was closed: a row or row group closes cell and row. */
  repeats: 4,
} as const;

const rows: TagName[] = ['tr', 'td', 'th'];
const cellStops: TagName[] = ['table', 'tr', 'ul', 'ol', 'dl'];
const rowStops: TagName[] = ['table', 'ul', 'ol', 'dl'];
const closingRules: readonly { opens: TagName[]; closes: TagName[]; stops: TagName[]; repeats?: true }[] = [
  { opens: ['li'], closes: ['li'], stops: ['ul', 'ol', 'menu', 'dir', 'table', 'dl'] },
  { opens: ['dd', 'dt'], closes: ['dd', 'dt'], stops: ['dl', 'table', 'ul', 'ol'] },
  { opens: ['td', 'th'], closes: ['td', 'th'], stops: cellStops },
  { opens: ['tr'], closes: rows, stops: rowStops, repeats: true },
  {
    opens: ['tbody', 'thead', 'tfoot'],
    closes: ['tbody', 'thead', 'tfoot', ...rows],
    stops: rowStops,
    repeats: true,
  },
];
/** Number of the rule of an opening tag, from 1; 0: it has none. Bits by open element are at `rule * tagSlots`. */
export const closingOf = new Uint8Array(tagSlots);
export const closings = new Uint8Array((closingRules.length + 1) * tagSlots);
for (const [index, { opens, closes, stops, repeats }] of closingRules.entries()) {
  const start = (index + 1) * tagSlots;
  for (const name of opens) closingOf[tagId[name]] = index + 1;
  for (const name of closes) closings[start + tagId[name]]! |= closingBit.closes | (repeats ? closingBit.repeats : 0);
  for (const name of stops) closings[start + tagId[name]]! |= closingBit.stops;
}

/** An end tag does not reach beyond these, unless it is a part of a table itself. */
export const scopeEnd = maskOf(['table', 'td', 'th', 'button', 'body', 'html']);
export const tablePart = maskOf(['table', 'tr', 'tbody', 'thead', 'tfoot']);
