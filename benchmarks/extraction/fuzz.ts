/**
 * `tsx benchmarks/extraction/fuzz.ts [COUNT]`: mutated real pages through the whole extract stage. No page may throw, and
 * none may take over 50 ms per MB once warm; the slowest are printed. Pages: `WINNOW_BENCH_DATA`. Default 100,000.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readPages, setsFolder } from '../../scripts/extract-model/pages.ts';
import { extractStage } from '../../src/stages/extract/extract.ts';
import { builtinExtractModel, extractParameters } from '../../src/stages/extract/parameters.ts';

const count = Number(process.argv[2] ?? 100_000);
const msPerMegabyte = 50;
/** Below this a page's fixed costs and the clock's steps decide: the least that any page may take is 2 ms. */
const leastBytes = 40_000;
/** A slow page is timed again: only what is slow every time is slow by itself, and not by what else the machine does. */
const retries = 200;

const hostile = [
  ...['<', '>', '"', "'", '<!--', '-->', '<![CDATA[', '</', '&', '&#', '<script>', '</script>', '<svg>', '<textarea>'],
  ...[
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '<div>'.repeat(500),
    '</div>'.repeat(500),
    '<p>'.repeat(500),
    '<a>',
    '<rt>',
  ],
  ...['<title>', '<plaintext>', '<xmp>', '\0', '\ufeff', '<li>'.repeat(300), '<br>'.repeat(300), '<b '.repeat(100)],
  ...['<script type="application/ld+json">{"@type":', ' class="a b c"', ' style="display:none"', '<select>', '<pre>'],
].map((text) => Buffer.from(text));

/** Linear congruential generator: the same pages on every run. */
function randomSource(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutate(body: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = Buffer.from(body);
  for (let change = 0; change <= random(8); change++) {
    const at = random(bytes.length + 1);
    const length = random(Math.min(4000, bytes.length + 1));
    switch (random(6)) {
      case 0: // cut a piece out
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 1: // say a piece twice
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
        break;
      case 2: // cut off
        if (random(4) === 0) bytes = bytes.subarray(0, at);
        break;
      case 3: // change bytes
        for (let k = 0; k < 1 + random(200) && bytes.length > 0; k++) bytes[random(bytes.length)] = random(256);
        break;
      default: // put something in the way
        bytes = Buffer.concat([bytes.subarray(0, at), hostile[random(hostile.length)]!, bytes.subarray(at)]);
    }
  }
  return bytes;
}

if (!existsSync(setsFolder())) {
  console.error(`no pages in ${setsFolder()}: set WINNOW_BENCH_DATA to the folder that holds extraction/`);
  process.exit(1);
}
const assets = new Map([[builtinExtractModel, new Uint8Array(readFileSync('models/extract.bin'))]]);
const extract = extractStage.create(extractParameters.parse({}), assets);
const pages = readPages();
for (const page of pages) extract(page);
const random = randomSource(1);
let failed = 0;
let slow = 0;
let slowest = { time: 0, run: 0, url: '' };
for (let run = 0; run < count; run++) {
  const page = pages[random(pages.length)]!;
  const body = mutate(page.body, random);
  const megabytes = Math.max(body.length, leastBytes) / 1e6;
  const time = () => {
    const start = process.cpuUsage();
    extract({ ...page, body });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / megabytes;
  };
  try {
    let best = time();
    for (let retry = 0; retry < retries && best > msPerMegabyte; retry++) best = Math.min(best, time());
    if (best > msPerMegabyte) slow++;
    if (best > slowest.time) slowest = { time: best, run, url: page.url };
  } catch (error) {
    failed++;
    console.error(`page ${run} of ${page.url}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
console.log(
  `${count} pages: ${failed} threw, ${slow} over ${msPerMegabyte} ms per MB; slowest ${slowest.time.toFixed(1)} ms per MB (page ${slowest.run}, ${slowest.url})`,
);
if (failed + slow > 0) process.exit(1);
