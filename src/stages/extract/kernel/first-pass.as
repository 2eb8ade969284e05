// Writes the first pass's features of all blocks but those that a page's blocks share: feature `f` of block `i` at
// FEATURES[f * stride + i], 0 to 127. `stride` is at least the number of blocks, which is not 0.
export function writeFirstPass(columns: i32, stride: i32): void {
  sumContainers();
  readTitle();
  findCopies();
  findContainers();
  let start = FEATURES;
  writeColumns(start, stride, columns);
  start += columns * stride;
  findLandmarks();
  writeWords(start, stride);
  start += 9 * stride;
  writePlaces(start, stride);
  start += 10 * stride;
  writeNeighbours(FEATURES, start, stride);
  set(STATE, STATE_total, total);
  set(STATE, STATE_best, best);
  set(STATE, STATE_titleWords, titleWords);
}
