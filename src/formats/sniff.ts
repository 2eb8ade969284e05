/** What a payload is, by its bytes first and what its server said second. */
export type PayloadKind = 'page' | 'text' | 'other';

/** Bytes that are looked at; scripts and comments may come before the first telling tag. */
const SNIFFED = 4096;

/** Tags that only a page begins with. */
const STRONG = /^<(?:!doctype\s+html|html|head|body|frameset)(?=[\s>/])/i;
/** Tags that a page without a proper head begins with (WHATWG MIME Sniffing 7.1, and a few that crawls show). */
const WEAK =
  /^<(?:!--|(?:title|meta|link|base|script|style|iframe|h[1-6]|div|font|table|tr|td|a|b|i|p|br|hr|img|center|span|form|ul|ol|li|main|article|section|header|nav|noscript|basefont)(?=[\s>/]))/i;
/** Anywhere in the first bytes, a sign that this is HTML although it begins with something else. */
const INSIDE = /<(?:!doctype\s+html|html|head|body|title|div|p|table|br|a\s+href)(?=[\s>/])/i;
/** XML that is no page. */
const XML_ROOT = /^<(?!(?:[a-z]+:)?html[\s>])[a-z_][\w.-]*(?::[\w.-]+)?[\s>/]/i;

const HTML_TYPES = /^(?:text\/html|application\/(?:xhtml\+xml|html|vnd\.wap\.xhtml\+xml)|text\/xhtml)$/;
const XML_TYPES = /^(?:text|application)\/xml$/;
const UNTOLD_TYPES =
  /^(?:application\/octet-stream|application\/x-unknown-content-type|unknown\/unknown|application\/unknown|binary\/octet-stream|\*\/\*|content\/unknown|application\/force-download|application\/x-download)$/;
const TEXT_TYPES = /^text\/(?:plain|markdown|x-markdown|x-web-markdown)$/;

/** Where no type is told: names of what is text but nobody's prose. */
const CODE_NAMES = /\.(?:css|js|mjs|json|xml|rss|atom|svg|csv|tsv|map|ts|woff2?|ico)$/i;

/** Media type of a Content-Type value: lower case, without parameters; empty where it says none. */
export function mediaType(contentType: string | undefined): string {
  const type = contentType === undefined ? '' : contentType.split(/[;,]/, 1)[0]!.trim().toLowerCase();
  return type.includes('/') ? type : '';
}

/**
 * Judges a payload. A page is never lost to a type that is guessed or wrong: bytes that begin as only HTML does are a page
 * under any type, and under an HTML type everything is one that is not plainly something else.
 */
export function sniffPayload(body: Buffer, contentType: string | undefined, url: string | undefined): PayloadKind {
  const type = mediaType(contentType);
  const head = sniffableHead(body);
  if (head === undefined) return 'other';
  const start = skipProlog(head);
  if (STRONG.test(start)) return 'page';
  const xml = XML_ROOT.test(start) && (/^<\?xml/i.test(head.trimStart()) || !WEAK.test(start));
  if (/^<(?:[a-z]+:)?html[\s>]/i.test(start)) return 'page';
  if (HTML_TYPES.test(type)) return (xml && isKnownXml(start)) || isJson(head) ? 'other' : 'page';
  const weak = !xml && WEAK.test(start);
  const inside = !xml && !isJson(head) && INSIDE.test(head);
  if (XML_TYPES.test(type)) return weak || inside ? 'page' : 'other';
  if (type === '' || UNTOLD_TYPES.test(type)) {
    if (CODE_NAMES.test(pathOf(url))) return 'other';
    if (weak || inside) return 'page';
    return type === '' && !xml && !isJson(head) ? 'text' : 'other';
  }
  if (TEXT_TYPES.test(type)) return weak ? 'page' : xml && isKnownXml(start) ? 'other' : 'text';
  return 'other';
}

/** Feeds, maps of sites, pictures, services: XML roots that come under an HTML type now and then. */
function isKnownXml(start: string): boolean {
  return /^<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg|opml|wsdl:|soap:|soapenv:|methodresponse|kml|smil|plist|opensearchdescription|rsd|xsl:|xs:|crossdomain|cross-domain-policy|service|api|response|error|oembed)/i.test(
    start,
  );
}

/** Data for scripts, which servers like to call HTML. */
function isJson(head: string): boolean {
  return /^\s*[[{]\s*["[{\]}]/.test(head) && !INSIDE.test(head);
}

function pathOf(url: string | undefined): string {
  return url === undefined ? '' : url.split(/[?#]/, 1)[0]!;
}

/** The first bytes as text; undefined where they are binary. UTF-16 is read as far as ASCII goes. */
export function sniffableHead(body: Buffer): string | undefined {
  const head = body.subarray(0, SNIFFED);
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le', 2);
  if (head[0] === 0xfe && head[1] === 0xff)
    return Buffer.from(head.subarray(0, head.length & ~1))
      .swap16()
      .toString('utf16le', 2);
  if (head[0] === 0x3c && head[1] === 0 && head[2] !== 0 && head[3] === 0) return head.toString('utf16le');
  if (head[0] === 0 && head[1] === 0x3c && head[2] === 0)
    return Buffer.from(head.subarray(0, head.length & ~1))
      .swap16()
      .toString('utf16le');
  const text = head.toString('latin1', head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0);
  if (STRONG.test(skipProlog(text))) return text;
  return isBinary(head) ? undefined : text;
}

/** Signatures whose first bytes could pass for text. */
const SIGNATURES = /^(?:%PDF-|%!PS|GIF8[79]a|\{\\rtf|RIFF|PK\x03\x04|Rar!|OggS|fLaC|ID3|wOF[F2]|CWS|FWS|BM[\s\S]{4}\0)/;

/** Control characters that no text holds; more than a few of them make the bytes binary. */
function isBinary(head: Buffer): boolean {
  if (SIGNATURES.test(head.toString('latin1', 0, 16))) return true;
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  return controls > 2 + head.length / 64;
}

/** Passes over byte order mark, blanks, comments, and XML declarations, instructions and doctypes that are not HTML's. */
function skipProlog(head: string): string {
  let at = 0;
  while (true) {
    while (at < head.length && (head.charCodeAt(at) <= 32 || head.charCodeAt(at) === 0xfeff)) at++;
    if (head.startsWith('<!--', at)) {
      const end = head.indexOf('-->', at + 4);
      if (end < 0) return '<!--';
      at = end + 3;
    } else if (head.startsWith('<?', at) || (head.startsWith('<!', at) && !STRONG.test(head.slice(at, at + 64)))) {
      const end = head.indexOf('>', at);
      if (end < 0) return '';
      at = end + 1;
    } else {
      return head.slice(at, at + 256);
    }
  }
}
