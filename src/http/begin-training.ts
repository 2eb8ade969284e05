import type { FastifyBaseLogger } from 'fastify';
import { RequestError } from '../errors.ts';
import { enqueueTraining } from '../queue/enqueue.ts';
import type { Training, TrainingRequest } from '../training/schema.ts';
import { createTraining, readTraining } from '../training/store.ts';
import { findTokenizer } from '../training/tokenizers.ts';
import type { HttpContext } from './context.ts';

/** Makes a training and queues it. Errors: 422 for a dataset, a tokenizer or a first training that is not there. */
export async function beginTraining(
  context: HttpContext,
  request: TrainingRequest,
  log: FastifyBaseLogger,
): Promise<Training> {
  const { storage } = context;
  const { dataset, startFrom, tokenizer } = request;
  const missing = (what: string): RequestError => new RequestError(422, 'not-found', what);
  if ((await storage.head(`datasets/${dataset}/manifest.json`)) === undefined)
    throw missing(`no dataset ${JSON.stringify(dataset)}`);
  if (tokenizer !== null && (await findTokenizer(storage, tokenizer)) === undefined)
    throw missing(`no tokenizer ${JSON.stringify(tokenizer)}`);
  if (startFrom !== null)
    await readTraining(storage, startFrom).catch((error: unknown) => {
      throw error instanceof RequestError ? missing(`startFrom: ${error.message}`) : error;
    });
  const training = await createTraining(storage, request);
  log.info({ training: training.id, dataset }, 'training made');
  await queueTraining(context, training, log);
  return training;
}

/** A queue that is away does not lose the training: it is in storage, and queued as soon as the queue is back. */
export async function queueTraining(
  { queues, config }: HttpContext,
  training: Training,
  log: FastifyBaseLogger,
): Promise<void> {
  await enqueueTraining(queues, training, config.workers).catch((error: unknown) =>
    log.warn({ err: error, training: training.id }, 'queue is away: the training is queued when it is back'),
  );
}
