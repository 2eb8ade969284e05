import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { Annotation, Attributes } from '../document.ts';
import { countKeys } from '../stages/dedup/lines/counts.ts';
import { cutRepeatedLines, type Page, pageKeys, readPage } from '../stages/dedup/lines/lines.ts';
import type { RepeatedLinesParameters } from '../stages/dedup/lines/parameters.ts';

/** 64-bit floats written and read at a time. */
const PIECE = 1 << 16;
/** Numbers of a page before those of its lines, and of a line. */
const HEADER = 5;
const LINE = 3;
/** Keys counted at a time: 24 bytes each. */
const COUNTED = 1 << 23;
/** Keys are whole numbers below this. */
const KEYS = 2 ** 53;

/**
 * Pages of the documents that have a host, in a temporary file: which lines repeat is known only when all texts have been
 * read, and texts may come from a stream. A page is [document, host's key, length, more, lines], then [key, start, end]
 * for each line. On disk 24 bytes a line.
 */
export function createPageFile(path: string, parameters: RepeatedLinesParameters) {
  const descriptor = openSync(path, 'wx+');
  let piece = new Float64Array(PIECE);
  let length = 0;
  let keys = 0;
  const flush = (): void => {
    const bytes = new Uint8Array(piece.buffer, 0, length * 8);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    length = 0;
  };
  return {
    /** Documents come in the order of their numbers. */
    add(document: number, text: string, url: string | undefined): void {
      const page = readPage(text, url, parameters);
      if (page === undefined) return;
      const size = HEADER + page.lines.length * LINE;
      if (length + size > piece.length) flush();
      if (size > piece.length) piece = new Float64Array(size);
      piece.set([document, page.host, page.length, page.more ? 1 : 0, page.lines.length], length);
      length += HEADER;
      for (const { key, start, end } of page.lines) {
        piece[length] = key;
        piece[length + 1] = start;
        piece[length + 2] = end;
        length += LINE;
      }
      keys += 1 + page.lines.length;
    },
    /** Cuts the lines that repeat over the pages of the documents that are kept. */
    cutter(kept: Uint8Array): LineCutter {
      flush();
      const pages = countPages(() => readPages(descriptor), { kept, parameters, keys });
      return createCutter(readPages(descriptor), { pages, parameters, kept });
    },
    close: (): void => closeSync(descriptor),
  };
}

export type PageFile = ReturnType<typeof createPageFile>;

interface NumberedPage extends Page {
  document: number;
}

/** The pages of a file in order. */
function* readPages(descriptor: number): Iterable<NumberedPage> {
  const total = fstatSync(descriptor).size / 8;
  let held = new Float64Array(PIECE);
  let from = 0;
  let to = 0;
  let read = 0;
  /** Makes sure that so many numbers lie at `from`. */
  const have = (size: number): void => {
    if (to - from >= size) return;
    const grown = size > held.length ? new Float64Array(size * 2) : held;
    grown.set(held.subarray(from, to));
    held = grown;
    [to, from] = [to - from, 0];
    const wanted = Math.min(total - read, held.length - to) * 8;
    for (let bytes = 0; bytes < wanted; )
      bytes += readSync(descriptor, held, to * 8 + bytes, wanted - bytes, read * 8 + bytes);
    to += wanted / 8;
    read += wanted / 8;
  };
  while (read < total || from < to) {
    have(HEADER);
    const size = HEADER + held[from + 4]! * LINE;
    have(size);
    const page: NumberedPage = {
      document: held[from]!,
      host: held[from + 1]!,
      length: held[from + 2]!,
      more: held[from + 3] === 1,
      lines: [],
    };
    for (let at = from + HEADER; at < from + size; at += LINE)
      page.lines.push({ key: held[at]!, start: held[at + 1]!, end: held[at + 2]! });
    from += size;
    yield page;
  }
}

/** Pages of each key that is on enough of them, among documents that are kept; in several passes where keys are many. */
function countPages(
  pages: () => Iterable<NumberedPage>,
  { kept, parameters, keys }: { kept: Uint8Array; parameters: RepeatedLinesParameters; keys: number },
): Map<number, number> {
  const passes = Math.max(1, Math.ceil(keys / COUNTED));
  const found = new Map<number, number>();
  for (let pass = 0; pass < passes; pass++) {
    const [low, high] = [(KEYS / passes) * pass, (KEYS / passes) * (pass + 1)];
    const own: number[] = [];
    for (const page of pages())
      if (kept[page.document] === 1) for (const key of pageKeys(page)) if (key >= low && key < high) own.push(key);
    const counted = countKeys(Float64Array.from(own));
    counted.keys.forEach((key, i) => {
      if (counted.counts[i]! >= parameters.minPages) found.set(key, counted.counts[i]!);
    });
  }
  return found;
}

export interface LineCutter {
  /** The document's attributes with what is cut; documents are asked for in the order of their numbers. */
  cut(document: number, attributes: Attributes): Attributes;
  counts: { lines: number; documents: number };
}

function createCutter(
  pages: Iterable<NumberedPage>,
  {
    pages: counts,
    parameters,
    kept,
  }: { pages: ReadonlyMap<number, number>; parameters: RepeatedLinesParameters; kept: Uint8Array },
): LineCutter {
  const reader = pages[Symbol.iterator]();
  let next = reader.next();
  const total: LineCutter['counts'] = { lines: 0, documents: 0 };
  return {
    counts: total,
    cut(document, attributes) {
      while (next.done !== true && next.value.document < document) next = reader.next();
      if (next.done === true || next.value.document !== document || kept[document] !== 1) return attributes;
      const cut = cutRepeatedLines(next.value, (key) => counts.get(key) ?? 0, parameters);
      if (cut.edits.length === 0) return attributes;
      total.lines += cut.edits.length;
      total.documents += 1;
      return { id: attributes.id, ...joined(attributes, cut) };
    },
  };
}

const joined = (kept: Annotation, cut: Annotation): Annotation => ({
  ...cut,
  measures: { ...kept.measures, ...cut.measures },
});
