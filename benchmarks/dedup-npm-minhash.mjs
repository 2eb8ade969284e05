/**
 * usage: node dedup-npm-minhash.mjs DOCS.jsonl [PAIRS.tsv]   Near-duplicates by npm's minhash: 112 hashes, 14 bands;
 * the first of each pair that shares a band stays. Prints how many documents it removes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { LshIndex, Minhash } from 'minhash';

const [path, pairsPath] = process.argv.slice(2);
const documents = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const index = new LshIndex({ bandSize: 8 });
const removed = [];
for (const [number, { text }] of documents.entries()) {
  const words = text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  if (words.length < 5) continue;
  const sketch = new Minhash({ numPerm: 112 });
  for (let i = 0; i + 5 <= words.length; i++) sketch.update(words.slice(i, i + 5).join(' '));
  index.insert(String(number), sketch);
  const other = index.query(sketch).map(Number).filter((one) => one < number)[0];
  if (other !== undefined) removed.push([documents[number].id, documents[other].id]);
}
console.log(JSON.stringify({ removed: removed.length }));
if (pairsPath !== undefined) writeFileSync(pairsPath, removed.map((pair) => `${pair.join('\t')}\n`).join(''));
