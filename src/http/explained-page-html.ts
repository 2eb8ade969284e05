import type { ExplainedPage } from '../stages/extract/explained-page.ts';
import { escapeHtml } from './escape-html.ts';

/** A page's blocks for people: kept ones on green, dropped ones on red, the surer the deeper. No scripts, no links. */
export function explainedPageHtml(title: string, { blocks, confidence, from, text }: ExplainedPage): string {
  const rows = blocks.map(({ kept, score, path, text }) => {
    const depth = Math.round(100 * (kept ? score : 1 - score));
    const marks = `class="${kept ? 'kept' : 'dropped'}" style="--depth:${depth}%"`;
    return `<tr ${marks}><td>${score.toFixed(2)}<td>${escapeHtml(path)}<td>${escapeHtml(text)}`;
  });
  const kept = blocks.filter((block) => block.kept).length;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td{padding:.25rem .75rem;vertical-align:top;border-bottom:1px solid #ddd}
td:nth-child(-n+2){font:12px/2 monospace;color:#555}td:nth-child(3){white-space:pre-wrap}
.kept td:nth-child(3){background:color-mix(in srgb,#9d9 var(--depth),#fff)}
.dropped td:nth-child(3){background:color-mix(in srgb,#eaa var(--depth),#fff)}</style></head>
<body><h1>${escapeHtml(title)}</h1>
<p>Confidence ${confidence.toFixed(2)}; ${kept} of ${blocks.length} blocks kept; a text of ${text.length} characters from ${from}.</p>
<table><tr><th>score<th>element<th>text
${rows.join('\n')}
</table></body></html>
`;
}
