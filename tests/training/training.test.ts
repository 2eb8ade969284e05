import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FolderStorage } from '../../src/storage/folder.ts';
import { trainingRequestSchema } from '../../src/training/schema.ts';
import { cancelTraining, createTraining, readTraining, resumeTraining } from '../../src/training/store.ts';
import { runTraining } from '../../workers/train.ts';
import { temporaryFolder } from '../support/folder.ts';
import { until } from '../support/until.ts';

const python = fileURLToPath(new URL('../support/fake-python.sh', import.meta.url));
const request = trainingRequestSchema.parse({ dataset: 'd0', steps: 10 });

/** A training over a dataset that storage has; the fake trainer does what `behave` was last told. */
async function setUp() {
  const folder = await temporaryFolder();
  const storage = new FolderStorage(join(folder, 'storage'));
  await storage.put('datasets/d0/manifest.json', '{}');
  const training = await createTraining(storage, request);
  const behaviour = join(folder, 'behaviour');
  process.env['FAKE_TRAINER'] = behaviour;
  return {
    storage,
    id: training.id,
    out: join(folder, 'work', 'trainings', training.id),
    behave: (how: string) => writeFile(behaviour, how),
    run: () =>
      runTraining(training.id, {
        storage,
        folder: join(folder, 'work'),
        python: { python, folder },
        log: () => undefined,
      }),
  };
}

describe('a training', () => {
  it('ends as done with the losses that its trainer said, passing over what is no event', async () => {
    const { storage, id, run } = await setUp();
    expect(await readTraining(storage, id)).toMatchObject({ status: 'queued', progress: { step: 0, loss: null } });
    expect(await run()).toBe('done');
    expect(await readTraining(storage, id)).toMatchObject({
      status: 'done',
      cause: null,
      progress: { step: 10, steps: 10, loss: 3.5, validationLoss: 3.25 },
    });
    expect(await storage.head(`trainings/${id}/tokenizer.json`)).toMatchObject({ size: 3 });
  });

  it('fails with the last words of a trainer that crashed', async () => {
    const { storage, id, run, behave } = await setUp();
    await behave('crash');
    expect(await run()).toBe('failed');
    const { cause } = await readTraining(storage, id);
    expect(cause).toEqual({
      stage: 'train',
      part: null,
      code: 'trainer-failed',
      message: 'trainer ended with exit code 3: Traceback: no such GPU',
    });
  });

  it('fails with the reason that its trainer gave', async () => {
    const { storage, id, run, behave } = await setUp();
    await behave('refuse');
    expect(await run()).toBe('failed');
    expect((await readTraining(storage, id)).cause?.message).toBe(
      'trainer ended with exit code 1: expected more tokens',
    );
  });

  it('stops within seconds of a cancel, and goes on from its checkpoint when resumed elsewhere', async () => {
    const { storage, id, run, behave, out } = await setUp();
    await behave('wait');
    const running = run();
    await until(async () =>
      access(join(out, 'waiting')).then(
        () => true,
        () => undefined,
      ),
    );
    expect((await readTraining(storage, id)).status).toBe('running');
    await cancelTraining(storage, id);
    expect(await running).toBe('cancelled');
    await behave('');
    expect((await resumeTraining(storage, id)).status).toBe('queued');
    expect(await run()).toBe('done');
    expect(await readFile(join(out, 'found.txt'), 'utf8')).toBe('step-00000003.pt\n');
    expect((await readTraining(storage, id)).attempt).toBe(2);
  });

  it('is not begun again once it has ended', async () => {
    const { storage, id, run, behave } = await setUp();
    await run();
    await behave('crash');
    expect(await run()).toBe('done');
    await expect(resumeTraining(storage, id)).resolves.toMatchObject({ status: 'done', attempt: 1 });
  });

  it('of a dataset that is not there fails and says so', async () => {
    const { storage, id, run } = await setUp();
    await storage.delete('datasets/d0/manifest.json');
    expect(await run()).toBe('failed');
    expect((await readTraining(storage, id)).cause?.message).toContain('no dataset d0');
  });

  it.each([{}, { steps: 1, epochs: 2 }])('needs exactly one length: %j is refused', (length) => {
    expect(trainingRequestSchema.safeParse({ dataset: 'd0', ...length }).success).toBe(false);
  });
});
