import { pageSets, readTruth } from '../../scripts/extract-model/pages.ts';
import { scorePage } from '../../scripts/extract-model/score.ts';

const worstCount = 50;
const excerptChars = 3000;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

type Texts = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** One HTML page to look at: reference and text side by side where they differ most, and how peers did there. */
export function worstPages(texts: Texts, peers: Readonly<Record<string, Texts>>): string {
  const rows = pageSets.flatMap((set) =>
    readTruth(set).flatMap((truth) => {
      if (truth.text === undefined) return [];
      const text = texts.get(set)?.get(truth.url) ?? '';
      return [{ set, url: truth.url, reference: truth.text, text, ...scorePage(truth.text, text) }];
    }),
  );
  const worst = rows.sort((a, b) => a.f1 - b.f1).slice(0, worstCount);
  const peersOn = (set: string, url: string, reference: string) =>
    Object.entries(peers).map(
      ([name, found]) => `${name} ${scorePage(reference, found.get(set)?.get(url) ?? '').f1.toFixed(2)}`,
    );
  const body = worst.map(
    ({ set, url, reference, text, precision, recall, f1 }) =>
      `<h2>${set} F1 ${f1.toFixed(2)}, precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}</h2>
<p>${escaped(url)} (${peersOn(set, url, reference).join(', ')})</p>
<table><tr><th>reference<th>text<tr><td>${escaped(reference.slice(0, excerptChars))}<td>${escaped(text.slice(0, excerptChars))}</table>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Worst pages</title>
<style>body{font:14px sans-serif}td{width:50%;vertical-align:top;white-space:pre-wrap;border:1px solid #ccc}table{width:100%;table-layout:fixed}</style>
${body.join('\n')}`;
}
