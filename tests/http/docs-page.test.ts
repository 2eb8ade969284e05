import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpMarkdown } from '../../scripts/http-markdown.ts';
import { describeApi } from '../../src/http/api-description.ts';
import { docsPage } from '../../src/http/docs-page.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';

describe('the page of the API', () => {
  let service: TestService;
  let openApi: Record<string, unknown>;
  beforeAll(async () => {
    service = await startTestService({ WINNOW_WORKERS: 'none' });
    openApi = (await ask(service.address, 'GET', '/docs/openapi.json')).body;
  });
  afterAll(() => service.close());

  it('is served at /docs and lists every route that the OpenAPI document has', async () => {
    const page = String((await ask(service.address, 'GET', '/docs')).body['text']);
    const paths = Object.keys(openApi['paths'] as Record<string, unknown>);
    expect(paths).toContain('/v1/trainings');
    for (const path of paths) expect(page).toContain(` ${path}</code>`);
  });

  it('is in docs/http-api.md as the service is now (npx tsx scripts/http-doc.ts writes it)', async () => {
    const file = fileURLToPath(new URL('../../docs/http-api.md', import.meta.url));
    expect(await readFile(file, 'utf8')).toBe(httpMarkdown(openApi));
  });
});

describe('what the page says', () => {
  const document = {
    info: { title: 'A', version: '1' },
    paths: {
      '/x': {
        get: {
          summary: '<script>alert(1)</script>',
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'x', in: 'path', required: true, description: 'Its x', schema: { type: 'string' } },
            { name: 'limit', in: 'query', description: 'At most', schema: { type: 'integer', default: 20 } },
          ],
          responses: {
            200: {
              content: {
                'application/json': {
                  schema: {
                    properties: { a: {}, b: { type: 'array', items: { properties: { c: {} } } } },
                    type: 'object',
                  },
                },
              },
            },
          },
        },
        head: { summary: '<script>alert(1)</script>' },
        options: { summary: 'for browsers' },
      },
      '/y': {
        post: {
          tags: ['y'],
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  required: ['kind'],
                  properties: {
                    kind: { enum: ['one', 'two'] },
                    many: { type: 'array', nullable: true, items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
                  },
                },
              },
            },
          },
        },
      },
    },
  };

  it('is text, not markup', () => {
    expect(docsPage(describeApi(document))).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(docsPage(describeApi(document))).not.toContain('<script');
  });

  it('has fields, defaults and answers, one entry for methods that are alike', () => {
    const [other, y] = describeApi(document).groups;
    expect(other?.routes).toEqual([
      {
        methods: ['GET', 'HEAD'],
        path: '/x',
        summary: '<script>alert(1)</script>',
        description: '',
        fields: [
          { in: 'path', name: 'x', type: 'string', default: 'required', description: 'Its x' },
          { in: 'query', name: 'limit', type: 'integer', default: '20', description: 'At most' },
        ],
        answers: [{ status: '200', what: '{a, b: [{c}]}' }],
      },
    ]);
    expect(y?.routes[0]?.fields).toEqual([
      { in: 'body', name: 'kind', type: 'one, two', default: 'required', description: '' },
      { in: 'body', name: 'many', type: 'array of string or number or null', default: '', description: '' },
    ]);
  });
});
