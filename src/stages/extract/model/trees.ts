import { exports, float64Array, int16Array, int32Array, uint8Array } from '../kernel/kernel.ts';
import { layout, treePasses } from '../kernel/layout.ts';
import type { ExtractModel } from './model-file.ts';

/** Margins are 16-bit integers in these parts: of a logit for blocks, of a sixteenth of F1 for cuts. */
export const marginScale = 2048;
const blocksAtOnce = 16;

const margins = int16Array('margins');
const trees = uint8Array('trees');
const [classTable, wordTable] = [int32Array('classTable'), int32Array('wordTable')];
/** The model that the kernel holds. */
let inUse: ExtractModel | undefined;

/** A margin is a 16-bit integer: all probabilities that there are. */
const logistic = float64Array('logistic');
for (let margin = -0x8000; margin < 0x8000; margin++)
  logistic[margin + 0x8000] = 1 / (1 + Math.exp(-margin / marginScale));

/** Columns are padded to whole SIMD registers. */
export function strideFor(blocks: number): number {
  return (blocks + blocksAtOnce - 1) & -blocksAtOnce;
}

/** Puts a model's tables and trees into the kernel, unless they are there. */
export function useModel(model: ExtractModel): void {
  if (model === inUse) return;
  classTable.set(model.classTable);
  wordTable.set(model.wordTable);
  for (const [pass, bytes] of model.trees.entries()) trees.set(bytes, (pass * layout.trees.count) / treePasses);
  inUse = model;
}

/**
 * Scores all blocks by their features with one pass's trees, into the kernel's `probability`: oblivious trees of depth 6
 * over 7-bit features.
 */
export function scoreBlocks(model: ExtractModel, pass: 0 | 1, blocks: number, stride: number): void {
  useModel(model);
  const { trees: count, bias } = model.passes[pass];
  exports.score(pass, count, bias, blocks, stride);
}

/** Margins of a page's cuts, whose features are in the place of blocks'; probabilities stay as they are. */
export function scoreCuts(model: ExtractModel, stride: number): Int16Array {
  useModel(model);
  const { trees: count, bias } = model.passes[2];
  exports.score(2, count, bias, 0, stride);
  return margins;
}
