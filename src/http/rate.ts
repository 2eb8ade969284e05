import type { StageStatus } from '../runs/status.ts';

/** How far all stages together are; a document or byte counts once for each stage it has passed. */
interface Sample {
  atMs: number;
  documents: number;
  bytes: number;
}

export interface Rate {
  documentsPerSecond: number;
  bytesPerSecond: number;
  /** Seconds until every part has passed every stage at this rate; null where nothing is known yet. */
  etaSeconds: number | null;
}

const WINDOW_MS = 60_000;
/** Runs whose samples are kept; the ones asked about last. */
const RUNS = 100;

/** Rate of runs over the last minute, from their states as clients ask for them. */
export class RateMeter {
  private readonly samples = new Map<string, Sample[]>();

  measure(run: string, startedAt: string | null, stages: readonly StageStatus[], nowMs = Date.now()): Rate | null {
    if (startedAt === null || stages.length === 0) return null;
    const now = { atMs: nowMs, documents: sum(stages, 'documents'), bytes: sum(stages, 'bytes') };
    const known = (this.samples.get(run) ?? []).filter(({ atMs }) => nowMs - atMs <= WINDOW_MS);
    const first = known[0] ?? { atMs: Date.parse(startedAt), documents: 0, bytes: 0 };
    if (nowMs - (known.at(-1)?.atMs ?? 0) >= 500) known.push(now);
    this.samples.delete(run);
    this.samples.set(run, known);
    for (const oldest of this.samples.keys()) if (this.samples.size > RUNS) this.samples.delete(oldest);
    const seconds = (nowMs - first.atMs) / 1000;
    if (seconds <= 0) return null;
    const passed = stages.filter(({ totalBytes }) => totalBytes > 0).length || 1;
    const speed = (now.bytes - first.bytes) / seconds;
    const left = sum(stages, 'totalBytes') - now.bytes;
    return {
      documentsPerSecond: (now.documents - first.documents) / seconds / passed,
      bytesPerSecond: speed / passed,
      etaSeconds: left === 0 ? 0 : speed > 0 ? Math.ceil(left / speed) : null,
    };
  }
}

const sum = (stages: readonly StageStatus[], field: 'documents' | 'bytes' | 'totalBytes'): number =>
  stages.reduce((total, stage) => total + stage[field], 0);
