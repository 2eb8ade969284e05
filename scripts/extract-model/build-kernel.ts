/**
 * `tsx scripts/extract-model/build-kernel.ts`: builds `src/stages/extract/kernel/kernel.wasm.ts` from the sources beside
 * it. The compiler (AssemblyScript, about 100 MB) is fetched for this alone; `ASC` names one that is there.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryPages } from '../../src/stages/extract/kernel/layout.ts';
import { kernelSource, sourceHash } from './kernel-source.ts';

const target = 'src/stages/extract/kernel/kernel.wasm.ts';
const [command = '', ...first] = (process.env['ASC'] ?? 'npx --yes --package assemblyscript@0.28.20 asc').split(' ');
const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--initialMemory', String(memoryPages)];

const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
try {
  const source = kernelSource();
  writeFileSync(join(folder, 'kernel.ts'), source);
  execFileSync(command, [...first, join(folder, 'kernel.ts'), ...options, '--outFile', join(folder, 'kernel.wasm')], {
    stdio: 'inherit',
  });
  const wasm = readFileSync(join(folder, 'kernel.wasm'));
  const lines = wasm.toString('base64').match(/.{1,110}/g) ?? [];
  writeFileSync(
    target,
    `// Built by scripts/extract-model/build-kernel.ts; do not edit.\n/** SHA-256 of what it was built from. */\nexport const builtFrom = '${sourceHash(source)}';\nexport const kernelModule =\n  '${lines.join("' +\n  '")}';\n`,
  );
  console.log(`${target}: ${wasm.length} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
