/**
 * Trains `models/language.bin`.
 *
 *     npx tsx scripts/language-model/train.ts SENTENCES.jsonl.gz DECLARATIONS/ WORDS/ STRINGS/ TEXTS/ models/language.bin
 *
 * SENTENCES: `{language, text}` a line; DECLARATIONS: the Declaration of Human Rights as `<code>.html`;
 * WORDS: `<language>.tsv` of words and their shares (`export-words.py`); STRINGS: an Android application's resources,
 * `values-<language>/strings.xml`; TEXTS: `<language>.txt`, a text a line (`export-texts.py`). One text in five is left out of all training.
 */
import { writeFile } from 'node:fs/promises';
import { collectFeatures, EVERY_WORD, featureRoom } from '../../src/stages/quality/language/features.ts';
import { countScripts, scriptShareOf } from '../../src/stages/quality/language/script-share.ts';
import { scripts } from '../../src/text/scripts.ts';
import { packModel } from './pack.ts';
import {
  declarationSamples,
  interfaceSamples,
  listedSamples,
  redrawnSamples,
  type Sample,
  sentenceSamples,
  wordSamples,
} from './sources.ts';
import { seededRandom } from './split.ts';

const BUCKET_BITS = 20;
const EPOCHS = 2;
/** Rows of words from frequency lists, for each language that has one. */
const DRAWN_SAMPLES = 1500;
/** More of languages that are told apart by single words. */
const DRAWN_OF: Readonly<Record<string, number>> = {
  ...{ da: 2500, es: 2500, hr: 2500, id: 2500, pt: 3000, sl: 2500 },
  'sr-Latn': 3500,
};
/** A language with fewer texts gets rows of its own words up to this. */
const LEAST_SAMPLES = 3000;
const RATE = 0.6;
const SEED = 7;
/** Bytes that the model file may have. */
const BUDGET = 1_900_000;

const [sentences, declarations, words, strings, listed, output] = process.argv.slice(2);
if (
  sentences === undefined ||
  declarations === undefined ||
  words === undefined ||
  strings === undefined ||
  listed === undefined ||
  output === undefined
) {
  throw new Error('usage: train.ts SENTENCES.jsonl.gz DECLARATIONS/ WORDS/ STRINGS/ TEXTS/ OUTPUT');
}

async function texts(training: boolean): Promise<Sample[]> {
  const found = [
    ...(await sentenceSamples(sentences!, words!, training)),
    ...(await declarationSamples(declarations!, training)),
  ];
  const known = new Set(found.map(({ language }) => language));
  return [
    ...found,
    ...(await interfaceSamples(strings!, known, training)),
    ...(await listedSamples(listed!, known, training)),
  ];
}

const real = await texts(true);
const samples = [
  ...real,
  ...redrawnSamples(real, LEAST_SAMPLES, SEED),
  ...(await wordSamples(words, (language) => DRAWN_OF[language] ?? DRAWN_SAMPLES, SEED)),
];
const held = await texts(false);
const languages = [...new Set(samples.map(({ language }) => language))].sort();
console.error(`${samples.length} texts in ${languages.length} languages, ${held.length} held out`);

const classes = languages.length;
const buckets = 1 << BUCKET_BITS;
const weights = new Float32Array(buckets * classes);
const squares = new Float32Array(buckets);
const frequencies = new Uint32Array(buckets);
const LONGEST_TEXT = 2000;
const bucketsOf = new Int32Array(featureRoom(2 * LONGEST_TEXT));

const scriptCounts = new Int32Array(scripts.length + 1);

function scriptNumber(text: string): number {
  scriptCounts.fill(0);
  countScripts(text, scriptCounts);
  return scriptShareOf(scriptCounts).number;
}

function featuresOf(text: string): number {
  const sample = text.slice(0, LONGEST_TEXT);
  const count = collectFeatures(sample.toLowerCase(), scriptNumber(sample), EVERY_WORD, bucketsOf);
  for (let index = 0; index < count; index++) bucketsOf[index]! >>>= 32 - BUCKET_BITS;
  return count;
}

const logits = new Float32Array(classes);

function score(count: number): void {
  logits.fill(0);
  const scale = 1 / Math.sqrt(count);
  for (let index = 0; index < count; index++) {
    const row = bucketsOf[index]! * classes;
    for (let language = 0; language < classes; language++) logits[language]! += weights[row + language]!;
  }
  for (let language = 0; language < classes; language++) logits[language]! *= scale;
}

function learn({ language, text }: Sample, rate: number): void {
  const count = featuresOf(text);
  if (count === 0) return;
  score(count);
  const scale = 1 / Math.sqrt(count);
  const highest = Math.max(...logits);
  let total = 0;
  for (let index = 0; index < classes; index++) {
    logits[index] = Math.exp(logits[index]! - highest);
    total += logits[index]!;
  }
  for (let index = 0; index < classes; index++) logits[index]! /= -total;
  logits[languages.indexOf(language)]! += 1;
  let norm = 0;
  for (let index = 0; index < classes; index++) norm += logits[index]! * logits[index]!;
  const square = norm * scale * scale;
  for (let index = 0; index < count; index++) {
    const bucket = bucketsOf[index]!;
    squares[bucket]! += square;
    const step = (rate * scale) / Math.sqrt(squares[bucket]! + 1e-6);
    const row = bucket * classes;
    for (let target = 0; target < classes; target++) weights[row + target]! += step * logits[target]!;
  }
}

function accuracyOn(set: readonly Sample[]): number {
  let right = 0;
  for (const { language, text } of set) {
    const count = featuresOf(text);
    if (count === 0) continue;
    score(count);
    let best = 0;
    for (let index = 1; index < classes; index++) if (logits[index]! > logits[best]!) best = index;
    if (languages[best] === language) right += 1;
  }
  return right / set.length;
}

for (const { text } of samples) {
  const count = featuresOf(text);
  for (let index = 0; index < count; index++) frequencies[bucketsOf[index]!]! += 1;
}
const random = seededRandom(SEED);
for (let epoch = 0; epoch < EPOCHS; epoch++) {
  for (let index = samples.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [samples[index], samples[other]] = [samples[other]!, samples[index]!];
  }
  const rate = RATE * (1 - epoch / EPOCHS);
  for (const sample of samples) learn(sample, rate);
  console.error(`epoch ${epoch + 1}: held out ${(100 * accuracyOn(held)).toFixed(2)} %`);
}
const bytes = packModel({ languages, weights, frequencies, bucketBits: BUCKET_BITS, budget: BUDGET });
await writeFile(output, bytes);
console.error(`${output}: ${bytes.length} bytes`);
