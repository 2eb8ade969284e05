import { AssetError } from '../../../errors.ts';
import { type ExtractModel, treeBytes } from './model-file.ts';
import { treesModule } from './trees-module.ts';

/**
 * Oblivious trees of depth 6 over 7-bit features: all nodes of a level ask the same question, so the six answers are a
 * leaf's number and no branch depends on data. WebAssembly SIMD scores 16 blocks at a time (`trees.wat`).
 * The module's memory: trees, then margins, then the features, which the passes write where the kernel reads them.
 */
const treesStart = 64;
const marginsStart = 1 << 19;
const featuresStart = 1 << 20;
/** Margins are 16-bit integers in these parts of a logit. */
export const marginScale = 2048;
export const blocksAtOnce = 16;

interface Kernel {
  mem: WebAssembly.Memory;
  score(features: number, stride: number, margins: number, trees: number, count: number): void;
}

export interface Trees {
  /** Feature `f` of block `i` is at `f * stride + i`. */
  readonly features: Uint8Array;
  /** Scores all blocks with one pass's trees; probabilities into `probability`. */
  score(pass: 0 | 1, blocks: number, stride: number, probability: Float64Array): void;
}

/** Columns are padded to whole SIMD registers. */
export function strideFor(blocks: number): number {
  return (blocks + blocksAtOnce - 1) & -blocksAtOnce;
}

export function createTrees(model: ExtractModel, maxBlocks: number): Trees {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(treesModule, 'base64')));
  // the module's exports are what trees.wat declares
  const { mem, score } = instance.exports as unknown as Kernel;
  const memory = new Uint8Array(mem.buffer);
  const margins = new Int16Array(mem.buffer, marginsStart, maxBlocks);
  const starts = [treesStart, treesStart + model.trees[0].length] as const;
  if (starts[1] + model.trees[1].length > marginsStart)
    throw new AssetError(
      `extract: the model has more than ${Math.floor((marginsStart - treesStart) / treeBytes)} trees`,
    );
  if (featuresStart + model.features.length * maxBlocks > memory.length)
    throw new AssetError(`extract: the model has more features than ${memory.length} bytes hold`);
  memory.set(model.trees[0], starts[0]);
  memory.set(model.trees[1], starts[1]);
  return {
    features: memory.subarray(featuresStart),
    score(pass, blocks, stride, probability) {
      margins.fill(model.passes[pass].bias, 0, stride);
      score(featuresStart, stride, marginsStart, starts[pass], model.passes[pass].trees);
      for (let block = 0; block < blocks; block++)
        probability[block] = 1 / (1 + Math.exp(-margins[block]! / marginScale));
    },
  };
}
