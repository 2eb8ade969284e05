import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createRandom } from '../../src/stages/quality/classifier/linear.ts';
import type { Example } from '../../src/stages/quality/classifier/train.ts';

export const dataFolder = process.env['WINNOW_BENCH_DATA'] ?? '../shared/data';

/** An example with the set it comes from, for evaluation set by set. */
export interface Labelled extends Example {
  set: 'judged' | 'books-en' | 'books-zh' | 'crawl-en' | 'crawl-zh' | 'mail';
  /** Source within the set; what is held out together. */
  source: string;
}

/** Texts taken of one source, and the length that long ones are cut to (between these, seeded). */
const MAX_PER_SOURCE = 500;
const CUT = [400, 8000] as const;

const GOOD = {
  'books-en': ['openstax-en', 'wikitext-2-valid', 'sotu-en'],
  'books-zh': [
    'wiki-zh-TW',
    'wiki-zh-CN',
    'd2l-zh',
    'rust-book-zh-TW',
    'rust-book-zh-CN',
    'modern-prose-zh-CN',
    'tw-law-zh-TW',
  ],
} as const;

export function readJsonl(...path: string[]): Record<string, unknown>[] {
  const bytes = readFileSync(join(dataFolder, ...path));
  const text = (path.at(-1)?.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

const textOf = (row: Record<string, unknown>, field = 'text'): string => String(row[field] ?? '');

/** Every labelled text that the default quality model is made of; `pagesFile` is the output of `pages.ts`. */
export function readLabelled(pagesFile: string): Labelled[] {
  const random = createRandom(7);
  const labelled: Labelled[] = [];
  for (const row of readJsonl('quality', 'dclm-human-dev.jsonl.gz'))
    labelled.push({
      set: 'judged',
      source: 'dclm-human',
      text: textOf(row),
      label: row['label'] === 1,
      language: 'en',
      // 246 judged texts beside 8,000 others: what people say must not drown.
      weight: 60,
    });
  for (const set of ['books-en', 'books-zh'] as const) {
    for (const source of GOOD[set]) {
      const texts = readJsonl('text', `${source}.jsonl.gz`)
        .map((row) => textOf(row))
        .filter((text) => text.length > 200);
      for (const text of pick(texts, MAX_PER_SOURCE, random))
        labelled.push({ set, source, text: cut(text, random), label: true, language: set.slice(-2) });
    }
  }
  for (const line of readFileSync(pagesFile, 'utf8').split('\n')) {
    if (line === '') continue;
    const page: { source: string; raw: string } = JSON.parse(line);
    const language = languageOf(page.raw);
    if (language === null) continue;
    const set = language === 'zh' ? 'crawl-zh' : 'crawl-en';
    labelled.push({ set, source: page.source, text: page.raw, label: false, language });
  }
  for (const row of readJsonl('quality', 'spam-assassin-1.jsonl.gz'))
    labelled.push({
      set: 'mail',
      source: 'spam-assassin',
      text: textOf(row),
      label: row['label'] === 'ham',
      language: 'en',
      weight: row['label'] === 'ham' ? 0.3 : 1,
    });
  return labelled;
}

function pick(texts: string[], most: number, random: () => number): string[] {
  if (texts.length <= most) return texts;
  return texts.filter(() => random() < most / texts.length);
}

/** A piece of a long text that starts and ends with a line. */
function cut(text: string, random: () => number): string {
  const size = CUT[0] + Math.floor(random() * (CUT[1] - CUT[0]));
  if (text.length <= size) return text;
  const start = Math.floor(random() * (text.length - size));
  const lineStart = text.indexOf('\n', start) + 1;
  const from = lineStart === 0 || lineStart > start + size / 2 ? start : lineStart;
  const lineEnd = text.lastIndexOf('\n', from + size);
  return text.slice(from, lineEnd > from + size / 2 ? lineEnd : from + size);
}

/** Chinese or English by share of characters and function words; null for other languages. */
function languageOf(text: string): 'en' | 'zh' | null {
  const sample = text.slice(0, 20_000);
  let han = 0;
  let kana = 0;
  for (let index = 0; index < sample.length; index++) {
    const code = sample.charCodeAt(index);
    if (code >= 0x4e00 && code < 0xa000) han += 1;
    else if (code >= 0x3040 && code < 0x3100) kana += 1;
  }
  if (han > sample.length * 0.15 && kana < han * 0.1) return 'zh';
  const words = sample.toLowerCase().split(/[^a-z]+/);
  const common = words.filter(
    (word) => word === 'the' || word === 'and' || word === 'of' || word === 'to' || word === 'in',
  ).length;
  return common > words.length * 0.05 ? 'en' : null;
}
