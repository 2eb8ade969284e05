import { z } from 'zod';
import { AssetError } from '../../../errors.ts';
import { firstPassFeatures } from '../features/first-pass.ts';
import { secondPassFeatures } from '../features/second-pass.ts';
import { classTableBits, maxTrees, treeBytes, wordTableBits } from '../kernel/layout.ts';
import type { TokenTables } from './token-table.ts';

/** "WNWX", then the header's length (32 bits, little endian), the header (JSON), zeros up to a multiple of 4, the sections. */
const magic = 0x58574e57;

const headerSchema = z.object({
  format: z.literal(1),
  /** Names of the features, in order: a model fits only the scanner it was trained with. */
  features: z.array(z.string()),
  /** Trees and start margin of each pass; margins are in 1/2048 of a logit. */
  passes: z.tuple([
    z.object({ trees: z.int().nonnegative(), bias: z.int() }),
    z.object({ trees: z.int().nonnegative(), bias: z.int() }),
  ]),
  /** Probability from which on a block is main text. */
  threshold: z.number(),
  /** Expected F1 as the scores themselves give it → measured F1 of pages not trained on; ascending. */
  calibration: z.array(z.tuple([z.number(), z.number()])),
});

/** A trained model: token tables, trees of both passes, threshold and calibration. */
export interface ExtractModel extends z.infer<typeof headerSchema>, TokenTables {
  /** Tree records of `treeBytes` bytes. */
  trees: readonly [Uint8Array, Uint8Array];
}

/** Reads a model as `scripts/extract-model` writes it. Throws `AssetError` when the bytes are something else. */
export function parseModel(bytes: Uint8Array): ExtractModel {
  const fail = (found: string) => new AssetError(`extract: expected a main-text model, found ${found}`);
  if (bytes.length < 8) throw fail(`${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== magic) throw fail('another signature');
  const headerEnd = 8 + view.getUint32(4, true);
  if (headerEnd > bytes.length) throw fail('a header that ends beyond the file');
  let header: z.infer<typeof headerSchema>;
  try {
    header = headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, headerEnd))));
  } catch (cause) {
    throw new AssetError('extract: the main-text model has a damaged header', { cause });
  }
  const expected = [...firstPassFeatures, ...secondPassFeatures];
  if (header.features.length !== expected.length || header.features.some((name, index) => name !== expected[index]))
    throw fail('one that was trained for other features');
  if (header.passes.some(({ trees }) => trees > maxTrees)) throw fail(`more than ${maxTrees} trees in a pass`);
  let at = (headerEnd + 3) & ~3;
  const take = (length: number) => {
    at += length;
    // a copy: `Buffer.slice` would share memory and its alignment
    return Uint8Array.from(bytes.subarray(at - length, at));
  };
  const tableBytes = (bits: number) => 4 << bits;
  const needed =
    at +
    tableBytes(classTableBits) +
    tableBytes(wordTableBits) +
    treeBytes * (header.passes[0].trees + header.passes[1].trees);
  if (bytes.length !== needed) throw fail(`${bytes.length} bytes instead of ${needed}`);
  const table = (bits: number) => new Int32Array(take(tableBytes(bits)).buffer);
  const classTable = table(classTableBits);
  const wordTable = table(wordTableBits);
  return {
    ...header,
    classTable,
    wordTable,
    trees: [take(treeBytes * header.passes[0].trees), take(treeBytes * header.passes[1].trees)],
  };
}
