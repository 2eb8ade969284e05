import type { Page } from '../scan/page.ts';
import { tagId } from '../scan/tags.ts';
import { clamp, distanceBucket, logBucket, shareBucket } from './buckets.ts';
import type { Containers } from './containers.ts';
import type { Landmarks } from './landmarks.ts';

/** Where a block stands: on the page, from its landmarks, under its heading, among its rows. */
export const placeFeatures = [
  ...['position', 'offset', 'fromTitle', 'fromFirstParagraph', 'fromLastParagraph'],
  ...['blocksSinceHeading', 'textSinceHeading', 'headingLevel', 'rowPlace', 'bigRowPlace'],
];

/** No heading yet. */
const farAway = 99;

export function writePlaces(
  containers: Containers,
  page: Page,
  landmarks: Landmarks,
  features: Uint8Array,
  start: number,
  stride: number,
): void {
  const { row, bigRow, group, groupFirst } = containers;
  const { blockElement, blockChars, tag, firstBlock } = page;
  const { title, firstParagraph, lastParagraph } = landmarks;
  const total = containers.total || 1;
  let offset = 0;
  let sinceHeading = farAway;
  let textSinceHeading = 0;
  let headingLevel = 0;
  for (let block = 0; block < page.blocks; block++) {
    const element = blockElement[block]!;
    const chars = blockChars[block]!;
    let at = start + block;
    features[at] = shareBucket(offset, total);
    at += stride;
    features[at] = logBucket(offset);
    at += stride;
    features[at] = title < 0 ? 0 : distanceBucket(block - title);
    at += stride;
    features[at] = distanceBucket(block - firstParagraph);
    at += stride;
    features[at] = distanceBucket(block - lastParagraph);
    at += stride;
    features[at] = clamp(sinceHeading);
    at += stride;
    features[at] = logBucket(textSinceHeading);
    at += stride;
    features[at] = headingLevel;
    at += stride;
    features[at] = row[element]! > 0 ? logBucket(block - firstBlock[row[element]!]!) : 0;
    at += stride;
    features[at] = bigRow[element]! > 0 ? logBucket(block - firstBlock[groupFirst[group[bigRow[element]!]!]!]!) : 0;
    offset += chars;
    if (tag[element]! >= tagId.h1 && tag[element]! <= tagId.h6) {
      sinceHeading = textSinceHeading = 0;
      headingLevel = tag[element]! - tagId.h1 + 1;
    } else {
      sinceHeading++;
      textSinceHeading += chars;
    }
  }
}
