import type { Page } from '../scan/page.ts';
import { columns } from './first-pass-columns.ts';

/** Columns that a block takes from the blocks before and behind it; with them, whether both stand in one element. */
const sharedWithNeighbours = ['words', 'linkShare', 'tag'];
export const neighbourFeatures = ['Before', 'Behind'].flatMap((side) =>
  [...sharedWithNeighbours, 'together'].map((name) => `${name}${side}`),
);

const neighbourColumns = sharedWithNeighbours.map((name) => columns.findIndex(([own]) => own === name));

export function writeNeighbours(page: Page, features: Uint8Array, start: number, stride: number): void {
  const { blocks, blockElement, parent } = page;
  const behind = start + (neighbourColumns.length + 1) * stride;
  let shift = 0;
  for (const neighbour of neighbourColumns) {
    const from = neighbour * stride;
    features[start + shift] = 0;
    features.copyWithin(start + shift + 1, from, from + blocks - 1);
    features.copyWithin(behind + shift, from + 1, from + blocks);
    features[behind + shift + blocks - 1] = 0;
    shift += stride;
  }
  features[start + shift] = features[behind + shift + blocks - 1] = 0;
  for (let block = 1; block < blocks; block++) {
    const one = blockElement[block]!;
    const other = blockElement[block - 1]!;
    const together = one === other ? 2 : parent[one] === parent[other] ? 1 : 0;
    features[start + shift + block] = together;
    features[behind + shift + block - 1] = together;
  }
}
