import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Queues } from '../queue/connection.ts';
import { queueNames } from '../queue/jobs.ts';

export interface Metrics {
  request(method: string, route: string, status: number, seconds: number): void;
  uploaded(bytes: number): void;
  job(queue: string, outcome: string, seconds: number): void;
  /** Text of the Prometheus exposition format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Numbers of this process, and of the queues as they stand when asked. */
export function createMetrics(queues: Queues): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'winnow_http_request_seconds',
    help: 'Time from request to the end of the response',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers,
  });
  const uploads = new Counter({ name: 'winnow_upload_bytes_total', help: 'Bytes of stored uploads', registers });
  const jobs = new Histogram({
    name: 'winnow_job_seconds',
    help: 'Time of a job in the workers of this process',
    labelNames: ['queue', 'outcome'],
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800],
    registers,
  });
  new Gauge({
    name: 'winnow_queue_jobs',
    help: 'Jobs in each queue by state',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const queue of queueNames) {
        const counts = await queues
          .queue(queue)
          .getJobCounts('waiting', 'active', 'delayed', 'completed', 'failed', 'waiting-children');
        for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count);
      }
    },
  });
  return {
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    uploaded: (bytes) => uploads.inc(bytes),
    job: (queue, outcome, seconds) => jobs.observe({ queue, outcome }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
