import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { responseRecord } from '../../examples/crawl/warc.ts';
import { runStateSchema } from '../../src/http/run-state.ts';
import { explainedSchema } from '../../src/runs/explain.ts';
import { explainedPageSchema } from '../../src/stages/extract/explained-page.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const sentence = (index: number): string =>
  `In the year ${1800 + index} the keeper of the lighthouse wrote down, as on every evening, what the sea had brought.`;
const html = (about: string): string =>
  `<html><body><nav><ul><li><a href="/">Home</a><li><a href="/all">All pages</a></ul></nav>
<article><h1>${about}</h1>${Array.from({ length: 6 }, (_, index) => `<p>${sentence(index)}</p>`).join('')}</article>
<footer>&lt;script&gt;alert(1)&lt;/script&gt; All rights reserved</footer></body></html>`;
const response = (about: string): Buffer =>
  responseRecord({
    url: `https://example.org/${about}`,
    date: '2024-05-01T00:00:00Z',
    contentType: 'text/html',
    body: Buffer.from(html(about)),
  });
const abouts = ['one', 'two', 'three'];
const files: Record<string, Buffer> = {
  'members.warc.gz': Buffer.concat(abouts.map((about) => gzipSync(response(about)))),
  'solid.warc.gz': gzipSync(Buffer.concat(abouts.map((about) => response(`solid-${about}`)))),
  'page.html': Buffer.from(html('alone')),
};

let service: TestService;
let documents: z.infer<typeof explainedSchema>[];
let path: string;
beforeAll(async () => {
  service = await startTestService();
  const { address } = service;
  await ask(address, 'POST', '/v1/corpora', { json: { name: 'pages' } });
  for (const [name, body] of Object.entries(files))
    await ask(address, 'PUT', `/v1/corpora/pages/files/${name}`, { body: new Uint8Array(body) });
  const recipe = { preset: 'default', quality: null, safety: null };
  const made = await ask(address, 'POST', '/v1/runs', { json: { corpora: ['pages'], recipe } });
  path = `/v1/runs/${String(made.body['id'])}`;
  await until(async () => {
    const { status } = runStateSchema.parse((await ask(address, 'GET', path)).body);
    return status === 'done' ? true : undefined;
  });
  const list = z.object({ documents: z.array(explainedSchema) });
  documents = list.parse((await ask(address, 'GET', `${path}/documents`)).body).documents;
});
afterAll(() => service.close());

describe('the page of a document', () => {
  it('gives the blocks of every page, whichever file it came in, with the text that the run has', async () => {
    expect(documents).toHaveLength(7);
    for (const { document } of documents) {
      const { body } = await ask(service.address, 'GET', `${path}/documents/${document.id}/blocks`);
      const page = explainedPageSchema.parse(body);
      expect(page).toMatchObject({ text: document.text, from: 'blocks' });
      expect(page.blocks.map((block) => block.text)).toEqual([
        ...['Home', 'All pages', expect.any(String)],
        ...Array.from({ length: 6 }, (_, index) => sentence(index)),
        '<script>alert(1)</script> All rights reserved',
      ]);
      expect(page.blocks[0]).toMatchObject({ kept: false, path: 'nav/ul/li' });
      expect(page.blocks[4]).toMatchObject({ kept: true, path: 'article/p' });
    }
  });

  it('shows them as HTML that runs nothing of the page', async () => {
    const response = await fetch(`${service.address}${path}/documents/${documents[0]?.document.id}/page`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await response.text();
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script');
    expect(text.match(/<tr class="kept"/g)?.length).toBeGreaterThanOrEqual(6);
    expect(text.match(/<tr class="dropped"/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('is not there for a document that the run does not have', async () => {
    const { status, body } = await ask(service.address, 'GET', `${path}/documents/0123456789abcdef:0/page`);
    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'not-found' });
  });
});
