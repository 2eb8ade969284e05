/**
 * A collection of many documents: bytes a document, merging, checking a run against it, and queries; beside datasketch's
 * MinHashLSH in memory where --peer gives its number of documents.
 *
 * usage: npx tsx benchmarks/collections.ts [--documents 10000000] [--additions 10] [--shingles 64] [--queries 1000]
 *          [--peer 200000]
 *
 * Documents are made up: random signatures and shingle hashes, written by the code that writes a run's. Among the last
 * are 2,000 texts of 200 words, which are sketched like any other; queries and the run ask for edited copies of them
 * and for texts that are not there. Files are in the page cache as far as it holds them.
 */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addSegment } from '../src/runs/collections/add.ts';
import { describeCollection } from '../src/runs/collections/describe.ts';
import { mergeCollection } from '../src/runs/collections/merge.ts';
import { openReader } from '../src/runs/collections/query.ts';
import { openSegments } from '../src/runs/collections/segment.ts';
import { type CollectionPlace, openCollection, pinCollection } from '../src/runs/collections/state.ts';
import { writeOutput } from '../src/runs/output.ts';
import { columnCount } from '../src/stages/dedup/banding.ts';
import { dedupParameters } from '../src/stages/dedup/parameters.ts';
import { createSketcher, SKETCH_WORDS, type Sketch } from '../src/stages/dedup/sketch.ts';
import { FolderStorage } from '../src/storage/folder.ts';
import { edited, randomWords, seeded } from '../tests/stages/dedup/oracle.ts';
import { EXACT, GROUPS, SHINGLES, SIGNATURES, type SignedPart } from '../workers/dedup/files.ts';
import { compareKnown } from '../workers/dedup/known.ts';
import { lookUpColumns } from '../workers/dedup/lookup.ts';
import { writeSegment } from '../workers/dedup/segment.ts';
import { createSignatureWriter } from '../workers/dedup/signature.ts';
import { cacheFolder } from './crawl.ts';
import { peerPython } from './dedup-corpora.ts';
import { measure } from './measure.ts';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '10000000' },
    additions: { type: 'string', default: '10' },
    shingles: { type: 'string', default: '64' },
    queries: { type: 'string', default: '1000' },
    peer: { type: 'string', default: '0' },
  },
});
const documents = Number(values.documents);
const additions = Number(values.additions);
const shingles = Number(values.shingles);
const queries = Number(values.queries);
const PLANTED = 2000;
const WORDS = 200;
const CHECKED = 100_000;

const parameters = dedupParameters.parse({});
const { bands } = parameters;
const root = join(cacheFolder, 'collection');
rmSync(root, { recursive: true, force: true });
mkdirSync(root, { recursive: true });
const storage = new FolderStorage(root);
const place: CollectionPlace = { storage, prefix: 'collections/many', name: 'many' };
const random = seeded(11);
const sketch = createSketcher(parameters);
const planted = Array.from({ length: PLANTED }, () => randomWords(random, WORDS));

/** What a step took, and the most memory that the process has had so far. */
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const wall = ((performance.now() - started) / 1000).toFixed(1);
  const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(
    `${name.padEnd(52)}${((user + system) / 1e6).toFixed(1).padStart(8)} CPU s ${wall.padStart(8)} s, peak ${peak} MB`,
  );
  return result;
}

/** Fills arrays with the words of a xorshift generator. */
function createNoise(seed: number) {
  let state = seed | 1;
  return (words: Int32Array | Uint32Array): void => {
    for (let i = 0; i < words.length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      words[i] = Math.imul(state, 0x9e3779b1);
    }
  };
}

/** A part of signatures as a run's job leaves it, of what `sketches` gives. */
async function sign(name: string, size: number, sketches: (index: number) => Sketch): Promise<SignedPart> {
  mkdirSync(join(root, name), { recursive: true });
  const files = { signatures: createFile(join(name, SIGNATURES)), shingles: createFile(join(name, SHINGLES)) };
  const writer = createSignatureWriter(parameters, { ...files, tokens: undefined, addresses: undefined });
  for (let index = 0; index < size; index++)
    if (writer.add({ index, length: 0, quality: 0 }, sketches(index), false)) await writer.drain();
  await writer.finish();
  files.signatures.close();
  files.shingles.close();
  async function* ids(): AsyncIterable<string[]> {
    for (let from = 0; from < size; from += 1000)
      yield Array.from({ length: Math.min(1000, size - from) }, (_, i) => JSON.stringify(idOf(name, from + i)));
  }
  return { prefix: name, ids, first: 0, documents: size, looked: size };
}

const idOf = (name: string, index: number): string =>
  `${Buffer.from(name.padEnd(8)).toString('hex').slice(-16)}:${index * 3000}`;

