/**
 * Puts the command line with what it needs into one file, and keeps the code that V8 compiles of it in a run over the
 * example crawl: a command then starts in half of the time. The last step of `npm run build`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundle } from '../bin/bundle.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Commander can run programs and Winnow has none run: the modules behind that load when it is asked to. */
const childProcessLater = {
  name: 'child-process-later',
  setup(builder) {
    builder.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/commander/') ? { path: 'spawn', namespace: 'later' } : undefined,
    );
    builder.onLoad({ filter: /^spawn$/, namespace: 'later' }, () => ({
      contents: `exports.spawn = (...values) => require('node:child_process').spawn(...values);`,
      resolveDir: here('..'),
    }));
  },
};

/** Strings are ASCII as esbuild writes them; regular expressions and comments are not. */
const ascii = (code) =>
  code.replace(/[^\0-\x7f]/gu, (character) => {
    const number = character.codePointAt(0);
    return number > 0xffff ? `\\u{${number.toString(16)}}` : `\\u${number.toString(16).padStart(4, '0')}`;
  });

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
  plugins: [childProcessLater],
});
writeFileSync(bundle, ascii(readFileSync(bundle, 'utf8')));
const out = mkdtempSync(join(tmpdir(), 'winnow-bundle-'));
try {
  const run = ['clean', here('../examples/crawl.warc.gz'), '--out', out, '--concurrency', '1', '--json'];
  execFileSync(process.execPath, [here('code-cache.js'), ...run], { stdio: ['ignore', 'ignore', 'pipe'] });
} finally {
  rmSync(out, { recursive: true, force: true });
}
