/** `tsx dump.ts FOLDER`: blocks of all labelled pages with the tokens they are looked up by, for `label.py`. */

import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { getDomain } from 'tldts';
import { cutFeatures } from '../../src/stages/extract/features/cut-features.ts';
import { firstPassFeatures } from '../../src/stages/extract/features/first-pass.ts';
import { secondPassFeatures } from '../../src/stages/extract/features/second-pass.ts';
import { exports, int32Array } from '../../src/stages/extract/kernel/kernel.ts';
import { createPage, scan } from '../../src/stages/extract/scan/page.ts';
import { blockText } from '../../src/stages/extract/text/assemble.ts';
import { readPages, repairedUtf8Of } from './pages.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: dump.ts FOLDER');

/** Pages of one site share a fold. Addresses under .invalid are made up: each is a site of its own. */
function siteOf(url: string): string {
  const domain = getDomain(url, { allowPrivateDomains: true });
  return domain === null || domain.endsWith('.invalid') ? url : domain;
}

/** A token as tables tell it apart: bits for the bucket and for the check, 24 in all. */
const keyOf = (mixed: number) => mixed >>> 8;

const page = createPage();
const lookedUp = int32Array('lookedUp');
writeFileSync(
  `${folder}/names.json`,
  JSON.stringify({ first: firstPassFeatures, second: secondPassFeatures, cuts: cutFeatures }),
);
const file = openSync(`${folder}/blocks.jsonl`, 'w');
for (const labelled of readPages()) {
  scan(page, repairedUtf8Of(labelled));
  const texts: string[] = [];
  const wordTokens: number[][] = [];
  for (let block = 0; block < page.blocks; block++) {
    texts.push(blockText(block));
    const tokens = lookedUp.subarray(0, exports.matchBlock(block));
    wordTokens.push([...new Set(Array.from(tokens, keyOf))]);
  }
  const classTokens: number[][] = [];
  for (let element = 0; element < page.elements; element++) {
    const first = page.firstToken[element]!;
    const end = page.firstToken[element + 1]!;
    if (end === first || page.endBlock[element] === page.firstBlock[element]) continue;
    const keys = new Set(Array.from(page.tokens.subarray(first, end), (token) => keyOf(exports.mixToken(token))));
    classTokens.push([page.firstBlock[element]!, page.endBlock[element]!, ...keys]);
  }
  writeSync(
    file,
    `${JSON.stringify({ set: labelled.set, url: labelled.url, site: siteOf(labelled.url), texts, wordTokens, classTokens })}\n`,
  );
}
closeSync(file);
