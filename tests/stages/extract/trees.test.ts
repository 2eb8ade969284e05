import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../../src/errors.ts';
import { features, int16Array, probability } from '../../../src/stages/extract/kernel/kernel.ts';
import { surelyOther, treeBytes } from '../../../src/stages/extract/kernel/layout.ts';
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

const probabilityOf = (margin: number) => 1 / (1 + Math.exp(-margin / marginScale));

describe('the tree kernel', () => {
  it('gives what the same trees give one block at a time', () => {
    const stride = strideFor(blocks);
    let state = 1;
    for (let at = 0; at < model.features.length * stride; at++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
      features[at] = (state >>> 16) & 127;
    }
    const marginOf = (pass: 0 | 1 | 2, block: number) =>
      plainMargin(model.trees[pass], model.passes[pass].bias, features, stride, block);
    for (const { trees } of model.passes) expect(trees).toBeGreaterThan(0);
    scoreBlocks(model, 0, blocks, stride);
    for (let block = 0; block < blocks; block++) expect(probability[block]).toBe(probabilityOf(marginOf(0, block)));
    scoreBlocks(model, 1, blocks, stride);
    for (let block = 0; block < blocks; block++) expect(probability[block]).toBe(probabilityOf(marginOf(1, block)));
    const margins = scoreCuts(model, stride);
    for (let cut = 0; cut < stride; cut++) expect(margins[cut]).toBe(marginOf(2, cut));
  });

  it('leaves to the first pass 16 blocks that it is sure are not main text, and none of those among others', () => {
    const stride = strideFor(blocks);
    const margins = int16Array('margins');
    features.fill(0, 0, model.features.length * stride);
    const ofSecond = plainMargin(model.trees[1], model.passes[1].bias, features, stride, 0);
    // of the third group five blocks are the page's; what lies behind them counts for nothing
    for (let block = 0; block < stride; block++)
      margins[block] = block === 20 ? surelyOther : block < blocks ? surelyOther - 1 : 0;
    scoreBlocks(model, 1, blocks, stride);
    const left = probabilityOf(surelyOther - 1);
    expect(ofSecond).not.toBe(surelyOther - 1);
    expect([...probability.subarray(0, 16)]).toEqual(Array(16).fill(left));
    expect([...probability.subarray(16, 32)]).toEqual(Array(16).fill(probabilityOf(ofSecond)));
    expect([...probability.subarray(32, blocks)]).toEqual(Array(blocks - 32).fill(left));
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
