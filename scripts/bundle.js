/**
 * Puts the command line with what it needs into one file, and keeps the code that V8 compiles of it in a run over the
 * example crawl: a command then starts in half of the time. The last step of `npm run build`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundle } from '../bin/bundle.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [here('../src/cli/main.ts')],
  outfile: fileURLToPath(bundle),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Native code, a client that few need, and the commands that `bin/winnow.js` does not run from the bundle.
  external: ['@mongodb-js/zstd', '@aws-sdk/*', './serve.ts', './demo.ts', './train.ts'],
  // A script that `vm` runs may not import what is not in it.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: '(function (require, moduleUrl) {' },
  footer: { js: '})' },
  logLevel: 'warning',
});
const out = mkdtempSync(join(tmpdir(), 'winnow-bundle-'));
try {
  const run = ['clean', here('../examples/crawl.warc.gz'), '--out', out, '--concurrency', '1', '--json'];
  execFileSync(process.execPath, [here('code-cache.js'), ...run], { stdio: ['ignore', 'ignore', 'pipe'] });
} finally {
  rmSync(out, { recursive: true, force: true });
}
