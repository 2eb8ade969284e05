import { spawn } from 'node:child_process';

/** Processor seconds (user + system, children included) and peak memory of one command. */
export interface Measured {
  cpuSeconds: number;
  wallSeconds: number;
  /** Peak resident memory in MB of the largest process. */
  peakMb: number;
  stdout: string;
}

/** Measures in the shell's own child, so that nothing of this process is counted. */
const WRAPPER = `
import json, resource, subprocess, sys, time
started = time.time()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "cpu": used.ru_utime + used.ru_stime, "wall": time.time() - started,
                  "peak": used.ru_maxrss / 1024, "out": done.stdout.decode("utf8", "replace")}))
`;

/** Runs a command on the processors given (`taskset` list, e.g. "0"). Throws where it fails. */
export async function measure(
  command: readonly string[],
  options: { cpus?: string; env?: Record<string, string> } = {},
): Promise<Measured> {
  const whole = [...(options.cpus === undefined ? [] : ['taskset', '-c', options.cpus]), ...command];
  const child = spawn('python3', ['-c', WRAPPER, ...whole], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  const result: { code: number; cpu: number; wall: number; peak: number; out: string } = JSON.parse(text);
  if (result.code !== 0) throw new Error(`${command.join(' ')}: exit code ${result.code}\n${result.out.slice(-2000)}`);
  return { cpuSeconds: result.cpu, wallSeconds: result.wall, peakMb: result.peak, stdout: result.out };
}
