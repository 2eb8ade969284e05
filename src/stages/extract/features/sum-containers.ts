import { lookUp, mixToken, type TokenTable, unknownToken } from '../model/token-table.ts';
import type { Page } from '../scan/page.ts';
import { tagId } from '../scan/tags.ts';
import { logBucket, shareBucket, tokenBucket } from './buckets.ts';
import type { Containers } from './containers.ts';
import { clearTable, idOf } from './hash-table.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const unknown = unknownToken;
const { h1, h6 } = tagId;

/** A block reads as a paragraph from this many words on, when little of it is links. */
const paragraphWords = 12;
const paragraphLinkShare = 0.4;
/** Share of a paragraph's score that its element and the four above get, as in Mozilla Readability's scoring. */
const scoreByLevel = [1, 0.8, 0.5, 0.33, 0.25] as const;
/** Siblings of one shape make a group of rows from this many on. */
export const minRows = 3;
const nearDecay = 0.6;

function sumBlocks(containers: Containers, page: Page): void {
  const { text, link, blocks, paragraphText, headings, score, isParagraph } = containers;
  const { blockElement, blockChars, blockLinkChars, blockWords, blockSentences, blockPunctuation, tag, parent } = page;
  const count = page.elements;
  text.fill(0, 0, count);
  link.fill(0, 0, count);
  blocks.fill(0, 0, count);
  paragraphText.fill(0, 0, count);
  headings.fill(0, 0, count);
  score.fill(0, 0, count);
  let total = 0;
  for (let block = 0; block < page.blocks; block++) {
    const element = blockElement[block]!;
    const chars = blockChars[block]!;
    const linkChars = blockLinkChars[block]!;
    total += chars;
    text[element]! += chars;
    link[element]! += linkChars;
    blocks[element]!++;
    const ownTag = tag[element]!;
    if (ownTag >= h1 && ownTag <= h6) headings[element]!++;
    const reads =
      blockWords[block]! >= paragraphWords &&
      linkChars < paragraphLinkShare * chars &&
      (blockSentences[block]! > 0 || blockPunctuation[block]! > 0);
    isParagraph[block] = reads ? 1 : 0;
    if (!reads) continue;
    paragraphText[element]! += chars;
    const points = (1 + blockPunctuation[block]! + Math.min(chars / 100, 3)) * (1 - linkChars / chars);
    let at = element;
    for (let level = 0; level < scoreByLevel.length; level++) {
      score[at]! += points * scoreByLevel[level]!;
      if (at === 0) break;
      at = parent[at]!;
    }
  }
  containers.total = total;
}

function sumUp(containers: Containers, page: Page): void {
  const { text, link, blocks, paragraphText, headings, score } = containers;
  const { parent, inputs, images } = page;
  let top = 0;
  for (let element = page.elements - 1; element > 0; element--) {
    const above = parent[element]!;
    if (inputs[element]! > 0) inputs[above]! += inputs[element]!;
    if (images[element]! > 0) images[above]! += images[element]!;
    if (blocks[element] === 0) continue; // most elements are empty
    text[above]! += text[element]!;
    link[above]! += link[element]!;
    blocks[above]! += blocks[element]!;
    paragraphText[above]! += paragraphText[element]!;
    headings[above]! += headings[element]!;
    if (score[element]! >= score[top]!) top = element;
  }
  containers.top = score[0]! >= score[top]! ? 0 : top;
}

function groupRows(containers: Containers, page: Page): void {
  const { table, group, groupSize, groupText, groupLink, groupParagraph, groupBlocks, groupHeadings, groupImages } =
    containers;
  const { groupFirst, mostRepeated, text, link, blocks, paragraphText, headings } = containers;
  const { parent, shape, images } = page;
  clearTable(table, page.elements);
  mostRepeated.fill(0, 0, page.elements);
  for (let element = 1; element < page.elements; element++) {
    if (blocks[element] === 0) continue;
    const above = parent[element]!;
    const known = table.size;
    const id = idOf(table, Math.imul(above, 0x85ebca6b) ^ shape[element]!);
    group[element] = id;
    if (id === known) {
      groupSize[id] = groupText[id] = groupLink[id] = groupParagraph[id] = groupBlocks[id] = 0;
      groupHeadings[id] = groupImages[id] = 0;
      groupFirst[id] = element;
    }
    const size = ++groupSize[id]!;
    groupText[id]! += text[element]!;
    groupLink[id]! += link[element]!;
    groupParagraph[id]! += paragraphText[element]!;
    groupBlocks[id]! += blocks[element]!;
    groupHeadings[id]! += headings[element]!;
    groupImages[id]! += images[element]!;
    if (size > mostRepeated[above]!) mostRepeated[above] = size;
  }
}

