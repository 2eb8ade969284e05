import { readFile } from 'node:fs/promises';
import { packageRoot } from '../../runs/package-root.ts';
import type { Routes } from '../context.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const names = [
  'index.html',
  'winnow.css',
  'icon.svg',
  'main.js',
  'dom.js',
  'api.js',
  'overview.js',
  'run.js',
  'documents.js',
  'training.js',
];

/** Nothing from elsewhere, nothing inline: the pages show what crawled pages say. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

/** The pages for people: `/`, made of the files in `pages/` as they are. */
export const pageRoutes: Routes = () => async (app) => {
  for (const name of names) {
    const body = await readFile(new URL(`pages/${name}`, packageRoot));
    const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    app.get(name === 'index.html' ? '/' : `/pages/${name}`, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .header('content-security-policy', PAGE_POLICY)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-cache')
        .type(type)
        .send(body),
    );
  }
};
