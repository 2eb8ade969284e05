import { matchProbability } from '../src/stages/dedup/banding.ts';
import { createCharacters } from '../src/stages/dedup/characters.ts';
import { createKernel } from '../src/stages/dedup/kernel/kernel.ts';
import { makePermutations } from '../src/stages/dedup/minhash.ts';
import { dedupParameters } from '../src/stages/dedup/parameters.ts';
import { dedupPresets } from '../src/stages/dedup/presets.ts';
import { bandKeys } from '../src/stages/dedup/sketch.ts';
import type { PresetName } from '../src/stages/preset.ts';
import { seeded } from '../tests/stages/dedup/oracle.ts';

const PAIRS = 20_000;
const SHINGLES = 400;
/** Most that a share may be off the formula; chance alone moves 20,000 pairs by .0035 once in 300. */
const WITHIN = 0.01;

/** Share of pairs at each similarity that share a band, beside 1 − (1 − s^r)^b. */
export function printCurve(preset: PresetName): void {
  const parameters = dedupParameters.parse(dedupPresets[preset] ?? {});
  const { bands, rows, seed } = parameters;
  const kernel = createKernel(
    parameters,
    createCharacters(parameters.normalisation),
    makePermutations(bands * rows, seed),
  );
  const keys = [new Uint32Array(bands * 2), new Uint32Array(bands * 2)] as const;
  const random = seeded(7);
  let worst = 0;
  console.log(`\n${preset}: ${bands} bands × ${rows} rows, ${PAIRS} pairs of ${SHINGLES} shingles a bin`);
  console.log(' jaccard   found formula    diff');
  for (let percent = 50; percent <= 100; percent += 5) {
    // Both ends of one list, with what is between them in common.
    const own = (SHINGLES * (100 - percent)) / 200;
    const all = new Int32Array(SHINGLES);
    const sides = [all.subarray(0, SHINGLES - own), all.subarray(own)] as const;
    let found = 0;
    for (let pair = 0; pair < PAIRS; pair++) {
      for (let i = 0; i < SHINGLES; i++) all[i] = random() * 2 ** 32;
      for (const [i, side] of sides.entries()) bandKeys(kernel.signature(side, side.length), bands, rows, keys[i]!);
      for (let k = 0; k < bands * 2; k += 2)
        if (keys[0][k] === keys[1][k] && keys[0][k + 1] === keys[1][k + 1]) {
          found += 1;
          break;
        }
    }
    const formula = matchProbability(percent / 100, parameters);
    const difference = found / PAIRS - formula;
    worst = Math.max(worst, Math.abs(difference));
    console.log(
      [(percent / 100).toFixed(2), (found / PAIRS).toFixed(4), formula.toFixed(4), difference.toFixed(4)]
        .map((cell) => cell.padStart(8))
        .join(''),
    );
  }
  console.log(`largest difference ${worst.toFixed(4)}: ${worst <= WITHIN ? 'within' : 'NOT within'} ${WITHIN}`);
  if (worst > WITHIN) process.exitCode = 1;
}
