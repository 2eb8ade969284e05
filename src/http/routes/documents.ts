import { z } from 'zod';
import { documentSchema, verdictSchema } from '../../document.ts';
import { RequestError } from '../../errors.ts';
import { explainDocument, explainDocuments, explainedSchema, explainSurvivor } from '../../runs/explain.ts';
import { explainPage } from '../../runs/explain-page.ts';
import { contributionSchema, explainScore } from '../../runs/explain-score.ts';
import { readPlan } from '../../runs/status.ts';
import { readRun } from '../../runs/store.ts';
import { explainedPageSchema } from '../../stages/extract/explained-page.ts';
import type { HttpContext, Routes } from '../context.ts';
import { explainedPageHtml } from '../explained-page-html.ts';
import { problemSchema } from '../problem.ts';

const tags = ['runs'];

export const documentRoutes: Routes = (context) => async (app) => {
  const { storage } = context;

  app.get(
    '/v1/runs/:run/documents',
    {
      schema: {
        tags,
        summary: 'Documents of a run with everything that was found about them',
        description: 'Works on what is done so far. `next` is the `after` of the following page, null on the last.',
        params: z.object({ run: z.string() }),
        querystring: z
          .object({
            stage: z.string().optional().describe('Dropped by this stage'),
            verdict: verdictSchema.optional(),
            rule: z.string().optional().describe('Failed this rule'),
            survivor: z.string().optional().describe('Removed as a duplicate of the document with this id'),
            after: z.string().optional().describe('Id of the document before the first'),
            limit: z.coerce.number().int().min(1).max(500).default(20),
          })
          .strict(),
        response: {
          200: z.object({ documents: z.array(explainedSchema), next: z.string().nullable() }),
          404: problemSchema,
        },
      },
    },
    async (request) => {
      const plan = await planOf(context, request.params.run);
      const { after, limit, ...filter } = request.query;
      const documents: z.infer<typeof explainedSchema>[] = [];
      for await (const explained of explainDocuments(storage, plan, filter, after)) {
        if (documents.length === limit) return { documents, next: documents.at(-1)?.document.id ?? null };
        documents.push(explained);
      }
      return { documents, next: null };
    },
  );

  app.get(
    '/v1/runs/:run/documents/:id',
    {
      schema: {
        tags,
        summary: 'One document: every stage, rule, measure and edit, and the survivor of a duplicate',
        params: z.object({ run: z.string(), id: z.string() }),
        response: {
          200: explainedSchema.extend({
            survivor: documentSchema.nullable(),
            score: z
              .array(contributionSchema)
              .describe('Features that raised and lowered the quality score most, strongest first'),
          }),
          404: problemSchema,
        },
      },
    },
    async (request) => {
      const plan = await planOf(context, request.params.run);
      const explained = await explainDocument(storage, plan, request.params.id);
      return {
        ...explained,
        survivor: await explainSurvivor(storage, plan, explained),
        score: await explainScore(storage, plan, explained),
      };
    },
  );

  const ofDocument = z.object({ run: z.string(), id: z.string() });

  app.get(
    '/v1/runs/:run/documents/:id/blocks',
    {
      schema: {
        tags,
        summary: 'The blocks of a document’s page, kept and dropped, with their scores',
        description: 'Reads the page from the upload again. 422 for a document that was text already, or over 8 MB.',
        params: ofDocument,
        response: { 200: explainedPageSchema, 404: problemSchema, 422: problemSchema },
      },
    },
    async (request) => explainPage(storage, await planOf(context, request.params.run), request.params.id),
  );

  app.get(
    '/v1/runs/:run/documents/:id/page',
    {
      schema: {
        tags,
        summary: 'The same as a page of HTML to look at',
        description: 'Kept blocks on green, dropped ones on red, each with its score. Without scripts and links.',
        params: ofDocument,
      },
    },
    async (request, reply) => {
      const { run, id } = request.params;
      const explained = await explainPage(storage, await planOf(context, run), id);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .send(explainedPageHtml(id, explained));
    },
  );
};

async function planOf({ storage }: HttpContext, id: string) {
  const run = await readRun(storage, id);
  const plan = await readPlan(storage, run.id);
  if (plan === undefined) throw new RequestError(404, 'not-found', `run ${run.id} is ${run.status}: no documents yet`);
  return plan;
}
