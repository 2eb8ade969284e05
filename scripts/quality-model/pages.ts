/**
 * Web pages of WINNOW_BENCH_DATA as text, one JSON line each: `npx tsx scripts/quality-model/pages.ts > pages.jsonl`.
 * `text` is what extraction keeps of the page, `raw` all that a reader would see: navigation, advertisements and all.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { decodeText } from '../../src/formats/charset/decode.ts';
import { readRecords } from '../../src/formats/read.ts';
import { defaultLimits } from '../../src/formats/record.ts';
import { fileSource } from '../../src/formats/source.ts';
import { extractStage } from '../../src/stages/extract/extract.ts';

const data = process.env['WINNOW_BENCH_DATA'] ?? '../shared/data';
const parameters = extractStage.parameters.parse({});
const assets = extractStage
  .assets(parameters)
  .map(
    (reference) =>
      [
        reference,
        readFileSync(new URL(`../../models/${reference.slice('builtin:'.length)}`, import.meta.url)),
      ] as const,
  );
const extract = extractStage.create(parameters, new Map(assets));

/** Elements whose text no reader sees, and those that start a line of their own. */
const HIDDEN = 'script,style,noscript,template,svg,head';
const BLOCKS =
  'p,div,li,ul,ol,tr,td,th,table,h1,h2,h3,h4,h5,h6,section,article,header,footer,nav,form,option,dd,dt,pre,blockquote';

function visibleText(html: string): string {
  const $ = load(html);
  $(HIDDEN).remove();
  $('br').replaceWith('\n');
  $(BLOCKS).append('\n');
  const lines = $('body').text().split('\n');
  return lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

for (const folder of ['extraction', 'crawls']) {
  for (const file of readdirSync(join(data, folder)).filter((name) => /\.(w?arc)(\.gz)?$/.test(name))) {
    const path = join(data, folder, file);
    const range = { start: 0, end: statSync(path).size };
    for await (const batch of readRecords(await fileSource(path), { name: file, range, limits: defaultLimits })) {
      for (const record of batch) {
        if (record.kind !== 'page') continue;
        const { text } = extract(record);
        const raw = visibleText(decodeText(record.body, record.contentType));
        if (raw.length > 200) process.stdout.write(`${JSON.stringify({ source: file, url: record.url, text, raw })}\n`);
      }
    }
  }
}
