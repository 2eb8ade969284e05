import { z } from 'zod';
import { TrainerError } from '../errors.ts';
import { trainerPython } from '../training/python.ts';
import { type TrainingRequest, trainerEventSchema, trainingSchema } from '../training/schema.ts';
import type { Client } from './client.ts';
import { eventText } from './training-text.ts';

const POLL_MS = 1000;
/** Small enough for a minute on two cores, long enough for the loss to fall plainly. */
const settings: Partial<TrainingRequest> = {
  preset: 'nano',
  vocabSize: 1024,
  steps: 200,
  logEvery: 20,
  evaluateEvery: 40,
  evaluationTokens: 8192,
  checkpointEvery: 200,
};

/** Trains a small GPT on the dataset through the API, and prints its losses as they fall and a sample. */
export async function demoTraining(
  client: Client,
  dataset: string,
  environment: { python: string | undefined; folder: string },
): Promise<void> {
  console.log('\nTraining a small GPT on the shards');
  try {
    // Made here rather than by the worker, so that the user is told of it and its size beforehand.
    await trainerPython({ ...environment, announce: (text) => console.log(text) });
  } catch (error) {
    if (!(error instanceof TrainerError)) throw error;
    console.log(`Training is left out: ${error.message}`);
    return;
  }
  let training = await client.post('/v1/trainings', { ...settings, dataset }, trainingSchema);
  let shown = 0;
  while (training.status === 'queued' || training.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    training = await client.get(`/v1/trainings/${training.id}`, trainingSchema);
    const metricsSchema = z.object({ metrics: z.array(trainerEventSchema) });
    const { metrics } = await client.get(`/v1/trainings/${training.id}/metrics`, metricsSchema);
    for (const event of metrics.slice(shown)) {
      const line = eventText(event);
      if (line !== undefined) console.log(`  ${line}`);
    }
    shown = metrics.length;
  }
  if (training.status !== 'done')
    throw new TrainerError(
      `training ${training.id} ${training.status}: ${training.cause?.message ?? 'no cause given'}`,
    );
}
