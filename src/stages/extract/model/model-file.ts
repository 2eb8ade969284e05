import { z } from 'zod';
import { AssetError } from '../../../errors.ts';
import { cutFeatures } from '../features/cut-features.ts';
import { firstPassFeatures } from '../features/first-pass.ts';
import { secondPassFeatures } from '../features/second-pass.ts';
import { classTableBits, maxTrees, treeBytes, wordTableBits } from '../kernel/layout.ts';
import type { TokenTables } from './token-table.ts';

/** "WNWX", then the header's length (32 bits, little endian), the header (JSON), zeros up to a multiple of 4, the sections. */
const magic = 0x58574e57;

const passSchema = z.object({ trees: z.int().nonnegative(), bias: z.int() });

const headerSchema = z.object({
  format: z.literal(2),
  /** Names of the features of blocks, in order: a model fits only the scanner it was trained with. */
  features: z.array(z.string()),
  /** Those of cuts. */
  cutFeatures: z.array(z.string()),
  /** Trees and start margin of both passes over blocks, and of the one over cuts; margins are in `marginScale`. */
  passes: z.tuple([passSchema, passSchema, passSchema]),
  /** Expected F1 as the scores themselves give it → measured F1 of pages not trained on; ascending. */
  calibration: z.array(z.tuple([z.number(), z.number()])),
});

/** A trained model: token tables, trees of all passes and calibration. */
export interface ExtractModel extends z.infer<typeof headerSchema>, TokenTables {
  /** Tree records of `treeBytes` bytes. */
  trees: readonly [Uint8Array, Uint8Array, Uint8Array];
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
  const isSame = (names: string[], expected: readonly string[]) => names.join() === expected.join();
  const known = isSame(header.features, [...firstPassFeatures, ...secondPassFeatures]);
  if (!known || !isSame(header.cutFeatures, cutFeatures)) throw fail('one that was trained for other features');
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
    treeBytes * header.passes.reduce((sum, { trees }) => sum + trees, 0);
  if (bytes.length !== needed) throw fail(`${bytes.length} bytes instead of ${needed}`);
  const table = (bits: number) => new Int32Array(take(tableBytes(bits)).buffer);
  const trees = (pass: 0 | 1 | 2) => take(treeBytes * header.passes[pass].trees);
  const classTable = table(classTableBits);
  const wordTable = table(wordTableBits);
  return {
    ...header,
    classTable,
    wordTable,
    trees: [trees(0), trees(1), trees(2)],
  };
}
