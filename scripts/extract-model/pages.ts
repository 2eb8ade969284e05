import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isDoubleEncoded, undoDoubleEncoding } from '../../src/formats/charset/double-encoding.ts';
import { toUtf8 } from '../../src/formats/charset/to-utf8.ts';

/** Sets of pages with known main text: `NAME.warc.gz` and `NAME.truth.jsonl.gz`. */
export const pageSets = ['wcxb-dev', 'trafilatura-dev', 'daniel-dev', 'cwced-dev', 'readability-dev'] as const;

/** What is known of a page: its whole text, or snippets that must or must not be in it. */
export interface Truth {
  url: string;
  text?: string;
  with?: string[];
  without?: string[];
  page_type?: string | { primary: string };
}

export interface LabelledPage {
  set: string;
  url: string;
  body: Uint8Array;
  contentType: string | undefined;
}

/** Folder with the sets, from `WINNOW_BENCH_DATA`. */
export function setsFolder(): string {
  return `${process.env['WINNOW_BENCH_DATA'] ?? '../shared/data'}/extraction`;
}

export function readTruth(set: string): Truth[] {
  return gunzipSync(readFileSync(`${setsFolder()}/${set}.truth.jsonl.gz`))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Truth => JSON.parse(line));
}

/** All pages of the sets, each with memory of its own. Truth says which records count. */
export function readPages(sets: readonly string[] = pageSets): LabelledPage[] {
  const pages: LabelledPage[] = [];
  for (const set of sets) {
    const urls = new Set(readTruth(set).map((truth) => truth.url));
    const file = gunzipSync(readFileSync(`${setsFolder()}/${set}.warc.gz`));
    for (let at = 0; at < file.length; ) {
      const headEnd = file.indexOf('\r\n\r\n', at);
      if (headEnd < 0) break;
      const head = file.toString('utf8', at, headEnd);
      const start = headEnd + 4;
      const end = start + Number(/content-length: *(\d+)/i.exec(head)?.[1]);
      at = end + 4;
      const url = /WARC-Target-URI: *<?([^\r\n>]*)/i.exec(head)?.[1];
      if (!/WARC-Type: *response/i.test(head) || url === undefined || !urls.has(url)) continue;
      const bodyStart = file.indexOf('\r\n\r\n', start) + 4;
      const http = file.toString('latin1', start, bodyStart);
      const contentType = /^content-type: *([^\r\n]*)/im.exec(http)?.[1];
      pages.push({ set, url, body: Uint8Array.from(file.subarray(bodyStart, end)), contentType });
    }
  }
  return pages;
}

export function utf8Of(page: LabelledPage): Uint8Array {
  return toUtf8(page.body, page.contentType).bytes;
}

/** A page to train on: what was encoded twice is undone, for the references have it as it was meant. */
export function repairedUtf8Of(page: LabelledPage): Uint8Array {
  const bytes = utf8Of(page);
  const text = Buffer.from(bytes).toString();
  return isDoubleEncoded(text) ? Buffer.from(undoDoubleEncoding(text)) : bytes;
}
