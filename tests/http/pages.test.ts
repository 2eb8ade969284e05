import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ WINNOW_WORKERS: 'none' });
});
afterAll(() => service.close());
const get = (path: string) => ask(service.address, 'GET', path);

describe('the pages for people', () => {
  it('are served whole: every file that one of them names is there, with its type', async () => {
    const seen = new Set<string>();
    const waiting = ['/'];
    const types: Record<string, string> = {
      js: 'text/javascript',
      css: 'text/css',
      svg: 'image/svg+xml',
      json: 'application/json',
    };
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const { status, headers, body } = await get(path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers.get('content-type')).toContain(types[path.split('.').at(-1) ?? ''] ?? 'text/');
      for (const [, named = ''] of String(body['text']).matchAll(/(?:from |(?:src|href)=)['"]([./][^'"#]*)['"]/g))
        if (named !== '/') waiting.push(new URL(named, `http://winnow${path}`).pathname);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['/pages/main.js', '/pages/dom.js', '/queues', '/docs', '/metrics']),
    );
  });

  it.each(['/', '/pages/main.js', '/queues', '/docs'])('load nothing from elsewhere: %s', async (path) => {
    const policy = (await get(path)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src '(?:none|self)'/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  });
});
