import type { ApiDescription, Route } from './api-description.ts';
import { escapeHtml } from './escape-html.ts';

/** Text with `code` in back quotes. */
const prose = (text: string): string => escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>');

function routeHtml({ methods, path, summary, description, fields, answers }: Route): string {
  const rows = fields.map(
    (field) =>
      `<tr><td>${escapeHtml(field.in)}</td><td><code>${escapeHtml(field.name)}</code></td><td>${escapeHtml(field.type)}</td><td><code>${escapeHtml(field.default)}</code></td><td>${prose(field.description)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<table><thead><tr><th>in</th><th>field</th><th>type</th><th>default</th><th>what it is</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  const given = answers
    .filter(({ what }) => what !== '')
    .map(({ status, what }) => `${escapeHtml(status)} <code>${escapeHtml(what)}</code>`);
  return `<details class="document"><summary><code>${methods.join(', ')} ${escapeHtml(path)}</code> <span class="rule">${prose(summary)}</span></summary>
<p>${prose(description)}</p>${table}${given.length === 0 ? '' : `<p>Answers ${given.join(', ')}.</p>`}</details>`;
}

/** Every route as one page of HTML without scripts, grouped by tag; its style is that of the other pages. */
export function docsPage({ title, version, description, groups }: ApiDescription): string {
  const sections = groups.map(
    ({ tag, routes }) => `<section><h2>${escapeHtml(tag)}</h2>${routes.map(routeHtml).join('\n')}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} API</title><link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/winnow.css"></head>
<body><header><a class="brand" href="/">Winnow</a><nav><a href="/">Overview</a> <a href="/queues">Queues</a>
<a href="/docs">API</a> <a href="/metrics">Metrics</a></nav></header>
<main><h1>${escapeHtml(title)} API ${escapeHtml(version)}</h1><p>${prose(description)}</p>
<p>Errors are problem details (RFC 9457) with a stable <code>code</code>. With API keys every request carries
<code>Authorization: Bearer KEY</code>. For programs: <a href="/docs/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}</main></body></html>
`;
}
