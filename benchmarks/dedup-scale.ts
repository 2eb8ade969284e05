import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { edited, randomWords, seeded, wordFor } from '../tests/stages/dedup/oracle.ts';
import { cacheFolder } from './crawl.ts';
import { measure } from './measure.ts';

const winnow = fileURLToPath(new URL('../bin/winnow.js', import.meta.url));
/** Words of a document, and copies of the advertisement. */
const WORDS = 60;
const COPIES = 250_000;
/** Words of it that differ from copy to copy, one in each: any two copies are at a Jaccard similarity of .8 or more. */
const DIFFERENT = [0, 25, WORDS - 1];
/** How the ids of its copies begin. */
const COPY = 'copy';

/** Times of the whole command as documents grow, with three in ten edited copies; then with one cluster of 250,000. */
export async function printScale(sizes: readonly number[]): Promise<void> {
  const path = join(cacheFolder, 'dedup-scale.jsonl');
  const attributes = join(cacheFolder, 'dedup-scale-attributes.jsonl');
  await mkdir(cacheFolder, { recursive: true });
  console.log('\n documents   CPU s  docs/CPU s  peak MB  removed  exponent');
  const seconds = new Map<number, number>();
  for (const documents of sizes) {
    await write(path, documents, 0);
    await run(documents);
  }
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  if (sizes.length > 2) console.log(`over all: exponent ${exponent(smallest, largest)}`);
  const million = Math.max(...sizes.filter((size) => size <= 1_000_000));
  if (million >= COPIES * 2) {
    await write(path, million, COPIES);
    const without = seconds.get(million) ?? 0;
    seconds.clear();
    const times = (await run(million)) / without;
    console.log(
      `with ${COPIES} copies of one text: ${times.toFixed(2)}×, ${await copiesKept(attributes)} of them kept`,
    );
  }
  await rm(path);
  await rm(attributes);

  function exponent(a: number, b: number): string {
    return (Math.log(seconds.get(b)! / seconds.get(a)!) / Math.log(b / a)).toFixed(3);
  }

  async function run(documents: number): Promise<number> {
    const command = ['sh', '-c', `node ${winnow} dedup ${path} 2>&1 > ${attributes}`];
    const { cpuSeconds, peakMb, stdout } = await measure(command, { cpus: '0' });
    const [, near, exact] = stdout.match(/\d+/g)?.map(Number) ?? [];
    const smaller = [...seconds.keys()].at(-1);
    seconds.set(documents, cpuSeconds);
    const cells = [
      documents,
      cpuSeconds.toFixed(1),
      (documents / cpuSeconds).toFixed(0),
      peakMb.toFixed(0),
      (near ?? 0) + (exact ?? 0),
      smaller === undefined ? '' : exponent(smaller, documents),
    ];
    console.log(cells.map((cell, i) => String(cell).padStart([10, 8, 12, 9, 9, 10][i]!)).join(''));
    return cpuSeconds;
  }
}

async function copiesKept(attributes: string): Promise<number> {
  let kept = 0;
  for await (const line of createInterface(createReadStream(attributes)))
    if (line.startsWith(`{"id":"${COPY}`) && line.includes('"verdict":"keep"')) kept += 1;
  return kept;
}

/** Made-up documents, three in ten an earlier one with edits; `copies` of them are one text with small edits. */
async function write(path: string, documents: number, copies: number): Promise<void> {
  const random = seeded(documents + copies);
  const out = createWriteStream(path);
  const advertisement = randomWords(random, WORDS);
  let last = advertisement;
  let lines = '';
  for (let i = 0; i < documents; i++) {
    let words: string[];
    let id = '';
    if (random() < copies / documents) {
      id = COPY;
      words = [...advertisement];
      words[DIFFERENT[Math.floor(random() * DIFFERENT.length)]!] = wordFor(i);
    } else if (random() < 0.3) words = edited(random, last, 0.01);
    else {
      last = randomWords(random, WORDS);
      words = last;
    }
    lines += `${JSON.stringify({ id: `${id}${i}`, text: words.join(' ') })}\n`;
    if (lines.length < 1 << 20) continue;
    if (!out.write(lines)) await once(out, 'drain');
    lines = '';
  }
  out.end(lines);
  await finished(out);
}
