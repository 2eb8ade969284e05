import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TrainerError } from '../errors.ts';

const run = promisify(execFile);

/** What the trainer needs; zstandard reads `.zst` shards on a Python that cannot itself. */
export const trainerRequirements = ['torch==2.13.0', 'tokenizers==0.23.3', 'numpy==2.4.6', 'zstandard==0.25.0'];

/** Disk that the environment takes, measured with the CPU build of PyTorch. */
export const ENVIRONMENT_SIZE = 'about 1.1 GB';

const MARK = 'winnow-requirements.sha256';

/**
 * The interpreter that trainings run on: the one given, else that of an environment in `folder`, which is made at the
 * first call (`announce` is told before). Errors: `TrainerError` where there is no Python 3.10 or the install fails.
 */
export async function trainerPython(options: {
  python?: string | undefined;
  folder: string;
  announce: (text: string) => void;
}): Promise<string> {
  if (options.python !== undefined) return options.python;
  const python = join(options.folder, 'bin', 'python');
  const wanted = createHash('sha256').update(trainerRequirements.join('\n')).digest('hex');
  const mark = join(options.folder, MARK);
  if ((await readFile(mark, 'utf8').catch(() => '')) === wanted) return python;
  const base = await basePython();
  options.announce(
    `Making the trainer's Python environment in ${options.folder}: ${trainerRequirements.join(', ')}, ${ENVIRONMENT_SIZE} on disk.`,
  );
  try {
    await rm(mark, { force: true });
    await mkdir(options.folder, { recursive: true });
    await run(base, ['-m', 'venv', options.folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...trainerRequirements], {
      maxBuffer: 1 << 26,
    });
  } catch (cause) {
    throw new TrainerError(`trainer: cannot make the environment in ${options.folder}: ${messageOf(cause)}`, { cause });
  }
  await writeFile(mark, wanted);
  return python;
}

/** A Python of at least 3.10 on the PATH. Errors: `TrainerError`. */
async function basePython(): Promise<string> {
  const asked = 'import sys; print(sys.version_info >= (3, 10), sys.version.split()[0])';
  const found = await run('python3', ['-c', asked]).catch((cause: unknown) => {
    throw new TrainerError('trainer: expected python3 (3.10 or newer) on the PATH, found none', { cause });
  });
  const [enough, version] = found.stdout.trim().split(' ');
  if (enough !== 'True') throw new TrainerError(`trainer: expected Python 3.10 or newer, found ${version}`);
  return 'python3';
}

function messageOf(cause: unknown): string {
  const output = typeof cause === 'object' && cause !== null && 'stderr' in cause ? String(cause.stderr).trim() : '';
  return output.split('\n').at(-1) || (cause instanceof Error ? cause.message : String(cause));
}
