// Features of the probabilities that a page's blocks may be cut at; cut-features.ts says which.

// From here on a block is surely main text, and under that it is unlikely.
const sureMain: f64 = 0.75;
const unlikelyMain: f64 = 0.42;
// A band's place among BANDS: sums over the blocks whose probability lies between one cut and the next, below all first.
// Words and likely words, those of paragraphs, those of unsure blocks, number of blocks, words of the page before the
// band's first block and up to its last.
const bandRow = 64;

// @ts-ignore: decorator
@inline
function bandOf(band: i32): usize {
  return BANDS + <usize>(band * bandRow);
}

// @ts-ignore: decorator
@inline
function addToBand(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

function shareOf(part: f64, whole: f64): i32 {
  return whole > 0 ? shareBucket(part, whole) : 0;
}

// Writes the features of CUT_COUNT cuts in the place of the blocks' features, which have `stride`: first those of each
// cut, then those that they share, the last of them blocks' features. What is expected comes from `whatToExpect`.
export function writeCutFeatures(mainWords: f64, bestF1: f64, bestCut: f64, stride: i32): void {
  for (let band = 0; band <= CUT_COUNT; band++) {
    memory.fill(bandOf(band), 0, bandRow);
    store<f64>(bandOf(band), f64.MAX_VALUE, 40);
  }
  let all: f64 = 0;
  let highest: f64 = 0;
  let unlikely: f64 = 0;
  let from35: f64 = 0;
  let from50: f64 = 0;
  let from93: f64 = 0;
  for (let block = 0; block < blocks; block++) {
    const score = load<f64>(PROBABILITY + (<usize>block << 3));
    const count = <f64>get(BLOCK_WORDS, block);
    let number = 0;
    while (number < CUT_COUNT && score >= load<f64>(CUTS + (<usize>number << 3))) number++;
    const band = bandOf(number);
    if (load<f64>(band, 40) > all) store<f64>(band, all, 40);
    all += count;
    store<f64>(band, all, 48);
    addToBand(band, count);
    addToBand(band + 8, count * score);
    if (get8(IS_PARAGRAPH, block) != 0) addToBand(band + 16, count);
    if (score < sureMain) addToBand(band + 24, count);
    addToBand(band + 32, 1);
    if (score < unlikelyMain) unlikely += count * score;
    if (score > highest) highest = score;
    if (score >= 0.35) from35 += count;
    if (score >= 0.5) from50 += count;
    if (score >= 0.93) from93 += count;
  }
  for (let k = 0; k < CUT_PAGE_COLUMNS; k++)
    set8(CUT_PAGE, k, get8(FEATURES, get(CUT_COLUMNS, k) * stride));
  let kept: f64 = 0;
  let right: f64 = 0;
  let paragraphs: f64 = 0;
  let unsure: f64 = 0;
  let keptBlocks: f64 = 0;
  let start = f64.MAX_VALUE;
  let end: f64 = 0;
  for (let cut = CUT_COUNT - 1; cut >= 0; cut--) {
    const band = bandOf(cut + 1);
    const inBand = load<f64>(band);
    kept += inBand;
    right += load<f64>(band, 8);
    paragraphs += load<f64>(band, 16);
    unsure += load<f64>(band, 24);
    keptBlocks += load<f64>(band, 32);
    start = min(start, load<f64>(band, 40));
    end = max(end, load<f64>(band, 48));
    const f1: f64 = kept + mainWords > 0 ? (2 * right) / (kept + mainWords) : 0;
    cutColumn = FEATURES + <usize>cut;
    putCut(cut);
    putCut(shareOf(right, kept));
    putCut(shareOf(right, mainWords));
    putCut(shareOf(f1, 1));
    putCut(shareOf(f1, bestF1));
    putCut(shareOf(kept, all));
    putCut(logBucket(keptBlocks));
    putCut(shareOf(kept, end - start));
    putCut(shareOf(paragraphs, kept));
    putCut(shareOf(inBand, kept));
    putCut(logBucket(inBand));
    putCut(shareOf(unsure, kept));
    putCut(shareOf(bestF1, 1));
    putCut(shareOf(bestCut, 1));
    putCut(shareOf(highest, 1));
    putCut(shareOf(unlikely, mainWords));
    putCut(shareOf(from35, all));
    putCut(shareOf(from50, all));
    putCut(shareOf(from93, all));
    for (let k = 0; k < CUT_PAGE_COLUMNS; k++) putCut(get8(CUT_PAGE, k));
  }
}

// Where the next feature of the cut in work goes.
let cutColumn: usize = 0;

function putCut(value: i32): void {
  store<u8>(cutColumn, value);
  cutColumn += CUT_STRIDE;
}
