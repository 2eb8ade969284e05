/** Behind a byte order mark and white space, as crawls have it. */
const declaration = /^(?:\xef\xbb\xbf)?\s{0,8}<\?xml\s/;
const mediaType = /^\s{0,8}(?:application\/(?:xhtml\+)?xml|text\/xml)(?![\w.+-])/i;

/**
 * Empty elements whose content HTML would read up to an end tag that does not come. In XML `<` stands in no tag, which
 * bounds what is looked through for each.
 */
const emptyElement =
  /<(?:script|style|title|textarea|iframe|noscript|noframes|noembed|template|select|object|video|audio|canvas)(?=[\s/])(?:[^<>"']|"[^<"]*"|'[^<']*')*?\/>/gi;

/** Whether a page is XML: by its declaration or its media type. */
function isXml(utf8: Buffer, contentType: string | undefined): boolean {
  return declaration.test(utf8.toString('latin1', 0, 20)) || mediaType.test(contentType ?? '');
}

/**
 * A page as HTML reads it: where it is XML (XHTML), its `<script src="…"/>` and other elements that XML alone reads as
 * empty become comments of the same length. Other pages, and XML without any, are handed back as they are.
 * @param utf8 the page as UTF-8
 * @param contentType value of the HTTP Content-Type header
 */
export function asHtml(utf8: Uint8Array, contentType: string | undefined): Uint8Array {
  const page = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength);
  if (!isXml(page, contentType)) return utf8;
  const text = page.toString('latin1');
  const html = text.replace(emptyElement, (tag) => `<!--${' '.repeat(tag.length - 7)}-->`);
  return html === text ? utf8 : Buffer.from(html, 'latin1');
}
