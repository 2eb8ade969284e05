/** Makes `models/harm.bin` from WINNOW_BENCH_DATA and what is written here: `npx tsx scripts/harm-model/train.ts`. */
import { writeFileSync } from 'node:fs';
import { collect } from './collect.ts';
import { readExamples } from './data.ts';
import { fitHarmModel } from './fit.ts';
import { readProfanity } from './profanity.ts';

const examples = readExamples();
const bytes = fitHarmModel(examples, collect(examples.map(({ text }) => text)), readProfanity(), () => true);
writeFileSync(new URL('../../models/harm.bin', import.meta.url), bytes);
console.log(`models/harm.bin: ${bytes.length} bytes from ${examples.length} texts`);