function createFile(path: string) {
  const descriptor = openSync(join(root, path), 'w');
  return {
    write(bytes: Uint8Array): void {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    close: (): void => closeSync(descriptor),
  };
}

async function add(number: number, size: number): Promise<void> {
  const name = `part${number}`;
  const noise = createNoise(number * 7919 + 1);
  const none = { lane1: new Int32Array(0), lane2: new Int32Array(0), count: 0 };
  const set = { lane1: new Int32Array(shingles), lane2: new Int32Array(shingles), count: shingles };
  const keys = { text: new Uint32Array(4), bands: new Uint32Array(bands * 2), compact: new Uint32Array(SKETCH_WORDS) };
  const texts = number === additions - 1 ? PLANTED : 0;
  const part = await sign(name, size, (index) => {
    if (index < texts) return sketch(planted[index]!.join(' '));
    for (const words of [set.lane1, set.lane2, keys.text, keys.bands, keys.compact]) noise(words);
    const text: Sketch['text'] = [keys.text[0]!, keys.text[1]!, keys.text[2]!, keys.text[3]!];
    const { bands: band, compact } = keys;
    return { text, tokens: shingles + 4, token1: none.lane1, set, coarse: none, bands: band, compact };
  });
  const key = number.toString(16).padStart(32, '0');
  const prefix = `outputs/segment/${key}`;
  await writeOutput(storage, prefix, key, async (output) => {
    const kept = {
      id: key,
      parts: [part],
      corpusOf: () => name,
      parameters,
      async *keeps() {
        for (let from = 0; from < size; from += 1000) yield new Array<boolean>(1000).fill(true);
      },
    };
    return { documents: await writeSegment(storage, output, kept) };
  });
  await addSegment(place, { storage, prefix, key, corpora: [name] }, null);
  rmSync(join(root, name), { recursive: true });
  rmSync(join(root, 'outputs'), { recursive: true });
}

async function printBytes(): Promise<void> {
  const { bytes, segments, documents: held } = await describeCollection(place);
  const per = (size: number): string => (size / held).toFixed(1);
  const index = bytes.postings + bytes.rows + bytes.ids;
  console.log(
    `${held} documents in ${segments.length} segments: ${per(index)} bytes a document (postings ${per(bytes.postings)}, rows ${per(bytes.rows)}, ids ${per(bytes.ids)}) and ${per(bytes.shingles)} of ${shingles} shingles`,
  );
}

async function query(): Promise<void> {
  const reader = await openReader(place);
  const options = { limit: 10, least: 0.5 };
  await reader.query('tables of the segments are read at the first query', options);
  for (const [name, textOf] of [
    ['edited copies', () => edited(random, planted[Math.floor(random() * PLANTED)]!, 0.005)],
    ['texts not there', () => randomWords(random, WORDS)],
  ] as const) {
    const times: number[] = [];
    let found = 0;
    for (let index = 0; index < queries; index++) {
      const text = textOf().join(' ');
      const started = performance.now();
      const { nearest } = await reader.query(text, options);
      times.push(performance.now() - started);
      if (nearest.length > 0) found += 1;
    }
    times.sort((a, b) => a - b);
    const at = (share: number): string => times[Math.floor(share * (queries - 1))]!.toFixed(2);
    console.log(
      `${queries} queries for ${name}: ${found} found; ms: median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, most ${at(1)}`,
    );
  }
}

async function check(): Promise<void> {
  const part = await sign('run', CHECKED, () =>
    sketch(
      (random() < 0.3
        ? edited(random, planted[Math.floor(random() * PLANTED)]!, 0.005)
        : randomWords(random, WORDS)
      ).join(' '),
    ),
  );
  const { segments: refs } = await pinCollection(place);
  const sides = { storage, parts: [part], place, segments: await openSegments(place, refs) };
  mkdirSync(join(root, 'lookup'));
  const out = { exact: createFile(`lookup/${EXACT}`), groups: createFile(`lookup/${GROUPS}`) };
  const range = { from: 0, to: columnCount(parameters) };
  const counts = await timed(`${CHECKED} documents looked up`, () => lookUpColumns(sides, parameters, range, out));
  const { signal } = new AbortController();
  const known = await timed('and compared', () =>
    compareKnown(sides, [{ prefix: 'lookup', counts }], parameters, signal),
  );
  console.log(`${known.counts.known} of them are in the collection (${known.counts.compared} pairs compared)`);
}

await openCollection(place, parameters, { create: true });
for (let number = 0; number < additions; number++)
  await timed(`addition ${number + 1} of ${documents / additions} documents`, () => add(number, documents / additions));
await printBytes();
await query();
await timed('segments merged', () => mergeCollection(place));
await printBytes();
await query();
await check();
rmSync(root, { recursive: true });
if (Number(values.peer) > 0) {
  const script = fileURLToPath(new URL('collections-peer.py', import.meta.url));
  const { stdout, cpuSeconds, peakMb } = await measure([peerPython(), script, values.peer, String(WORDS)]);
  console.log(
    `datasketch MinHashLSH, ${values.peer} documents in memory: ${cpuSeconds.toFixed(1)} CPU s, peak ${peakMb.toFixed(0)} MB`,
  );
  console.log(stdout.trim());
}
