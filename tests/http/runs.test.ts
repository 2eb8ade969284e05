import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunState, runStateSchema } from '../../src/http/run-state.ts';
import { type Cluster, clusterDetailSchema, clusterSchema } from '../../src/runs/clusters.ts';
import { explainedSchema } from '../../src/runs/explain.ts';
import { type Manifest, manifestSchema } from '../../src/runs/manifest.ts';
import { reportSchema } from '../../src/runs/report.ts';
import { sampleLines } from '../support/runs.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const RECIPE = {
  preset: 'default',
  partBytes: 20_000,
  quality: null,
  safety: null,
  dedup: { warnings: { clusterShare: 1 / 61, sourceShare: 0.2, least: 1 } },
  export: { compression: 'gz' },
};
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await ask(service.address, 'POST', '/v1/corpora', { json: { name: 'books', source: 'library' } });
  await ask(service.address, 'PUT', '/v1/corpora/books/files/books.jsonl', { body: sampleLines(60) });
});
afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}) => ask(service.address, 'GET', path, { headers });
const post = (path: string, json: unknown = {}) => ask(service.address, 'POST', path, { json });
const state = async (id: string): Promise<RunState> => runStateSchema.parse((await get(`/v1/runs/${id}`)).body);
const ended = (id: string): Promise<RunState> =>
  until(async () => {
    const run = await state(id);
    return run.status === 'queued' || run.status === 'running' ? undefined : run;
  });

const pageSchema = z.object({ documents: z.array(explainedSchema), next: z.string().nullable() });

