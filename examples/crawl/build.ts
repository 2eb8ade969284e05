/**
 * Builds `examples/crawl.warc.gz`, the crawl of the demo: `npx tsx examples/crawl/build.ts`.
 * Sites, people and places are invented.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { exampleRecords } from './records.ts';

const target = fileURLToPath(new URL('../crawl.warc.gz', import.meta.url));
const members = exampleRecords().map((record) => gzipSync(record, { level: 9 }));
writeFileSync(target, Buffer.concat(members));
console.log(`${members.length} records, ${Buffer.concat(members).length} bytes: ${target}`);
