import { z } from 'zod';
import { escapeHtml } from './escape-html.ts';

/** What the page shows of an OpenAPI document. */
const openApiSchema = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        tags: z.array(z.string()).optional(),
        summary: z.string().optional(),
        description: z.string().optional(),
      }),
    ),
  ),
});

/** Every route of an OpenAPI document as one page of HTML without scripts, grouped by tag. */
export function docsPage(document: unknown): string {
  const { info, paths } = openApiSchema.parse(document);
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { tags, summary = '', description = '' }] of Object.entries(methods)) {
      const tag = tags?.[0] ?? 'other';
      const cells = [method.toUpperCase(), path, description === '' ? summary : `${summary}. ${description}`];
      const row = `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
      groups.set(tag, [...(groups.get(tag) ?? []), row]);
    }
  }
  const tables = [...groups].map(([tag, rows]) => `<h2>${escapeHtml(tag)}</h2><table>${rows.join('\n')}</table>`);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(info.title)} API</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
td{padding:.25rem 1rem .25rem 0;vertical-align:top}td:nth-child(-n+2){font-family:monospace;white-space:nowrap}</style></head>
<body><h1>${escapeHtml(info.title)} API ${escapeHtml(info.version)}</h1><p>${escapeHtml(info.description ?? '')}</p>
<p>Request and answer schemas: <a href="/docs/openapi.json">openapi.json</a>. Queues: <a href="/queues">/queues</a>.</p>
${tables.join('\n')}</body></html>
`;
}
