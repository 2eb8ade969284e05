import { cleanText } from './byte-text.ts';
import { type DateStyle, findDate } from './date.ts';

/** How far before and behind the heading a dateline stands, in bytes of markup. */
const BYTES_BEFORE = 3000;
const BYTES_BEHIND = 12_000;
/** A dateline is a short line; dates in running text are what the text is about. */
const MAX_LINE = 140;
/** Characters of text behind the heading after which the article has begun for good. */
const MAX_TEXT_BEHIND = 1500;

const blockTag =
  /^<\/?(?:p|div|h\d|li|ul|ol|tr|td|th|table|section|article|header|footer|aside|nav|br|hr|dl|dt|dd|figure|figcaption|time|address)\b/i;
const updated =
  /updat|modif|revis|reviewed|aktualisiert|geändert|bearbeitet|mis à jour|actualizad|atualizad|aggiornat|bijgewerkt|zaktualizowan|обновл|изменен|更新|修改|ενημ/i;
/** Events, deadlines, copyright: dates of other things. */
const other = /©|copyright|expire|deadline|born|founded|valid until|gültig|seit|since/i;

/** Lines of visible text in a stretch of markup. */
function lines(markup: string): string[] {
  const text = markup
    .replace(/<(script|style|svg|select|noscript)\b[\s\S]*?(?:<\/\1|$)/gi, ' <')
    .replace(/<[^<>]{0,2000}>?/g, (tag) => (blockTag.test(tag) ? '\n' : ' '));
  return text
    .split('\n')
    .map((line) => cleanText(line))
    .filter((line) => line !== '');
}

/** The first date in short lines; one that says it is of an update only where there is no other. */
function dateInLines(list: readonly string[], style: DateStyle, limit: number): string | undefined {
  let second: string | undefined;
  let seen = 0;
  for (const line of list) {
    if (seen > limit) break;
    seen += line.length;
    if (line.length > MAX_LINE || other.test(line)) continue;
    const found = findDate(line, style);
    if (found === undefined) continue;
    if (!updated.test(line.slice(0, found.start))) return found.date;
    second ??= found.date;
  }
  return second;
}

/** The dateline near a heading whose inner bytes are `[start, end)`: behind it first, then before it. */
export function dateNearHeading(
  page: Buffer,
  heading: { start: number; end: number },
  style: DateStyle,
): string | undefined {
  const behind = lines(page.toString('utf8', heading.end, heading.end + BYTES_BEHIND));
  const found = dateInLines(behind, style, MAX_TEXT_BEHIND);
  if (found !== undefined) return found;
  const before = lines(page.toString('utf8', Math.max(0, heading.start - BYTES_BEFORE), heading.start));
  return dateInLines(before.reverse(), style, MAX_TEXT_BEHIND);
}

/** How many elements named after dates are looked into. */
const MAX_NAMED = 12;
const named =
  /(?:class|id|itemprop)=["']?[^"'<>]{0,80}(?:date|publi|posted|timestamp|datum|fecha)[^"'<>]{0,80}["'][^<>]{0,300}>/gi;

/** The date in the first short element whose class, id or itemprop says that it holds one. */
export function dateInNamedElement(page: Buffer, from: number, style: DateStyle): string | undefined {
  const body = page.toString('latin1', from);
  named.lastIndex = 0;
  for (let tries = 0; tries < MAX_NAMED; tries++) {
    const match = named.exec(body);
    if (match === null) return undefined;
    const start = from + match.index + match[0].length;
    const date = dateInLines(lines(page.toString('utf8', start, start + 400)).slice(0, 2), style, MAX_LINE);
    if (date !== undefined) return date;
  }
  return undefined;
}
