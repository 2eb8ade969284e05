import { cleanText, innerText, type Range, valueText } from './byte-text.ts';
import { type DateStyle, dateInUrl, daysBetween, findDate, parseDate } from './date.ts';
import { namedElements } from './named-elements.ts';
import { type PageScan, readAttributes } from './scan.ts';
import { type TextLine, textLines } from './text-lines.ts';

/** How far before and behind the heading a dateline stands, in bytes of markup. */
const BYTES_BEFORE = 3000;
const BYTES_BEHIND = 12_000;
/** Markup may be heavy: what stands within so many characters of text behind the heading is near it, too. */
const NEAR_TEXT = 300;
const MOST_BYTES_BEHIND = 100_000;
/** A dateline is a short line; dates in running text are what the text is about. */
const MAX_LINE = 140;
/** Characters of text behind the heading after which the article has begun for good. */
const MAX_TEXT = 1500;
/** Characters in which a press release says where and when it begins. */
const MAX_PRESS = 70;
/** Days by which an address and a dateline of the same article may differ. */
const SAME_ARTICLE_DAYS = 7;

const updated =
  /updat|modif|revis|reviewed|edited|aktualisiert|geändert|bearbeitet|stand|mis à jour|actualizad|atualizad|aggiornat|bijgewerkt|zaktualizowan|обновл|изменен|更新|修改|ενημ/i;
/** Dates of other things: of copyright, of offers, of people. */
const otherThing = /©|&copy;|copyright|expire|deadline|born|founded|member since|joined|valid until|gültig bis/i;

/** A second date that makes the first the beginning of an event. */
const rangeBehind = /^\s{0,3}(?:[-–—]|bis|to|until|till|al?|à)\s{0,3}\d/i;

/** What a press release puts between its dateline and its text: "Berlin, 25. Januar 2022 – Die …". */
const pressBehind = /^\s{0,3}(?:[-–—|:/)]|\([A-Z])/;

interface Dateline {
  date: string;
  /** The line speaks of an update. */
  isUpdate: boolean;
}

/** The date of a line that is a dateline: short, or beginning with it, or with the place and it. */
function datelineOf(raw: string, style: DateStyle): Dateline | undefined {
  if (raw === '' || raw.length > MAX_TEXT) return undefined;
  const line = cleanText(raw);
  const found = findDate(line, style);
  if (found === undefined) return undefined;
  const behind = line.slice(found.end, found.end + 20);
  const begins = found.start <= 1 || (found.end <= MAX_PRESS && pressBehind.test(behind));
  if ((line.length > MAX_LINE && !begins) || otherThing.test(line) || rangeBehind.test(behind)) return undefined;
  return { date: found.date, isUpdate: updated.test(line.slice(0, found.start)) };
}

/** The first dateline in the first `MAX_TEXT` characters and how many stand before it; one of an update only where there is no other. */
function firstDateline(lines: readonly TextLine[], style: DateStyle): { date: string; distance: number } | undefined {
  let update: { date: string; distance: number } | undefined;
  let distance = 0;
  for (const { text, length } of lines) {
    if (distance > MAX_TEXT) break;
    const dateline = datelineOf(text, style);
    if (dateline?.isUpdate === false) return { date: dateline.date, distance };
    if (dateline !== undefined) update ??= { date: dateline.date, distance };
    distance += length;
  }
  return update;
}

/** The lines behind a heading in which its dateline may be. */
function linesBehind(page: Buffer, from: number): TextLine[] {
  const lines = textLines(page, from, from + MOST_BYTES_BEHIND, MAX_TEXT);
  let distance = 0;
  return lines.filter(({ length, end }) => {
    distance += length;
    return end < from + BYTES_BEHIND || distance < NEAR_TEXT;
  });
}

/** The dateline nearest to a heading, behind or before it. */
function dateNearHeading(
  page: Buffer,
  heading: Range,
  lines: readonly TextLine[],
  style: DateStyle,
): string | undefined {
  const behind = firstDateline(lines, style);
  if (behind !== undefined && behind.distance < 80) return behind.date;
  const start = Math.max(0, heading.start - BYTES_BEFORE);
  const before = firstDateline(textLines(page, start, heading.start).reverse(), style);
  return before !== undefined && before.distance < (behind?.distance ?? MAX_TEXT) ? before.date : behind?.date;
}

/** A time element near the heading, or the only one of a page: others hold the dates of other pages. */
function dateOfTime(
  scan: PageScan,
  heading: Range | undefined,
  lines: readonly TextLine[],
  style: DateStyle,
): string | undefined {
  const last = heading === undefined ? 0 : Math.max(heading.end + BYTES_BEHIND, lines.at(-1)?.end ?? 0);
  for (const { at, inner } of scan.times) {
    const near = heading !== undefined && inner.start > heading.start - BYTES_BEFORE && inner.start < last;
    const attributes = readAttributes(scan.page, at);
    if (!near && scan.times.length > 1 && !attributes.has('pubdate')) continue;
    const range = attributes.get('datetime') ?? attributes.get('content');
    const date = parseDate(range === undefined ? '' : valueText(scan.page, range), style);
    const found = date ?? parseDate(innerText(scan.page, inner), style);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The date in the first short element whose class, id or itemprop says that it holds one. */
function dateInNamedElement(page: Buffer, from: number, style: DateStyle): string | undefined {
  for (const start of namedElements(from, 'date')) {
    const date = firstDateline(textLines(page, start, start + 300).slice(0, 3), style);
    if (date !== undefined) return date.date;
  }
  return undefined;
}

/**
 * The publication date that a page shows to people, where it states none for machines.
 * @param heading where the page shows its title
 * @param addresses the page's canonical address and its own
 */
export function shownDate(
  scan: PageScan,
  heading: Range | undefined,
  addresses: readonly (string | undefined)[],
  style: DateStyle,
): string | undefined {
  const { page } = scan;
  const behind = heading === undefined ? [] : linesBehind(page, heading.end);
  const time = dateOfTime(scan, heading, behind, style);
  if (time !== undefined) return time;
  const inAddress = addresses.map((address) => dateInUrl(address ?? '')).find((date) => date !== undefined);
  const near = heading === undefined ? undefined : dateNearHeading(page, heading, behind, style);
  // An address is dated surely but may lag; a dateline is right but may be another article's.
  if (inAddress !== undefined) {
    return near !== undefined && daysBetween(near, inAddress) <= SAME_ARTICLE_DAYS ? near : inAddress;
  }
  return near ?? dateInNamedElement(page, scan.body, style);
}

/** Where the foot of a page is, in bytes from its end. */
const FOOT_BYTES = 20_000;
/** Characters between the word of an update and its date. */
const MAX_LABEL = 40;

/** The date of the last update that wikis and documentation show at the foot of a page. */
export function footerDate(page: Buffer, style: DateStyle): string | undefined {
  const lines = textLines(page, Math.max(0, page.length - FOOT_BYTES), page.length);
  for (const { text } of lines.reverse()) {
    const label = text.length < MAX_TEXT ? updated.exec(text) : null;
    if (label === null) continue;
    const found = findDate(cleanText(text.slice(label.index)), style);
    if (found !== undefined && found.start < MAX_LABEL) return found.date;
  }
  return undefined;
}
