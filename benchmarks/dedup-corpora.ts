import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { seeded } from '../tests/stages/dedup/oracle.ts';
import { benchmarkData, cacheFolder } from './crawl.ts';

export type CorpusName = 'wiki' | 'docs' | 'chinese';

export interface Line {
  id: string;
  text: string;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Python with the peers and an HTML-to-text converter, made at the first call. */
export function peerPython(): string {
  const folder = join(cacheFolder, 'dedup-peers');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    const packages = ['gaoya==0.2.2', 'rensa==0.5.0', 'datasketch==2.0.0', 'datatrove==0.10.0', 'resiliparse'];
    // What the peer's deduplication imports beyond its own requirements.
    const needed = ['spacy', 'xxhash<4', 'regex', 'tokenizers', 'orjson'];
    execFileSync(python, ['-m', 'pip', 'install', '-q', ...packages, ...needed], { stdio: 'inherit' });
  }
  return python;
}

/** A corpus of the given number of documents as a JSONL file, made where it is not there. */
export async function corpus(name: CorpusName, documents: number): Promise<string> {
  const path = join(cacheFolder, `dedup-${name}-${documents}.jsonl`);
  if (existsSync(path)) return path;
  await mkdir(cacheFolder, { recursive: true });
  if (name === 'docs') await writeDocs(path, documents);
  else await writeLines(path, name === 'wiki' ? edited(texts(ENGLISH), documents) : chinese(documents));
  return path;
}

export function readCorpus(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line));
}

async function writeLines(path: string, lines: Iterable<Line>): Promise<void> {
  const out = createWriteStream(`${path}.tmp`);
  for (const line of lines) if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
  out.end();
  await finished(out);
  await rename(`${path}.tmp`, path);
}

/** Rust's documentation as text, whole or a sample by seed. */
async function writeDocs(path: string, documents: number): Promise<void> {
  const whole = join(cacheFolder, 'dedup-docs.jsonl');
  if (!existsSync(whole)) execFileSync(peerPython(), [here('dedup-docs.py'), whole], { stdio: 'inherit' });
  const lines = readFileSync(whole, 'utf8').trimEnd().split('\n');
  const random = seeded(1);
  for (let i = lines.length - 1; i > 0 && documents < lines.length; i--) {
    const j = Math.floor(random() * (i + 1));
    [lines[i], lines[j]] = [lines[j]!, lines[i]!];
  }
  await writeFile(path, `${lines.slice(0, documents).join('\n')}\n`);
}

const ENGLISH = ['openstax-en', 'wikitext-2-valid', 'sotu-en'];
const CHINESE = ['wiki-zh-TW', 'wiki-zh-CN', 'd2l-zh', 'modern-prose-zh-CN', 'rust-book-zh-CN', 'rust-book-zh-TW'];

function texts(names: readonly string[]): string[] {
  return names.flatMap((name) =>
    gunzipSync(readFileSync(join(benchmarkData(), 'text', `${name}.jsonl.gz`)))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as Line).text)
      .filter((text) => text.length > 700),
  );
}

/** Documents of 4 to 6 windows of some 500 characters from random places; 3 in 10 are an earlier one with edits. */
function* edited(source: readonly string[], documents: number): Iterable<Line> {
  const random = seeded(2);
  const whole = (n: number): number => Math.floor(random() * n);
  const words = [...new Set(source.slice(0, 40).flatMap((text) => text.match(/[a-z]{4,9}/g) ?? []))];
  const window = (): string => {
    const text = source[whole(source.length)]!;
    return text.slice(whole(text.length - 600)).slice(0, 400 + whole(200));
  };
  const bases: string[][] = [];
  for (let i = 0; i < documents; i++) {
    if (random() < 0.7 || bases.length === 0) {
      bases.push(Array.from({ length: 4 + whole(3) }, window));
      yield { id: `b${i}`, text: bases.at(-1)!.join('\n\n') };
      continue;
    }
    yield { id: `d${i}`, text: change(bases[whole(bases.length)]!).join('\n\n') };
  }

  function change(parts: string[]): string[] {
    const kind = random();
    if (kind < 0.1) return parts;
    if (kind < 0.2) return parts.map((part) => part.toUpperCase().replaceAll(',', ' ,').replaceAll(' ', '  '));
    if (kind < 0.3) return parts.slice(1);
    if (kind < 0.4) return [window().slice(0, 300), ...parts];
    if (kind < 0.5) return [...parts.slice(2), ...parts.slice(0, 2)];
    const rate = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08][whole(7)]!;
    return parts.map((part) => part.replace(/\w+/g, (word) => (random() < rate ? words[whole(words.length)]! : word)));
  }
}

/** Two in five are statutes as they are (they share much), the others passages with edited copies. */
function* chinese(documents: number): Iterable<Line> {
  const random = seeded(3);
  const whole = (n: number): number => Math.floor(random() * n);
  const laws = texts(['tw-law-zh-TW']);
  const source = texts(CHINESE);
  const characters = source
    .slice(0, 50)
    .join('')
    .match(/[\u4e00-\u9fff]/g)!;
  const bases: string[] = [];
  for (let i = 0; i < documents; i++) {
    if (i % 5 < 2 && i < laws.length * 2) {
      yield { id: `l${i}`, text: laws[whole(laws.length)]!.slice(0, 20_000) };
      continue;
    }
    if (random() < 0.5 || bases.length === 0) {
      const text = source[whole(source.length)]!;
      const size = 150 + whole(3000);
      const from = whole(Math.max(1, text.length - size));
      bases.push(text.slice(from, from + size));
      yield { id: `b${i}`, text: bases.at(-1)! };
      continue;
    }
    const rate = [0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05][whole(7)]!;
    const base = bases[whole(bases.length)]!;
    const text = base.replace(/[\u4e00-\u9fff]/g, (one) =>
      random() < rate ? characters[whole(characters.length)]! : one,
    );
    yield { id: `d${i}`, text: random() < 0.2 ? text.slice(0, text.length * (0.7 + 0.3 * random())) : text };
  }
}
