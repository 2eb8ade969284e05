import type { Candidates } from './cluster.ts';
import { SKETCH_WORDS } from './sketch.ts';

/**
 * Whether two documents can reach the threshold: by their numbers of shingles for certain, and by their compact
 * sketches with four standard deviations to spare (a pair at the threshold fails once in some 10,000).
 */
export function createFilter(
  { shingles, compact }: Pick<Candidates, 'shingles' | 'compact'>,
  threshold: number,
): (a: number, b: number) => boolean {
  const values = SKETCH_WORDS * 8;
  // Two 4-bit values of different shingles are equal by chance once in 16.
  const equal = threshold + (1 - threshold) / 16;
  const most = values - Math.floor(values * (equal - 4 * Math.sqrt((equal * (1 - equal)) / values)));
  return (a, b) => {
    const sizeA = shingles[a]!;
    const sizeB = shingles[b]!;
    if (sizeA < sizeB ? sizeA < threshold * sizeB : sizeB < threshold * sizeA) return false;
    let different = 0;
    for (let word = 0; word < SKETCH_WORDS; word++) {
      let bits = compact[a * SKETCH_WORDS + word]! ^ compact[b * SKETCH_WORDS + word]!;
      bits |= bits >>> 2;
      bits |= bits >>> 1;
      different += Math.imul(bits & 0x11111111, 0x11111111) >>> 28;
      if (different > most) return false;
    }
    return true;
  };
}
