import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeQueue } from '../suites/queue.ts';

describeQueue('the embedded database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-embedded-'));
  return {
    config: { kind: 'embedded', folder: join(folder, 'queue') },
    close: () => rm(folder, { recursive: true, force: true }),
  };
});
