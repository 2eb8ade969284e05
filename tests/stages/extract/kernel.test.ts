import { expect, it } from 'vitest';
import { kernelSource, sourceHash } from '../../../scripts/extract-model/kernel-source.ts';
import { builtFrom } from '../../../src/stages/extract/kernel/kernel.wasm.ts';
import { commentSlots } from '../../../src/stages/extract/kernel/layout.ts';
import { commentTokens, nameHash, nameOfTag, nameTag } from '../../../src/stages/extract/scan/tags.ts';

it('the committed kernel is built from the committed sources', () => {
  // else: npx tsx scripts/extract-model/build-kernel.ts
  expect(builtFrom).toBe(sourceHash(kernelSource()));
});

it('tags and comment words have places of their own in the kernel’s tables', () => {
  expect(new Set(nameTag).size).toBe(nameOfTag.length);
  expect(nameHash.filter((hash) => hash !== 0)).toHaveLength(nameOfTag.length - 1);
  expect(new Set(commentTokens.map((token) => token & (commentSlots - 1))).size).toBe(commentTokens.length);
});