describe('a run over HTTP', () => {
  let run: RunState;
  let manifest: Manifest;
  beforeAll(async () => {
    const made = await post('/v1/runs', { corpora: ['books', 'books'], recipe: RECIPE });
    expect(made.status).toBe(201);
    const queued = runStateSchema.parse(made.body);
    expect(made.headers.get('location')).toBe(`/v1/runs/${queued.id}`);
    expect(queued.corpora.map(({ name }) => name)).toEqual(['books']);
    run = await ended(queued.id);
    manifest = manifestSchema.parse((await get(`/v1/datasets/${run.dataset}`)).body);
  });

  it('is done, every stage counted', async () => {
    expect(run).toMatchObject({ status: 'done', cause: null, rate: null });
    expect(run.stages.map(({ stage }) => stage)).toEqual([
      'extract',
      'signature',
      'buckets',
      'ranks',
      'components',
      'compare',
      'clusters',
      'lines',
      'line-totals',
      'repeats',
      'export',
    ]);
    for (const { done, total } of run.stages) expect(done).toBe(total);
    expect(run.stages[0]).toMatchObject({ documents: 60, bytes: run.stages[0]?.totalBytes });
    const { body } = await get('/v1/runs');
    expect(body).toMatchObject({ runs: [{ id: run.id, status: 'done', corpora: ['books'] }] });
  });

  it('has a report whose numbers add up', async () => {
    const report = reportSchema.parse((await get(`/v1/runs/${run.id}/report`)).body);
    const { in: all, kept, dropped, rejected } = report.documents;
    expect(all).toBe(60);
    expect(kept + dropped + rejected).toBe(all);
    expect(dropped).toBe(12);
    expect(manifest.documents).toBe(kept);
    expect((await get(`/v1/datasets/${run.dataset}/report`)).body).toEqual(report);
  });

  it('explains what it dropped, page by page, with the survivor beside it', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const page = pageSchema.parse((await get(`/v1/runs/${run.id}/documents?verdict=drop&limit=5${after}`)).body);
      seen.push(...page.documents.map(({ document }) => document.id));
      for (const { droppedBy } of page.documents) expect(droppedBy).toBe('dedup');
      if (page.next === null) break;
      expect(page.documents).toHaveLength(5);
      after = `&after=${page.next}`;
    }
    expect(new Set(seen).size).toBe(12);
    expect(seen).toHaveLength(12);
    const { body } = await get(`/v1/runs/${run.id}/documents/${seen[0]}`);
    expect(body).toMatchObject({ verdict: 'drop', droppedBy: 'dedup', document: { id: seen[0], source: 'library' } });
    expect(body['survivor']).toMatchObject({ source: 'library' });
    const { stages } = explainedSchema.parse(body);
    expect(stages.map(({ stage }) => stage)).toEqual(['extract', 'dedup']);
    expect(await get(`/v1/runs/${run.id}/documents?stage=extract`)).toMatchObject({
      body: { documents: [], next: null },
    });
    expect((await get(`/v1/runs/${run.id}/documents/0:0`)).status).toBe(404);
    expect((await get(`/v1/runs/${run.id}/documents?after=0:0`)).status).toBe(404);
  });

  it('has no page to show of what was text already', async () => {
    const { documents } = pageSchema.parse((await get(`/v1/runs/${run.id}/documents?limit=1`)).body);
    const path = `/v1/runs/${run.id}/documents/${documents[0]?.document.id}`;
    expect(await get(`${path}/blocks`)).toMatchObject({ status: 422, body: { code: 'bad-request' } });
    expect((await get(`${path}/page`)).status).toBe(422);
    expect((await get(`/v1/runs/${run.id}/documents/0:0/blocks`)).status).toBe(404);
  });

  it('shows its clusters, the largest first, page by page', async () => {
    const clustersSchema = z.object({ clusters: z.array(clusterSchema), next: z.string().nullable() });
    const seen: Cluster[] = [];
    let after = '';
    for (;;) {
      const page = clustersSchema.parse((await get(`/v1/runs/${run.id}/clusters?limit=5${after}`)).body);
      seen.push(...page.clusters);
      if (page.next === null) break;
      expect(page.clusters).toHaveLength(5);
      after = `&after=${page.next}`;
    }
    expect(new Set(seen.map(({ survivor }) => survivor)).size).toBe(12);
    expect(seen.every(({ size, members }) => size === 2 && members.length === 1)).toBe(true);
    expect((await get(`/v1/runs/${run.id}/clusters?least=3`)).body).toEqual({ clusters: [], next: null });
    expect((await get(`/v1/runs/${'0'.repeat(16)}/clusters`)).status).toBe(404);
  });

  it('shows a cluster with the texts side by side, and lists all that went for its survivor', async () => {
    const { body } = await get(`/v1/runs/${run.id}/clusters?limit=1`);
    const [{ survivor, members }] = z.object({ clusters: z.tuple([clusterSchema]) }).parse(body).clusters;
    const detail = clusterDetailSchema.parse((await get(`/v1/runs/${run.id}/clusters/${survivor}`)).body);
    expect(detail).toMatchObject({ survivor: { id: survivor, source: 'library' }, size: 2, members });
    const [sample] = detail.samples;
    expect(sample).toMatchObject(members[0]!);
    expect(sample?.rows.filter(({ same }) => !same)).toEqual([
      { same: false, survivor: ' This copy was printed later.', document: '' },
    ]);
    expect((await get(`/v1/runs/${run.id}/clusters/${survivor}?samples=0`)).body['samples']).toEqual([]);
    const removed = await get(`/v1/runs/${run.id}/documents?survivor=${survivor}`);
    expect(removed.body).toMatchObject({ documents: [{ document: { id: members[0]?.id } }] });
    expect((await get(`/v1/runs/${run.id}/clusters/${members[0]?.id}`)).status).toBe(404);
  });

  it('reports what each source and host lost to duplicates, and warns above the set shares', async () => {
    const { duplicates } = reportSchema.parse((await get(`/v1/runs/${run.id}/report`)).body);
    const outcome = { in: 60, kept: 48, dropped: 12 };
    expect(duplicates).toMatchObject({ sizes: { 1: 12 }, sources: { library: outcome }, hosts: { none: outcome } });
    expect(duplicates?.largest).toHaveLength(10);
    // 1 of 60 is above 1/61; 12 of 60 is not above .2.
    expect(duplicates?.warnings.map(({ kind }) => kind)).toEqual(Array(10).fill('cluster'));
    expect(duplicates?.warnings[0]).toMatchObject({
      name: duplicates?.largest[0]?.survivor,
      removed: 1,
      documents: 60,
    });
    const dedup = { warnings: { clusterShare: 1 / 60, sourceShare: 0.199, least: 12 } };
    const again = await ended(
      String((await post('/v1/runs', { corpora: ['books'], recipe: { ...RECIPE, dedup } })).body['id']),
    );
    const second = reportSchema.parse((await get(`/v1/runs/${again.id}/report`)).body);
    expect(second.duplicates?.warnings.map(({ message }) => message)).toEqual([
      'source library loses 12 of its 60 documents as duplicates (20.0 %, expected at most 19.9 %)',
      'host none loses 12 of its 60 documents as duplicates (20.0 %, expected at most 19.9 %)',
    ]);
  });

  it('gives the same dataset when run again, from the outputs that are there', async () => {
    const again = await ended(String((await post('/v1/runs', { corpora: ['books'], recipe: RECIPE })).body['id']));
    expect(again.dataset).toBe(run.dataset);
    const metrics = String((await get('/metrics')).body['text']);
    const extracted = /winnow_job_seconds_count\{queue="extract",outcome="done"\} (\d+)/.exec(metrics)?.[1];
    expect(Number(extracted)).toBe(run.stages[0]?.total);
  });

  it('sends its state as events until it ends', async () => {
    const response = await fetch(`${service.address}/v1/runs/${run.id}/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = await response.text();
    expect(events).toMatch(/^event: run\ndata: \{/);
    expect(runStateSchema.parse(JSON.parse(events.split('data: ')[1] ?? ''))).toEqual(run);
  });

  it('follows a run as it goes', async () => {
    const { body } = await post('/v1/runs', { corpora: ['books'], recipe: { ...RECIPE, partBytes: 5000 } });
    const events = await (await fetch(`${service.address}/v1/runs/${body['id']}/events`)).text();
    const states = events
      .split('\n\n')
      .filter((event) => event.startsWith('event: run'))
      .map((event) => runStateSchema.parse(JSON.parse(event.split('data: ')[1] ?? '')));
    expect(states.length).toBeGreaterThan(1);
    expect(states.at(-1)?.status).toBe('done');
    const done = states.map(({ stages }) => stages.reduce((sum, stage) => sum + stage.done, 0));
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('answers cancel and resume of an ended run without harm', async () => {
    expect((await post(`/v1/runs/${run.id}/cancel`)).body).toMatchObject({ status: 'done' });
    expect((await post(`/v1/runs/${run.id}/resume`)).body).toMatchObject({ status: 'done', attempt: 1 });
  });

  it('is cancelled, and goes on when resumed', async () => {
    const { body } = await post('/v1/runs', { corpora: ['books'], recipe: { ...RECIPE, partBytes: 3000 } });
    const id = String(body['id']);
    expect((await post(`/v1/runs/${id}/cancel`)).body).toMatchObject({ id, status: 'cancelled' });
    expect((await get(`/v1/runs/${id}/report`)).status).toBe(409);
    const resumed = await post(`/v1/runs/${id}/resume`);
    expect(resumed.body).toMatchObject({ id, attempt: 2 });
    expect((await post(`/v1/runs/${id}/resume`)).status).toBe(409);
    expect(await ended(id)).toMatchObject({ status: 'done', attempt: 2 });
  });

  it('takes a corpus without files as a mistake', async () => {
    await ask(service.address, 'POST', '/v1/corpora', { json: { name: 'empty' } });
    expect((await post('/v1/runs', { corpora: ['empty'] })).body).toMatchObject({ status: 422, code: 'bad-request' });
  });

  describe('and its shards', () => {
    let path: string;
    let whole: Buffer;
    beforeAll(async () => {
      path = `/v1/datasets/${run.dataset}/shards/${manifest.shards[0]?.name}`;
      whole = Buffer.from(await (await fetch(service.address + path)).arrayBuffer());
    });
    const fetchShard = (headers: Record<string, string>, method = 'GET') =>
      fetch(service.address + path, { headers, method });

    it('hold what the manifest says', async () => {
      const text = await buffer(Readable.from([whole]).pipe(createGunzip()));
      expect(createHash('sha256').update(text).digest('hex')).toBe(manifest.shards[0]?.sha256);
      expect(text.toString().trim().split('\n')).toHaveLength(manifest.shards[0]?.documents ?? 0);
      expect((await get('/v1/datasets')).body).toMatchObject({
        datasets: expect.arrayContaining([
          expect.objectContaining({ dataset: run.dataset, documents: manifest.documents }),
        ]),
      });
    });

    it.each([
      ['bytes=0-9', 0, 10],
      ['bytes=5-', 5, undefined],
      ['bytes=-7', -7, undefined],
      ['bytes=10-999999999', 10, undefined],
    ])('come in ranges: %s', async (range, start, end) => {
      const response = await fetchShard({ range });
      expect(response.status).toBe(206);
      const expected = whole.subarray(start, end);
      const first = start < 0 ? whole.length + start : start;
      expect(response.headers.get('content-range')).toBe(
        `bytes ${first}-${first + expected.length - 1}/${whole.length}`,
      );
      expect(Buffer.from(await response.arrayBuffer()).equals(expected)).toBe(true);
    });

    it('say where no range can be', async () => {
      const response = await fetchShard({ range: `bytes=${whole.length}-` });
      expect(response.status).toBe(416);
      expect(response.headers.get('content-range')).toBe(`bytes */${whole.length}`);
      for (const range of ['bytes=0-1,4-5', 'lines=1-2', 'bytes=9-3', 'bytes=-'])
        expect((await fetchShard({ range })).status).toBe(200);
    });

    it('have an entity tag that saves sending them again', async () => {
      const tag = (await fetchShard({}, 'HEAD')).headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[0-9a-f]{32}-\d+"$/);
      expect((await fetchShard({ 'if-none-match': tag })).status).toBe(304);
      expect((await fetchShard({ 'if-none-match': `"x", W/${tag}` })).status).toBe(304);
      expect((await fetchShard({ 'if-none-match': '"x"' })).status).toBe(200);
      expect((await fetchShard({ range: 'bytes=0-1', 'if-range': tag })).status).toBe(206);
      expect((await fetchShard({ range: 'bytes=0-1', 'if-range': '"x"' })).status).toBe(200);
    });

    it('tell their size to HEAD', async () => {
      const response = await fetchShard({}, 'HEAD');
      expect(response.headers.get('content-length')).toBe(String(whole.length));
      expect(response.headers.get('content-type')).toBe('application/gzip');
      expect((await response.arrayBuffer()).byteLength).toBe(0);
    });
  });
});
