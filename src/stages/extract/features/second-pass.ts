import { exports } from '../kernel/kernel.ts';
import { firstPassFeatures } from './first-pass.ts';

/** Features that the second pass adds: what the first pass thought of the block and of everything around it. */
export const secondPassFeatures: readonly string[] = [
  ...['first', 'firstBefore1', 'firstBefore2', 'firstBefore4', 'firstBehind1', 'firstBehind2', 'firstBehind4'],
  ...[
    'near3Before',
    'near3Behind',
    'near10Before',
    'near10Behind',
    'shareBefore',
    'pageShareMain',
    'pageMain',
    'pageMax',
  ],
  ...['pageUnsure', 'sinceSure', 'untilSure'],
  ...['mean0', 'main0', 'mean1', 'main1', 'mean2', 'main2', 'mean3', 'main3'],
  ...['sameShape', 'samePath', 'rowMean', 'bigRowMean', 'headingFirst', 'sectionMean'],
];

/** Writes the second pass's features behind the first pass's, which gave the probabilities that the kernel holds. */
export function writeSecondPass(stride: number): void {
  exports.writeSecondPass(firstPassFeatures.length, stride);
}
