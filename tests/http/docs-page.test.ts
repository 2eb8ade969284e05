import { describe, expect, it } from 'vitest';
import { docsPage } from '../../src/http/docs-page.ts';
import { ask, startTestService } from '../support/service.ts';

describe('the page of the API', () => {
  it('is served at /docs and lists every route that the OpenAPI document has', async () => {
    const service = await startTestService();
    try {
      const page = String((await ask(service.address, 'GET', '/docs')).body['text']);
      const { body } = await ask(service.address, 'GET', '/docs/openapi.json');
      const paths = Object.keys(body['paths'] as Record<string, unknown>);
      expect(paths).toContain('/v1/trainings');
      for (const path of paths) expect(page).toContain(`<td>${path}</td>`);
    } finally {
      await service.close();
    }
  });

  it('shows what a document says as text, not as markup', () => {
    const document = {
      info: { title: 'A', version: '1' },
      paths: { '/x': { get: { summary: '<script>alert(1)</script>' } } },
    };
    expect(docsPage(document)).toContain('<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>');
  });
});
