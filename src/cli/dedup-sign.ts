import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ADDRESSES } from '../../workers/dedup/addresses.ts';
import { IDS, SHINGLES, SIGNATURES, type SignedPart, TOKENS } from '../../workers/dedup/files.ts';
import { createSignatureWriter } from '../../workers/dedup/signature.ts';
import { addressRow } from '../stages/dedup/addresses.ts';
import { dedupStage } from '../stages/dedup/dedup.ts';
import type { DedupParameters } from '../stages/dedup/parameters.ts';
import type { Sketch } from '../stages/dedup/sketch.ts';
import { readTexts, type TextLine } from './dedup-input.ts';
import type { PageFile } from './dedup-lines.ts';

/** Number of the first document of each file. */
export interface FileStart {
  name: string;
  first: number;
}

/** Documents and shingles of a part, whichever is first: its sets are gathered in memory. */
const PART_DOCUMENTS = 1 << 18;
const PART_SHINGLES = 1 << 24;

/** Sketches every document, part by part. A line that holds none is named on standard error and makes the exit code 1. */
export async function signFiles(
  paths: readonly string[],
  parameters: DedupParameters,
  folder: string,
  { starts, pages }: { starts: FileStart[]; pages: PageFile | undefined },
): Promise<SignedPart[]> {
  const sketch = dedupStage.create(parameters, new Map());
  const sketchLine = (line: TextLine): Sketch =>
    line.read && sketch.lines !== undefined ? sketch.lines.sketch(line.length, line.text) : sketch(line.text());
  const parts: SignedPart[] = [];
  let first = 0;
  let part = openPart(parameters, folder, 0);
  const close = async (): Promise<void> => {
    parts.push(await part.close(first));
    first += part.documents();
  };
  for (const path of paths) {
    starts.push({ name: basename(path), first: first + part.documents() });
    await readTexts(
      path,
      sketch.lines,
      (line) => {
        if ('error' in line) {
          process.exitCode = 1;
          console.error(`winnow: ${path}:${line.line}: ${line.error}`);
          return false;
        }
        if (pages !== undefined && line.url !== undefined) pages.add(first + part.documents(), line.text(), line.url);
        return part.add(line, sketchLine(line)) || part.full();
      },
      async () => {
        await part.drain();
        if (!part.full()) return;
        await close();
        part = openPart(parameters, folder, parts.length);
      },
    );
  }
  await close();
  return parts;
}

/** Opens the files of one part. */
function openPart(parameters: DedupParameters, folder: string, index: number) {
  const prefix = `part-${index}`;
  const create = fileCreator(folder);
  const ids = create(prefix, IDS);
  const files = {
    signatures: create(prefix, SIGNATURES),
    shingles: create(prefix, SHINGLES),
    tokens: parameters.editSimilarity === null ? undefined : create(prefix, TOKENS),
    addresses: parameters.addresses === null ? undefined : create(prefix, ADDRESSES),
  };
  const signatures = createSignatureWriter(parameters, files);
  let lines = '';
  let documents = 0;
  return {
    documents: () => documents,
    full: () => documents >= PART_DOCUMENTS || signatures.counts.shingles >= PART_SHINGLES,
    drain: signatures.drain,
    /** Whether bytes wait to be drained. */
    add({ id, length, quality, url, added }: TextLine, sketch: Sketch): boolean {
      lines += `${JSON.stringify(id)}\n`;
      if (lines.length > BLOCK) {
        ids.write(Buffer.from(lines));
        lines = '';
      }
      const address = files.addresses !== undefined && addressRow(url, { added, length, id });
      return signatures.add({ index: documents++, length, quality }, sketch, address);
    },
    async close(first: number): Promise<SignedPart> {
      await signatures.finish();
      ids.write(Buffer.from(lines));
      for (const file of [ids, files.signatures, files.shingles, files.tokens, files.addresses]) file?.close();
      const path = join(folder, prefix, IDS);
      return { prefix, ids: () => readIds(path), first, documents, looked: documents };
    },
  };
}

const BLOCK = 1 << 18;

/** Makes files of a folder, written with synchronous calls: nothing else goes on in this process meanwhile. */
export const fileCreator = (folder: string) => (prefix: string, name: string) => {
  mkdirSync(join(folder, prefix), { recursive: true });
  const descriptor = openSync(join(folder, prefix, name), 'wx');
  return {
    write(bytes: Uint8Array): void {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    close: (): void => closeSync(descriptor),
  };
};

async function* readIds(path: string): AsyncIterable<string[]> {
  const file = await open(path);
  try {
    let rest = '';
    for await (const chunk of file.createReadStream({ encoding: 'utf8', highWaterMark: BLOCK })) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } finally {
    await file.close();
  }
}
