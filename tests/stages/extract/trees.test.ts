import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../../src/errors.ts';
import { features, probability } from '../../../src/stages/extract/kernel/kernel.ts';
import { treeBytes } from '../../../src/stages/extract/kernel/layout.ts';
import { parseModel } from '../../../src/stages/extract/model/model-file.ts';
import { marginScale, scoreBlocks, scoreCuts, strideFor } from '../../../src/stages/extract/model/trees.ts';

const bytes = readFileSync(new URL('../../../models/extract.bin', import.meta.url));
const model = parseModel(bytes);
const blocks = 37;

/** The kernel in plain JavaScript: a leaf's number is the six answers of its tree. */
function plainMargin(trees: Uint8Array, bias: number, features: Uint8Array, stride: number, block: number): number {
  const view = new DataView(trees.buffer, trees.byteOffset, trees.length);
  let margin = bias;
  for (let tree = 0; tree < trees.length; tree += treeBytes) {
    let leaf = 0;
    for (let level = 0; level < 6; level++) {
      const feature = view.getInt32(tree + 4 * level, true);
      if (features[feature * stride + block]! > trees[tree + 24 + level]!) leaf |= 1 << level;
    }
    margin += ((trees[tree + 32 + leaf]! | (trees[tree + 96 + leaf]! << 8)) << 16) >> 16;
  }
  return Math.max(-32768, Math.min(32767, margin));
}

describe('the tree kernel', () => {
  it('gives what the same trees give one block at a time', () => {
    const stride = strideFor(blocks);
    let state = 1;
    for (let at = 0; at < model.features.length * stride; at++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
      features[at] = (state >>> 16) & 127;
    }
    for (const pass of [0, 1] as const) {
      scoreBlocks(model, pass, blocks, stride);
      const { trees, bias } = model.passes[pass];
      expect(trees).toBeGreaterThan(0);
      for (let block = 0; block < blocks; block++) {
        const margin = plainMargin(model.trees[pass], bias, features, stride, block);
        expect(probability[block]).toBe(1 / (1 + Math.exp(-margin / marginScale)));
      }
    }
    const margins = scoreCuts(model, stride);
    expect(model.passes[2].trees).toBeGreaterThan(0);
    for (let cut = 0; cut < stride; cut++)
      expect(margins[cut]).toBe(plainMargin(model.trees[2], model.passes[2].bias, features, stride, cut));
  });

  it('pads columns to whole registers', () => {
    expect([1, 16, 17].map(strideFor)).toEqual([16, 16, 32]);
  });
});

describe('a model file', () => {
  const broken = (change: (copy: Buffer) => Uint8Array) => () => parseModel(change(Buffer.from(bytes)));

  it('is refused when it is something else', () => {
    expect(broken(() => Buffer.from('{}'))).toThrow(AssetError);
    expect(broken(() => Buffer.alloc(1000))).toThrow(/another signature/);
  });

  it('is refused when it is cut off or damaged', () => {
    expect(broken((copy) => copy.subarray(0, 100))).toThrow(/ends beyond the file/);
    expect(broken((copy) => copy.subarray(0, copy.length - 1))).toThrow(/bytes instead of/);
    expect(broken((copy) => copy.fill(0x20, 8, 20))).toThrow(/damaged header/);
  });

  it('is refused when its features are not those of this scanner', () => {
    const text = bytes.toString('latin1').replace('"linkShare"', '"linkSharf"');
    expect(() => parseModel(Buffer.from(text, 'latin1'))).toThrow(/trained for other features/);
    const ofCuts = bytes.toString('latin1').replace('"bandShare"', '"bandSharf"');
    expect(() => parseModel(Buffer.from(ofCuts, 'latin1'))).toThrow(/trained for other features/);
  });

  it('stays under a megabyte', () => {
    expect(bytes.length).toBeLessThanOrEqual(1 << 20);
  });
});
