/** Real texts of WINNOW_BENCH_DATA: what people labelled, and good text. */
import { cut, emptySegments } from '../../src/stages/safety/harm/segments.ts';
import { readJsonl } from '../quality-model/data.ts';
import type { HarmExample } from './data.ts';

export const none = { pornography: false, hate: false, violence: false };

const INNOCENT = [
  'openstax-en',
  'wikitext-2-valid',
  'sotu-en',
  'wiki-zh-TW',
  'wiki-zh-CN',
  'd2l-zh',
  'rust-book-zh-TW',
  'modern-prose-zh-CN',
  'tw-law-zh-TW',
];
const PAGES = ['wcxb-dev', 'daniel-dev', 'cwced-dev'];
/** Segments taken of each source. */
const PER_SOURCE = 1200;
const PER_PAGES = 3500;

export const isHan = (text: string): boolean => /[\u4e00-\u9fff]/.test(text);

/** What is no part of what was written: addresses, names of accounts, entities of HTML. */
function cleaned(text: unknown): string {
  return String(text)
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#8220;', '"')
    .replaceAll('&#8221;', '"')
    .replaceAll(/&#\d+;|https?:\S+|\bRT\b/g, ' ');
}

/** Labelled by people: OLID, COLD, Davidson. Where they found nothing, there is no pornography or threat either. */
export function judgedTexts(): HarmExample[] {
  const examples: HarmExample[] = [];
  const add = (set: HarmExample['set'], text: string, hate: boolean, weight: number): void => {
    const fold = examples.length % 5;
    examples.push({ set, fold, text, labels: hate ? { hate } : none, weight });
  };
  for (const { text, label } of readJsonl('harm', 'olid-en.jsonl.gz'))
    add('olid', cleaned(text), label === 'OFF', label === 'OFF' ? 2.7 : 1.2);
  for (const part of ['train', 'dev'])
    for (const { TEXT, label } of readJsonl('harm', `cold-zh-${part}.jsonl.gz`))
      add('cold', String(TEXT), label === '1', 1);
  for (const { text, label } of readJsonl('harm', 'davidson-en.jsonl.gz'))
    add('davidson', cleaned(text), label !== 'neither', label === 'neither' ? 0.7 : label === 'hate' ? 0.5 : 0.07);
  return examples;
}

/** Documents of good text and main texts of pages, whole; `half` 0 is for training, 1 for measuring. */
export function innocentDocuments(half: 0 | 1): { source: string; text: string }[] {
  const rows = (source: string, ...path: string[]): { source: string; text: string }[] =>
    readJsonl(...path)
      .filter((_, index) => index % 2 === half)
      .map(({ text }) => ({ source, text: String(text ?? '') }))
      .filter(({ text }) => text.trim() !== '');
  return [
    ...INNOCENT.flatMap((source) => rows(source, 'text', `${source}.jsonl.gz`)),
    ...PAGES.flatMap((source) => rows(source, 'extraction', `${source}.truth.jsonl.gz`)),
  ];
}

/** Segments of the training half of good text. */
export function innocentSegments(random: () => number): HarmExample[] {
  const pieces = emptySegments();
  const bySource = new Map<string, string[]>();
  for (const { source, text } of innocentDocuments(0)) {
    const segments = bySource.get(source) ?? [];
    cut(text, pieces);
    for (let piece = 0; piece < pieces.count; piece++)
      segments.push(text.slice(pieces.starts[piece], pieces.ends[piece]));
    bySource.set(source, segments);
  }
  const examples: HarmExample[] = [];
  for (const [source, segments] of bySource) {
    const most = PAGES.includes(source) ? PER_PAGES : PER_SOURCE;
    for (const text of segments)
      if (random() < most / segments.length)
        examples.push({
          set: 'innocent',
          fold: examples.length % 5,
          text,
          labels: none,
          weight: isHan(text) ? 2 : 0.15,
          innocentWeight: 1.5,
        });
  }
  return examples;
}
