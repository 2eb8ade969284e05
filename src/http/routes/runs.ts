import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { enqueueRun, removeWaiting } from '../../queue/enqueue.ts';
import { type Recipe, recipeInputSchema, resolveRecipe } from '../../recipe.ts';
import {
  openCollection,
  type PinnedCollection,
  pinCollection,
  serviceCollection,
} from '../../runs/collections/state.ts';
import { nameSchema } from '../../runs/names.ts';
import { reportSchema } from '../../runs/report.ts';
import {
  createRun,
  isEnded,
  listRuns,
  type Run,
  readRun,
  requestCancel,
  requestResume,
  runSchema,
} from '../../runs/store.ts';
import { readJson, type Storage } from '../../storage/storage.ts';
import type { HttpContext, Routes } from '../context.ts';
import { pinCorpora } from '../pin-corpora.ts';
import { problemSchema } from '../problem.ts';
import { runState, runStateSchema } from '../run-state.ts';
import { sendEvents } from '../sse.ts';

const tags = ['runs'];
const params = z.object({ run: z.string() });
const summarySchema = runSchema.omit({ recipe: true, corpora: true }).extend({
  recipe: z.string().describe('Its name'),
  corpora: z.array(nameSchema),
});

const summary = ({ recipe, corpora, ...run }: Run): z.infer<typeof summarySchema> => ({
  ...run,
  recipe: recipe.name,
  corpora: corpora.map(({ name }) => name),
});

export const runRoutes: Routes = (context) => async (app) => {
  const { storage, queues } = context;

  app.post(
    '/v1/runs',
    {
      schema: {
        tags,
        summary: 'Run a recipe over what the corpora hold now',
        body: z
          .object({
            corpora: z.array(nameSchema).min(1).max(1000),
            recipe: recipeInputSchema.default('default').describe("A preset's name, or an object that changes one"),
          })
          .strict(),
        response: { 201: runStateSchema, 422: problemSchema },
      },
    },
    async (request, reply) => {
      const recipe = resolveRecipe(request.body.recipe);
      const corpora = await pinCorpora(storage, request.body.corpora);
      const run = await createRun(storage, corpora, recipe, await pinFor(storage, recipe));
      await enqueue(context, run, request.log);
      request.log.info({ run: run.id, recipe: recipe.name, corpora: request.body.corpora }, 'run made');
      return reply
        .code(201)
        .header('location', `/v1/runs/${run.id}`)
        .send(await runState(context, run));
    },
  );

  app.get(
    '/v1/runs',
    {
      schema: {
        tags,
        summary: 'All runs, newest first',
        response: { 200: z.object({ runs: z.array(summarySchema) }) },
      },
    },
    async () => ({ runs: (await listRuns(storage)).map(summary) }),
  );

  app.get(
    '/v1/runs/:run',
    {
      schema: {
        tags,
        summary: 'A run: what it does, and per stage how far it is',
        params,
        response: { 200: runStateSchema, 404: problemSchema },
      },
    },
    async (request) => runState(context, await readRun(storage, request.params.run)),
  );

  app.post(
    '/v1/runs/:run/cancel',
    {
      schema: {
        tags,
        summary: 'Stop a run within seconds; what it has done stays',
        params,
        response: { 200: runStateSchema, 404: problemSchema },
      },
    },
    async (request) => {
      const run = await requestCancel(storage, request.params.run);
      // Workers see the run's state in storage; taking out what waits only spares them the look.
      await removeWaiting(queues, run.id).catch((error: unknown) =>
        request.log.warn({ err: error, run: run.id }, 'waiting jobs stay'),
      );
      request.log.info({ run: run.id }, 'run cancelled');
      return runState(context, run);
    },
  );

  app.post(
    '/v1/runs/:run/resume',
    {
      schema: {
        tags,
        summary: 'Go on with a failed or cancelled run from what is done',
        params,
        response: { 200: runStateSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request) => {
      const run = await requestResume(storage, request.params.run);
      if (!isEnded(run)) await enqueue(context, run, request.log);
      request.log.info({ run: run.id, attempt: run.attempt }, 'run resumed');
      return runState(context, run);
    },
  );

  app.get(
    '/v1/runs/:run/events',
    {
      schema: {
        tags,
        summary: 'Server-sent events: the run whenever it has changed, until it ends',
        description: 'Each `run` event holds the run as `GET /v1/runs/:run` gives it.',
        params,
      },
    },
    async (request, reply) => {
      const { id } = await readRun(storage, request.params.run);
      return sendEvents(request, reply, context.closing, async () => {
        const run = await readRun(storage, id);
        return { event: 'run', data: await runState(context, run), last: isEnded(run) };
      });
    },
  );

  app.get(
    '/v1/runs/:run/report',
    {
      schema: {
        tags,
        summary: 'The funnel of a run that is done: in, kept, dropped by stage, rule, language, site',
        params,
        response: { 200: reportSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request) => {
      const run = await readRun(storage, request.params.run);
      if (run.status !== 'done')
        throw new RequestError(409, 'conflict', `run ${run.id} is ${run.status}: expected done for its report`);
      return reportSchema.parse(await readJson(storage, `runs/${run.id}/report.json`));
    },
  );
};

/** What the collection that the recipe names holds now; makes it if the run adds to it. Errors: 422. */
async function pinFor(storage: Storage, { dedup }: Recipe): Promise<PinnedCollection | null> {
  if (dedup === null || dedup.collection === null) return null;
  const { name, add } = dedup.collection;
  const place = serviceCollection(storage, name);
  try {
    await openCollection(place, dedup, { create: add });
  } catch (error) {
    if (error instanceof RequestError) throw new RequestError(422, error.code, error.message);
    throw error;
  }
  return pinCollection(place);
}

/** A queue that is away does not lose the run: it is in storage, and queued as soon as the queue is back. */
async function enqueue(
  { queues, config }: HttpContext,
  run: Run,
  log: { warn(fields: object, message: string): void },
): Promise<void> {
  await enqueueRun(queues, run, config.workers).catch((error: unknown) =>
    log.warn({ err: error, run: run.id }, 'queue is away: the run is queued when it is back'),
  );
}
