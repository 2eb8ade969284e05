import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** The command line with what it needs, in one file; ASCII, which is read without decoding. */
export const bundle = new URL('../dist/bundle/winnow.cjs', import.meta.url);
/** What V8 compiled of it in a run; V8 passes over that of another version or other flags. */
export const codeCache = new URL('../dist/bundle/winnow.code', import.meta.url);

/**
 * Percent by which the old heap may grow before it is marked anew. A page's buffer counts as old space: the 20 MB of a
 * command that passes documents on were marked for every hundred pages. A run keeps a part's documents in memory, and
 * with that its memory would grow by half from the first parts to the tenth.
 */
const heapGrowth = { passing: 300, keeping: 60 };
const passing = new Set(['extract', 'annotate', 'dedup']);

/** Sets V8 up for work on pages: before any of the project's code is loaded. */
export function setFlags() {
  // Pages differ so much that code optimised after the first few is thrown away again and again: optimising later, on more
  // pages, takes a tenth off a run's processor time. Bytes of bytecode run between two looks at a function; V8's own is 67,584.
  // Node 24's V8 knows the flag no more, and would say so on standard error at every start.
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
  // Until then: compiled without optimisation rather than interpreted.
  setFlagsFromString('--always-sparkplug');
  setFlagsFromString(`--heap-growing-percent=${heapGrowth.passing}`);
  // Only bytecode that is still there at the end of a run gets into the code cache.
  setFlagsFromString('--no-flush-bytecode');
  // The heap has its size by now; the code cache is for processes of any.
  setFlagsFromString('--max-old-space-size=0');
}

/** Sets the heap up for a command: once its code is read, for the flag decides whether the code cache is taken. */
export function setHeapGrowth(command = '') {
  if (!passing.has(command)) setFlagsFromString(`--heap-growing-percent=${heapGrowth.keeping}`);
}

/** Runs the bundle with the process's arguments. Returns it, for its code. */
export function runBundle() {
  const script = new Script(readFileSync(bundle, 'latin1'), {
    filename: fileURLToPath(bundle),
    cachedData: readCode(),
  });
  setHeapGrowth(process.argv[2]);
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
