import { describeQueue } from '../suites/queue.ts';
import { startRedis } from '../support/redis-server.ts';

describeQueue('Redis', async () => {
  const server = await startRedis();
  return { config: { kind: 'redis', url: server.url, prefix: 'winnow' }, close: async () => server.close() };
});
