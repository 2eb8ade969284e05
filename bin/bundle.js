import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** The command line with what it needs, in one file. */
export const bundle = new URL('../dist/bundle/winnow.cjs', import.meta.url);
/** What V8 compiled of it in a run; V8 passes over that of another version or other flags. */
export const codeCache = new URL('../dist/bundle/winnow.code', import.meta.url);

/** Sets V8 up for work on pages: before any of the project's code is loaded. */
export function setFlags() {
  // Pages differ so much that code optimised after the first few is thrown away again and again: optimising later, on more
  // pages, takes a tenth off a run's processor time. Bytes of bytecode run between two looks at a function; V8's own is 67,584.
  // Node 24's V8 knows the flag no more, and would say so on standard error at every start.
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
  // Until then: compiled without optimisation rather than interpreted.
  setFlagsFromString('--always-sparkplug');
  // A page's buffer counts as old space: the heap of a command, 20 MB, was marked anew for every hundred pages. Percent
  // by which it may grow before the next time.
  setFlagsFromString('--heap-growing-percent=300');
  // Only bytecode that is still there at the end of a run gets into the code cache.
  setFlagsFromString('--no-flush-bytecode');
  // The heap has its size by now; the code cache is for processes of any.
  setFlagsFromString('--max-old-space-size=0');
}

/** Runs the bundle with the process's arguments. Returns it, for its code. */
export function runBundle() {
  const script = new Script(readFileSync(bundle, 'utf8'), {
    filename: fileURLToPath(bundle),
    cachedData: readCode(),
  });
  script.runInThisContext()(createRequire(bundle), bundle.href);
  return script;
}

function readCode() {
  try {
    return readFileSync(codeCache);
  } catch {
    return undefined;
  }
}