function bucketGroups(containers: Containers): void {
  const { groupSize, groupText, groupLink, groupParagraph, groupBlocks, groupHeadings, groupImages } = containers;
  const total = containers.total || 1;
  for (let id = 0; id < containers.table.size; id++) {
    const size = groupSize[id]!;
    if (size < minRows) continue; // never looked up
    const text = groupText[id]! || 1;
    containers.groupSizeBucket[id + 1] = logBucket(size);
    containers.groupShareBucket[id + 1] = shareBucket(text, total);
    containers.groupLinkBucket[id + 1] = shareBucket(groupLink[id]!, text);
    containers.groupTextBucket[id + 1] = logBucket(text / size);
    containers.groupParagraphBucket[id + 1] = shareBucket(groupParagraph[id]!, text);
    containers.groupBlocksBucket[id + 1] = logBucket(groupBlocks[id]! / size);
    containers.groupHeadingsBucket[id + 1] = logBucket((4 * groupHeadings[id]!) / size);
    containers.groupImagesBucket[id + 1] = logBucket((4 * groupImages[id]!) / size);
  }
}

function flowDown(containers: Containers, page: Page, classTable: TokenTable): void {
  const { text, link, blocks, paragraphText, headings, score, wider, repeats, inTop, row, bigRow, group } = containers;
  const { groupSize, groupText, work, top } = containers;
  const { parent, firstToken, tokens } = page;
  const { buckets, shift } = classTable;
  const topScore = score[top]! || 1;
  const total = containers.total || 1;
  for (let element = 0; element < page.elements; element++) {
    if (blocks[element] === 0 && element > 0) continue;
    const above = parent[element]!;
    const chars = text[element]!;
    let min = 127;
    let max = -127;
    let sum = 0;
    let known = 0;
    for (let k = firstToken[element]!, end = firstToken[element + 1]!; k < end; k++) {
      const value = lookUp(buckets, shift, mixToken(tokens[k]!));
      if (value === unknown) continue;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
      known++;
    }
    if (known === 0) min = max = 0;
    else sum /= known;
    const relative = score[element]! / topScore;
    if (element === 0) {
      containers.pageClassMin = tokenBucket(min);
      containers.pageClassMax = tokenBucket(max);
      containers.pageClassSum = tokenBucket(sum);
      work.best[0] = relative;
      inTop[0] = top === 0 ? 1 : 0;
      wider[0] = row[0] = bigRow[0] = repeats[0] = 0;
      work.chainMin[0] = work.wrapperMin[0] = min;
      work.chainMax[0] = max;
      work.chainSum[0] = work.near[0] = work.wrapperSum[0] = sum;
    } else {
      const wraps = text[above] === chars && above > 0;
      work.best[element] = Math.max(relative, work.best[above]!);
      inTop[element] = element === top ? 1 : inTop[above]!;
      wider[element] = wraps ? wider[above]! : above;
      work.chainMin[element] = Math.min(min, work.chainMin[above]!);
      work.chainMax[element] = Math.max(max, work.chainMax[above]!);
      work.chainSum[element] = sum + work.chainSum[above]!;
      work.near[element] = sum + nearDecay * work.near[above]!;
      work.wrapperMin[element] = wraps ? Math.min(min, work.wrapperMin[above]!) : min;
      work.wrapperSum[element] = wraps ? sum + work.wrapperSum[above]! : sum;
      const own = group[element]!;
      repeats[element] = groupSize[own]!;
      row[element] = row[above]!;
      bigRow[element] = bigRow[above]!;
      if (groupSize[own]! >= minRows) {
        row[element] = element;
        if (bigRow[element] === 0 || groupText[group[bigRow[element]!]!]! < groupText[own]!) bigRow[element] = element;
      }
    }
    const whole = chars || 1;
    containers.linkShare[element] = shareBucket(link[element]!, whole);
    containers.paragraphShare[element] = shareBucket(paragraphText[element]!, whole);
    containers.textBucket[element] = logBucket(chars);
    containers.pageShare[element] = shareBucket(chars, total);
    containers.scoreBucket[element] = shareBucket(relative, 1);
    containers.headingBucket[element] = logBucket(headings[element]!);
    containers.blocksBucket[element] = logBucket(blocks[element]!);
    containers.bestScore[element] = shareBucket(work.best[element]!, 1);
    containers.wrapperMin[element] = tokenBucket(work.wrapperMin[element]!);
    containers.wrapperSum[element] = tokenBucket(0.4 * work.wrapperSum[element]!);
    containers.chainMin[element] = tokenBucket(work.chainMin[element]!);
    containers.chainMax[element] = tokenBucket(work.chainMax[element]!);
    containers.chainSum[element] = tokenBucket(0.2 * work.chainSum[element]!);
    containers.near[element] = tokenBucket(0.6 * work.near[element]!);
  }
}

/** Fills all of `Containers` for a scanned page. */
export function sumContainers(containers: Containers, page: Page, classTable: TokenTable): void {
  sumBlocks(containers, page);
  sumUp(containers, page);
  groupRows(containers, page);
  bucketGroups(containers);
  flowDown(containers, page, classTable);
}
