import { execFile } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite, types } from '@electric-sql/pglite';
import { DEFAULT_SCHEMA, runMigrations } from 'bullmq';
import { QueueError } from '../errors.ts';
import { packageRoot } from '../runs/package-root.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** BullMQ hands over JSON as text and expects bigint as text, as node-postgres does. */
const OPTIONS = {
  parsers: { [types.INT8]: (value: string) => value },
  serializers: { [types.JSONB]: text, [types.JSON]: text },
};
/** BullMQ puts SQL comments before LISTEN. */
const LISTEN = /^(?:\s|--[^\n]*\n)*(UN)?LISTEN\s+"?([\w$]+)"?/i;

interface Notification {
  channel: string;
  payload: string;
}
interface Rows<Row> {
  rows: Row[];
  rowCount: number | null;
}

/** What BullMQ's PostgreSQL backend uses of a node-postgres client, over one in-process PGlite. */
class PgliteClient extends EventEmitter<{ notification: [Notification]; error: [Error]; end: [] }> {
  private readonly db: PGlite;
  private readonly subscriptions = new Map<string, () => Promise<void>>();

  constructor(db: PGlite) {
    super();
    this.setMaxListeners(0);
    this.db = db;
  }

  async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Rows<Row>> {
    try {
      return await this.run<Row>(sql, parameters);
    } finally {
      // PGlite resolves by microtasks alone: without this, one busy producer starves timers, sockets and workers.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async run<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Rows<Row>> {
    const listen = LISTEN.exec(sql);
    if (listen !== null) {
      await this.subscribe(listen[2]!, listen[1] === undefined);
      return { rows: [], rowCount: 0 };
    }
    if (parameters.length === 0 && /;\s*\S/.test(sql)) {
      const last = (await this.db.exec(sql, OPTIONS)).at(-1);
      // Statements in one text: node-postgres too types the rows as the caller says.
      return { rows: (last?.rows ?? []) as Row[], rowCount: last?.affectedRows ?? 0 };
    }
    const result = await this.db.query<Row>(sql, [...parameters], OPTIONS);
    return { rows: result.rows, rowCount: result.affectedRows ?? null };
  }

  private async subscribe(channel: string, on: boolean): Promise<void> {
    const existing = this.subscriptions.get(channel);
    if (!on) {
      this.subscriptions.delete(channel);
      await existing?.();
    } else if (existing === undefined) {
      const off = await this.db.listen(channel, (payload) => this.emit('notification', { channel, payload }));
      this.subscriptions.set(channel, () => off());
    }
  }

  release(): void {
    for (const off of this.subscriptions.values()) void off().catch(() => undefined);
    this.subscriptions.clear();
  }
}

class PglitePool extends EventEmitter<{ error: [Error]; connect: [PgliteClient] }> {
  /** Read by BullMQ: there is no connection that could die unseen. */
  readonly options = { keepAlive: true };
  private readonly db: PGlite;
  private readonly client: PgliteClient;

  constructor(db: PGlite) {
    super();
    this.setMaxListeners(0);
    this.db = db;
    this.client = new PgliteClient(db);
  }

  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Rows<Row>> {
    return this.client.query(sql, parameters);
  }

  async connect(): Promise<PgliteClient> {
    return new PgliteClient(this.db);
  }

  async end(): Promise<void> {}
}

export interface Embedded {
  pool: PglitePool;
  close(): Promise<void>;
}

/**
 * Opens the embedded queue database in a folder that this process then owns. Jobs of an earlier process are removed:
 * runs and trainings are planned again from storage. A database that does not open is made anew for the same reason.
 * Errors: `QueueError` where another living process owns the folder.
 */
export async function openEmbedded(folder: string): Promise<Embedded> {
  const lock = await lockFolder(folder);
  try {
    return await openOwned(folder, lock);
  } catch (cause) {
    lock.release();
    throw new QueueError(`embedded queue in ${folder} does not open: ${String(cause)}`, { cause });
  }
}

async function openOwned(folder: string, lock: FolderLock): Promise<Embedded> {
  let db: PGlite;
  try {
    db = await openDatabase(folder);
  } catch {
    await rm(folder, { recursive: true, force: true });
    db = await openDatabase(folder);
  }
  return {
    pool: new PglitePool(db),
    async close() {
      await db.close();
      lock.release();
    },
  };
}

/** A queue is small: PostgreSQL's own defaults take 200 MB of memory more. */
const CONFIGURATION = ['shared_buffers = 4MB', 'wal_buffers = 256kB', 'max_connections = 10'];

async function createDatabase(folder: string): Promise<void> {
  // What runs in a process of its own is the build, also where this is run from the sources.
  const script = fileURLToPath(new URL('dist/src/queue/create-database.js', packageRoot));
  await promisify(execFile)(process.execPath, [script, folder]);
}

async function openDatabase(folder: string): Promise<PGlite> {
  if (!existsSync(join(folder, 'PG_VERSION'))) await createDatabase(folder);
  // Nothing in here must outlive a power cut, so no write waits for the disk.
  const db = await PGlite.create(folder, { relaxedDurability: true, postgresqlconf: CONFIGURATION });
  try {
    await db.exec(`CREATE SCHEMA IF NOT EXISTS ${DEFAULT_SCHEMA}; SET search_path = ${DEFAULT_SCHEMA}, public;`);
    await runMigrations(new PgliteClient(db), DEFAULT_SCHEMA);
    await db.exec(`SET search_path = ${DEFAULT_SCHEMA}, public;
      TRUNCATE job, job_log, job_dependency, event, rate_limit, dedup, dedup_next, scheduler;
      DELETE FROM meta WHERE field = 'stalled-check';`);
    return db;
  } catch (cause) {
    await db.close().catch(() => undefined);
    throw cause;
  }
}
