import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { documentSchema } from '../document.ts';
import { StageError } from '../errors.ts';
import { explainedSchema } from '../runs/explain.ts';
import { packageRoot } from '../runs/package-root.ts';
import { reportSchema } from '../runs/report.ts';
import { stageStatusSchema } from '../runs/status.ts';
import { runSchema } from '../runs/store.ts';
import { startServer } from '../server.ts';
import { type Client, createClient } from './client.ts';
import { demoTraining } from './demo-training.ts';
import { explainText } from './explain-text.ts';
import { funnelText } from './funnel-text.ts';
import { expandInputs } from './inputs.ts';
import { createProgress } from './progress.ts';

const CORPUS = 'demo';
const POLL_MS = 250;

const stateSchema = runSchema.extend({ stages: z.array(stageStatusSchema) });
type State = z.infer<typeof stateSchema>;

/**
 * `winnow demo`: everything a user does, through the HTTP API alone: serve, upload, run, look at drops, train. Goes on
 * serving on a terminal; ends where standard input is none, or with `--exit`.
 */
export async function demoCommand(
  inputs: string[],
  options: { train: boolean; exit: boolean; port: number; data: string },
): Promise<void> {
  const files =
    inputs.length > 0 ? await expandInputs(inputs) : [fileURLToPath(new URL('examples/crawl.warc.gz', packageRoot))];
  say(`Starting the service on its embedded default: queue and storage in ${options.data}`);
  const config = readConfig({ WINNOW_DATA: options.data, PORT: String(options.port), WINNOW_LOG_LEVEL: 'error' });
  const server = await startServer(config);
  try {
    const client = createClient(server.address);
    const { state, kept } = await cleanOver(client, files);
    await showDrops(client, state.id);
    if (kept === 0) say('The recipe kept no document of these files, so there is nothing to train on.');
    else if (options.train) {
      const { python, environment } = config.training;
      await demoTraining(client, state.dataset ?? '', { python, folder: environment });
    }
    say(`Everything is in ${options.data}: storage/datasets/${state.dataset} has the manifest and the shards.`);
    say(`The service: ${server.address}  queues: ${server.address}/queues  API: ${server.address}/docs`);
    if (options.exit || !process.stdin.isTTY) console.log('It ends now; winnow serve starts one that stays.');
    else {
      console.log('Serving until Ctrl-C.');
      await new Promise((resolve) => process.once('SIGINT', resolve));
    }
  } finally {
    await server.close();
  }
}

const say = (text: string): void => {
  console.log(`\n${text}`);
};

async function cleanOver(client: Client, files: readonly string[]): Promise<{ state: State; kept: number }> {
  await client.post('/v1/corpora', { name: CORPUS }, z.looseObject({}));
  for (const file of files) {
    say(`Uploading ${basename(file)}`);
    await client.upload(`/v1/corpora/${CORPUS}/files/${encodeURIComponent(basename(file))}`, file);
  }
  let state = await client.post('/v1/runs', { corpora: [CORPUS], recipe: 'default' }, stateSchema);
  say(`Run ${state.id}: recipe default over corpus ${CORPUS}`);
  const progress = createProgress({ json: false, stream: process.stdout });
  while (state.status === 'queued' || state.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    state = await client.get(`/v1/runs/${state.id}`, stateSchema);
    progress.update(state.stages);
  }
  progress.end();
  if (state.status !== 'done')
    throw new StageError(`run ${state.id} ${state.status}: ${state.cause?.message ?? 'no cause given'}`);
  const report = await client.get(`/v1/runs/${state.id}/report`, reportSchema);
  say(funnelText(report));
  return { state, kept: report.documents.kept };
}

/** Three dropped documents of different stages, a duplicate with its survivor among them where there is one. */
async function showDrops(client: Client, run: string): Promise<void> {
  const listSchema = z.object({ documents: z.array(explainedSchema) });
  const oneSchema = explainedSchema.extend({ survivor: documentSchema.nullable() });
  let shown = 0;
  for (const stage of ['dedup', 'safety', 'quality', 'extract']) {
    if (shown === 3) break;
    const { documents } = await client.get(`/v1/runs/${run}/documents?verdict=drop&stage=${stage}&limit=1`, listSchema);
    const [dropped] = documents;
    if (dropped === undefined) continue;
    if (shown === 0) say('Dropped documents, and why:');
    const id = encodeURIComponent(dropped.document.id);
    console.log(explainText(await client.get(`/v1/runs/${run}/documents/${id}`, oneSchema)));
    shown += 1;
  }
}
