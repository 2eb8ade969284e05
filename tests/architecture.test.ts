import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Source {
  /** From the project's root, e.g. `src/text/words.ts`. */
  path: string;
  text: string;
}

const sources: Source[] = ['src', 'workers'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const full = posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name);
      return { path: posix.relative(root, full), text: readFileSync(full, 'utf8') };
    }),
);

/** What a folder or file may import of the project, by the beginning of the path. Ours: `text` ← `stages` ← `runs` ← `workers`, `http`. */
const mayImport: Record<string, readonly string[]> = {
  'src/errors.ts': [],
  'src/document.ts': [],
  'src/text/': ['src/text/'],
  'src/formats/charset/': ['src/formats/charset/'],
  'src/stages/': ['src/stages/', 'src/text/', 'src/formats/charset/', 'src/document.ts', 'src/errors.ts'],
  'src/storage/': ['src/storage/', 'src/errors.ts'],
  'src/formats/': ['src/formats/', 'src/storage/storage.ts', 'src/stages/stage.ts', 'src/text/', 'src/errors.ts'],
  'src/pipeline.ts': ['src/stages/', 'src/errors.ts'],
  'src/recipe.ts': ['src/pipeline.ts', 'src/stages/', 'src/errors.ts'],
  'src/runs/': [
    'src/runs/',
    'src/stages/',
    'src/formats/',
    'src/storage/',
    'src/text/',
    'src/pipeline.ts',
    'src/recipe.ts',
    'src/document.ts',
    'src/errors.ts',
  ],
  'src/training/': ['src/training/', 'src/runs/', 'src/storage/', 'src/errors.ts'],
  'src/queue/': ['src/queue/', 'src/runs/', 'src/training/', 'src/storage/', 'src/config.ts', 'src/errors.ts'],
  'src/http/': [
    'src/http/',
    'src/queue/',
    'src/runs/',
    'src/training/',
    'src/stages/',
    'src/storage/',
    'src/recipe.ts',
    'src/config.ts',
    'src/document.ts',
    'src/errors.ts',
  ],
  'workers/': [
    'workers/',
    'src/queue/',
    'src/runs/',
    'src/training/',
    'src/stages/',
    'src/formats/',
    'src/storage/',
    'src/text/',
    'src/pipeline.ts',
    'src/recipe.ts',
    'src/config.ts',
    'src/document.ts',
    'src/errors.ts',
  ],
};

/** Code without comments and the insides of plain strings, so that words in prose are no findings. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'/g, (match) =>
    match.startsWith("'") ? "''" : ' ',
  );
}

function importsOf(source: Source): string[] {
  const specifiers = source.text.matchAll(
    /^\s*(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...specifiers].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Imports that go against the direction, as `file → import`. */
function wrongImports(source: Source): string[] {
  const rule = Object.keys(mayImport)
    .filter((prefix) => source.path.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  if (rule === undefined) return [];
  return importsOf(source)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(source.path), specifier))
    .filter((target) => !mayImport[rule]!.some((prefix) => target.startsWith(prefix)))
    .map((target) => `${source.path} → ${target}`);
}

/** Where the same input could give other output: clocks, randomness, the environment, locales, input and output. */
const impure =
  /\bnew Date\b|\bDate[.(]|\bprocess\b|\bMath\.random\b|\bperformance\b|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(|\bcrypto\b|\blocaleCompare\b|\btoLocale\w+|\bIntl\.(?:DateTimeFormat|Collator|Segmenter|NumberFormat)\b|\bconsole\b/;
/** Pure computation on bytes. */
const pureBuiltins = new Set(['node:buffer']);

function impurities(source: Source): string[] {
  if (!/^src\/(?:text|stages|formats\/charset)\//.test(source.path)) return [];
  const builtins = importsOf(source).filter((name) => name.startsWith('node:') && !pureBuiltins.has(name));
  const word = impure.exec(codeOf(source.text))?.[0];
  return [...builtins, ...(word === undefined ? [] : [word])].map((found) => `${source.path}: ${found}`);
}

function readsEnvironment(source: Source): boolean {
  return (
    /\bprocess\.env\b|\}\s*=\s*process\b|\bprocess\s*\[/.test(codeOf(source.text)) ||
    importsOf(source).includes('node:process')
  );
}

describe('the code keeps to its layers', () => {
  it('sees the code', () => {
    expect(sources.map((source) => source.path)).toContain('src/text/words.ts');
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(100);
  });

  it('imports go one way only', () => {
    expect(sources.flatMap(wrongImports)).toEqual([]);
  });

  it('text and stages know no clock, chance, environment, locale or input and output', () => {
    expect(sources.flatMap(impurities)).toEqual([]);
  });

  it('config alone reads the environment', () => {
    expect(sources.filter(readsEnvironment).map((source) => source.path)).toEqual(['src/config.ts']);
  });
});

describe('the checks see what they look for', () => {
  const at = (path: string, text: string): Source => ({ path, text });

  it.each([
    [at('src/text/a.ts', "import { b } from '../stages/b.ts';"), 'src/text/a.ts → src/stages/b.ts'],
    [at('src/stages/x/a.ts', "import type { B } from '../../runs/b.ts';"), 'src/stages/x/a.ts → src/runs/b.ts'],
    [at('src/runs/a.ts', "export {\n  b,\n} from '../http/b.ts';"), 'src/runs/a.ts → src/http/b.ts'],
    [at('src/http/a.ts', "const b = await import('../../workers/b.ts');"), 'src/http/a.ts → workers/b.ts'],
    [at('src/formats/charset/a.ts', "import '../warc.ts';"), 'src/formats/charset/a.ts → src/formats/warc.ts'],
  ])('%j goes the wrong way', (source, finding) => {
    expect(wrongImports(source)).toEqual([finding]);
  });

  it.each([
    "import { readFileSync } from 'node:fs';",
    'const now = new Date();',
    'const now = Date.now();',
    'const chance = Math.random();',
    'const home = process.env;',
    'a.localeCompare(b);',
  ])('%s is impure', (text) => {
    expect(impurities(at('src/stages/a.ts', text))).toHaveLength(1);
    expect(impurities(at('src/runs/a.ts', text))).toEqual([]);
  });

  it.each([
    "import { Buffer } from 'node:buffer';",
    '// process and Date.now()',
    '/** new Date */',
    "const a = 'process';",
  ])('%s is pure', (text) => {
    expect(impurities(at('src/text/a.ts', text))).toEqual([]);
  });

  it.each([
    'process.env.HOME',
    "process.env['HOME']",
    'const { env } = process;',
    "import { env } from 'node:process';",
  ])('%s reads the environment', (text) => {
    expect(readsEnvironment(at('workers/a.ts', text))).toBe(true);
  });
});
