import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const run = promisify(execFile);
const bin = new URL('../../bin/', import.meta.url);

/** Does what `bin/winnow.js` does with these arguments; gives whether V8 passed over the code that the build kept. */
async function rejectsCode(flags: string[], args: string[]): Promise<boolean> {
  const source = `
    const { runBundle, setFlags } = await import(${JSON.stringify(new URL('bundle.js', bin).href)});
    setFlags();
    const script = runBundle();
    process.once('exit', () => console.error(JSON.stringify(script.cachedDataRejected)));`;
  const { stderr } = await run(process.execPath, [...flags, '--input-type=module', '-e', source, '--', ...args]);
  return JSON.parse(stderr);
}

describe('the bundle', () => {
  it.each([
    ['a process with the heap that V8 chooses', []],
    ['a process with a heap of another size, as the pool starts them', ['--max-old-space-size=512']],
  ])('runs the code that the build kept in %s', async (_, flags) => {
    expect(await rejectsCode(flags, ['recipe', 'show', 'default'])).toBe(false);
  });

  it('finds in pages what the modules find, whatever the script of its expressions', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'pages.html');
    const pages = ['Überschrift ¶ § der Seite ¶', '時間的故事｜新聞', '2024년 3월 5일의 소식', 'Сегодня — обновлено'];
    await writeFile(
      file,
      pages
        .map((title) => `<title>${title} | Name</title><h1>${title}</h1><p>${`${title}. `.repeat(40)}</p>`)
        .join('\n'),
    );
    const source = `
      const { setFlags } = await import(${JSON.stringify(new URL('bundle.js', bin).href)});
      setFlags();
      await import(${JSON.stringify(new URL('../dist/src/cli/main.js', bin).href)});`;
    const modules = await run(process.execPath, ['--input-type=module', '-e', source, '--', 'extract', file]);
    const bundled = await run(process.execPath, [fileURLToPath(new URL('winnow.js', bin)), 'extract', file]);
    expect(bundled.stdout).toBe(modules.stdout);
    expect(bundled.stdout).toContain('Überschrift ¶ § der Seite');
  });

  it('leaves commands whose packages it does not hold to the modules', async () => {
    const worker = run(process.execPath, [fileURLToPath(new URL('winnow.js', bin)), 'worker', 'no-such-queue']);
    await expect(worker).rejects.toThrow(/expected all, none or some of/);
  });

  it('leaves the size of the heap as it was asked for', async () => {
    const source = `
      const { setFlags } = await import(${JSON.stringify(new URL('bundle.js', bin).href)});
      const { getHeapStatistics } = await import('node:v8');
      const before = getHeapStatistics().heap_size_limit;
      setFlags();
      console.log(JSON.stringify([before, getHeapStatistics().heap_size_limit]));`;
    const { stdout } = await run(process.execPath, ['--max-old-space-size=512', '--input-type=module', '-e', source]);
    const [before, after]: number[] = JSON.parse(stdout);
    expect(after).toBe(before);
  });
});
