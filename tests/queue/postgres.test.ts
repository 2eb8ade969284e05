import { describeQueue } from '../suites/queue.ts';
import { makeDatabase } from '../support/postgres.ts';

describeQueue('PostgreSQL', async () => {
  const { url, drop } = await makeDatabase();
  return { config: { kind: 'postgres', url }, close: drop };
});
