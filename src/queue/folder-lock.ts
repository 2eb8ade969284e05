import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueueError } from '../errors.ts';

export interface FolderLock {
  release(): void;
}

/** After a stale lock was replaced: long enough that another process replacing it at the same moment has done so. */
const TAKEOVER_MS = 100;

/**
 * Takes a folder for this process by a lock file beside it. PGlite takes no lock of its own, and two processes in one
 * database lose each other's rows. The lock of a process that is gone is taken over.
 * Errors: `QueueError` naming the process that has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  if (create(file)) return owned(file);
  const owner = read(file);
  if (owner !== undefined && isAlive(owner, file)) throw inUse(folder, owner);
  remove(file);
  const created = create(file);
  await sleep(TAKEOVER_MS);
  // Two processes may both have found the lock stale; the one whose lock file was removed again gives way.
  const now = read(file);
  if (!created || now !== self()) throw inUse(folder, now ?? 'unknown');
  return owned(file);
}

const held = new Set<string>();

function owned(file: string): FolderLock {
  held.add(file);
  const release = (): void => {
    process.off('exit', release);
    held.delete(file);
    if (read(file) === self()) remove(file);
  };
  process.on('exit', release);
  return { release };
}

const inUse = (folder: string, owner: string): QueueError =>
  new QueueError(
    `embedded queue ${folder} is in use by process ${owner.split(' ')[0]}: stop it, use another WINNOW_DATA, or share a queue by REDIS_URL or DATABASE_URL`,
  );

/** Process id and, on Linux, its start in clock ticks: ids are used again, above all in containers and after a boot. */
const self = (): string => `${process.pid} ${startOf(process.pid)}`;

function startOf(pid: number): string {
  try {
    // Field 22 of proc(5)'s stat; the name in field 2 may hold spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(owner: string, file: string): boolean {
  const [id, start] = owner.split(' ');
  const pid = Number(id);
  if (pid === process.pid) return held.has(file);
  if (!Number.isSafeInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // EPERM: there, but another user's.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EPERM')) return false;
  }
  return startOf(pid) === (start ?? '');
}

function create(file: string): boolean {
  try {
    writeFileSync(file, self(), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Gone already: what matters is whether ours can be made.
  }
}
