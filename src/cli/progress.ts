import type { StageStatus } from '../runs/status.ts';

/** Shows how far a run is: bars on a terminal's standard error, a plain line at every change elsewhere, JSON if asked. */
export interface Progress {
  update(stages: readonly StageStatus[]): void;
  end(): void;
}

const WIDTH = 24;
const FRAME_MS = 100;

const rate = (bytes: number, seconds: number): string => `${(bytes / 1e6 / Math.max(seconds, 0.001)).toFixed(1)} MB/s`;

/** When each stage's first job was done, to tell how long the rest takes; stages do not begin together. */
class Clock {
  private readonly begun = performance.now();
  private readonly first = new Map<string, { done: number; at: number }>();

  /** Seconds since the run began. */
  seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }

  eta(stage: StageStatus): string {
    if (stage.done === 0 || stage.done === stage.total) return '';
    const at = this.seconds();
    const first = this.first.get(stage.stage) ?? { done: stage.done, at };
    this.first.set(stage.stage, first);
    if (stage.done === first.done) return '';
    return ` ~${Math.ceil(((at - first.at) * (stage.total - stage.done)) / (stage.done - first.done))} s left`;
  }
}

function bar(stage: StageStatus, clock: Clock): string {
  const full = stage.total === 0 ? WIDTH : Math.round((WIDTH * stage.done) / stage.total);
  const facts = [
    `${stage.done}/${stage.total}`,
    stage.documents > 0 ? `${stage.documents} documents` : '',
    stage.dropped > 0 ? `${stage.dropped} dropped` : '',
    stage.stage === 'extract' && stage.bytes > 0 ? rate(stage.bytes, clock.seconds()) : '',
  ];
  return `${stage.stage.padEnd(11)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${facts.filter(Boolean).join(', ')}${clock.eta(stage)}`;
}

export function createProgress(options: { json: boolean; stream?: NodeJS.WriteStream }): Progress {
  const stream = options.stream ?? process.stderr;
  if (options.json) return jsonProgress(stream);
  return stream.isTTY ? barProgress(stream, new Clock()) : lineProgress(stream, new Clock());
}

function jsonProgress(stream: NodeJS.WriteStream): Progress {
  let last = '';
  return {
    update(stages): void {
      const line = JSON.stringify({ event: 'progress', stages });
      if (line !== last) stream.write(`${line}\n`);
      last = line;
    },
    end: () => undefined,
  };
}

function lineProgress(stream: NodeJS.WriteStream, clock: Clock): Progress {
  const said = new Map<string, number>();
  return {
    update(stages): void {
      for (const stage of stages) {
        // At most ten lines a stage, however many parts there are.
        const tenth = stage.total === 0 ? 10 : Math.floor((10 * stage.done) / stage.total);
        if (stage.done === 0 || said.get(stage.stage) === tenth) continue;
        said.set(stage.stage, tenth);
        stream.write(`${bar(stage, clock).replace(/[█░]+ /, '')}\n`);
      }
    },
    end: () => undefined,
  };
}

function barProgress(stream: NodeJS.WriteStream, clock: Clock): Progress {
  let drawn = 0;
  let due = 0;
  let latest: readonly StageStatus[] = [];
  const draw = (): void => {
    const lines = latest.map((stage) => `\u001b[2K${bar(stage, clock).slice(0, stream.columns || 120)}\n`);
    stream.write((drawn > 0 ? `\u001b[${drawn}A` : '') + lines.join(''));
    drawn = lines.length;
  };
  return {
    update(stages): void {
      latest = stages;
      if (performance.now() < due) return;
      due = performance.now() + FRAME_MS;
      draw();
    },
    end(): void {
      if (latest.length > 0) draw();
    },
  };
}
