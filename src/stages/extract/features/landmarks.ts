import { maxBlocks } from '../kernel/layout.ts';
import type { TokenTable } from '../model/token-table.ts';
import type { Page } from '../scan/page.ts';
import { tagId } from '../scan/tags.ts';
import type { Containers } from './containers.ts';
import { clearTable, createHashTable, type HashTable, idOf } from './hash-table.ts';
import { matchBlock, type Words } from './words.ts';

/** A heading is the title from this share of its words in the page's title on. */
const titleShare = 0.5;

/** Where things stand on a page: blocks, -1 for none. */
export interface Landmarks {
  title: number;
  firstParagraph: number;
  lastParagraph: number;
}

/** Finds the title's block and the first and last paragraph of the container with the best paragraph score. */
export function findLandmarks(page: Page, containers: Containers, words: Words, wordTable: TokenTable): Landmarks {
  let heading = -1;
  let title = -1;
  let firstParagraph = -1;
  let lastParagraph = -1;
  for (let block = 0; block < page.blocks; block++) {
    const element = page.blockElement[block]!;
    if (containers.isParagraph[block] === 1 && containers.inTop[element] === 1) {
      if (firstParagraph < 0) firstParagraph = block;
      lastParagraph = block;
    }
    if (title >= 0 || page.tag[element] !== tagId.h1) continue;
    if (heading < 0) heading = block;
    if (words.titleWords === 0) continue;
    matchBlock(words, page, block, wordTable);
    if (words.inTitle >= titleShare * words.count) title = block;
  }
  if (firstParagraph < 0) {
    firstParagraph = 0;
    lastParagraph = page.blocks;
  }
  return { title: title < 0 ? heading : title, firstParagraph, lastParagraph };
}

/** Blocks that say the same. */
export interface Copies {
  readonly table: HashTable;
  /** How many copies of a block's text the page has. */
  readonly count: Int32Array;
  /** 1 for every copy but the first. */
  readonly isLater: Uint8Array;
  readonly idOfBlock: Int32Array;
  readonly byId: Int32Array;
}

export function createCopies(): Copies {
  const perBlock = () => new Int32Array(maxBlocks);
  return {
    table: createHashTable(2 * maxBlocks),
    count: perBlock(),
    isLater: new Uint8Array(maxBlocks),
    idOfBlock: perBlock(),
    byId: perBlock(),
  };
}

export function findCopies(copies: Copies, page: Page): void {
  const { table, count, isLater, idOfBlock, byId } = copies;
  clearTable(table, page.blocks);
  for (let block = 0; block < page.blocks; block++) {
    const known = table.size;
    const id = idOf(table, page.blockHash[block]!);
    if (id === known) byId[id] = 0;
    isLater[block] = byId[id]! > 0 ? 1 : 0;
    idOfBlock[block] = id;
    byId[id]!++;
  }
  for (let block = 0; block < page.blocks; block++) count[block] = byId[idOfBlock[block]!]!;
}
