// Sums over blocks by their probability, and marks of those that are kept: what decide.ts and expectation.ts decide by.

// Probabilities are told apart in this many steps.
const probabilitySteps = 128;

// @ts-ignore: decorator
@inline
function probabilityOf(block: i32): f64 {
  return load<f64>(PROBABILITY + (<usize>block << 3));
}

function isHidden(block: i32): bool {
  return (get(FLAGS, get(BLOCK_ELEMENT, block)) & FLAG_hidden) != 0;
}

// Takes hidden blocks' probability away, unless what is likely at least and hidden has more words than what is shown.
export function dropHidden(likely: f64): void {
  let hidden = 0;
  let shown = 0;
  for (let block = 0; block < blocks; block++) {
    if (probabilityOf(block) < likely) continue;
    if (isHidden(block)) hidden += get(BLOCK_WORDS, block);
    else shown += get(BLOCK_WORDS, block);
  }
  if (hidden == 0 || hidden > shown) return;
  for (let block = 0; block < blocks; block++)
    if (isHidden(block)) store<f64>(PROBABILITY + (<usize>block << 3), 0);
}

// Whether nine tenths of a block are links at least.
// @ts-ignore: decorator
@inline
function isLinks(block: i32): bool {
  return 10 * get(BLOCK_LINK_CHARS, block) >= 9 * get(BLOCK_CHARS, block);
}

// Takes the probability of links within `nav` away.
export function dropNavigation(): void {
  for (let block = 0; block < blocks; block++)
    if ((get(FLAGS, get(BLOCK_ELEMENT, block)) & FLAG_nav) != 0 && isLinks(block))
      store<f64>(PROBABILITY + (<usize>block << 3), 0);
}

// Writes words of main text, the best F1 that any cut lets expect, and that cut to EXPECTED.
export function expect(): void {
  memory.fill(STEP_WORDS, 0, probabilitySteps << 3);
  memory.fill(STEP_MAIN, 0, probabilitySteps << 3);
  let main: f64 = 0;
  for (let block = 0; block < blocks; block++) {
    const probability = probabilityOf(block);
    const count = <f64>get(BLOCK_WORDS, block);
    const likely = count * probability;
    const step = <usize>(probability * (probabilitySteps - 1)) << 3;
    store<f64>(STEP_WORDS + step, load<f64>(STEP_WORDS + step) + count);
    store<f64>(STEP_MAIN + step, load<f64>(STEP_MAIN + step) + likely);
    main += likely;
  }
  let kept: f64 = 0;
  let right: f64 = 0;
  let highest: f64 = 0;
  let cut = 0;
  for (let step = probabilitySteps - 1; step >= 0; step--) {
    kept += load<f64>(STEP_WORDS + (<usize>step << 3));
    right += load<f64>(STEP_MAIN + (<usize>step << 3));
    const f1: f64 = kept > 0 ? (2 * right) / (kept + main) : 0;
    if (f1 <= highest) continue;
    highest = f1;
    cut = step;
  }
  store<f64>(EXPECTED, main);
  store<f64>(EXPECTED, highest, 8);
  store<f64>(EXPECTED, <f64>cut / (probabilitySteps - 1), 16);
}

// Marks the blocks that are at least so probable in KEPT. Writes their words, those of all blocks, the highest
// probability, the kept words that are no links, and the kept blocks with a sentence's end to DECIDED.
export function keepFrom(threshold: f64): void {
  let kept = 0;
  let all = 0;
  let plain = 0;
  let sentences = 0;
  let highest: f64 = 0;
  for (let block = 0; block < blocks; block++) {
    const probability = probabilityOf(block);
    const count = get(BLOCK_WORDS, block);
    const isKept = probability >= threshold;
    set8(KEPT, block, isKept ? 1 : 0);
    all += count;
    if (probability > highest) highest = probability;
    if (!isKept) continue;
    kept += count;
    if (!isLinks(block)) plain += count;
    if (get(BLOCK_SENTENCES, block) > 0) sentences++;
  }
  store<f64>(DECIDED, kept);
  store<f64>(DECIDED, all, 8);
  store<f64>(DECIDED, highest, 16);
  store<f64>(DECIDED, plain, 24);
  store<f64>(DECIDED, sentences, 32);
}

// Also marks blocks that are at least so probable and stand between two that were marked.
export function keepBetween(least: f64): void {
  let before = get8(KEPT, 0);
  for (let block = 1; block < blocks - 1; block++) {
    const own = get8(KEPT, block);
    if (own == 0 && before == 1 && get8(KEPT, block + 1) == 1 && probabilityOf(block) >= least) set8(KEPT, block, 1);
    before = own;
  }
}

// Words of the blocks that are marked.
export function keptWords(): i32 {
  let kept = 0;
  for (let block = 0; block < blocks; block++) if (get8(KEPT, block) == 1) kept += get(BLOCK_WORDS, block);
  return kept;
}

// F1 that the probabilities let expect of what is marked.
export function expectedF1(): f64 {
  let right: f64 = 0;
  let kept: f64 = 0;
  let main: f64 = 0;
  for (let block = 0; block < blocks; block++) {
    const count = <f64>get(BLOCK_WORDS, block);
    const likely = count * probabilityOf(block);
    main += likely;
    if (get8(KEPT, block) == 0) continue;
    kept += count;
    right += likely;
  }
  return kept + main > 0 ? (2 * right) / (kept + main) : 0;
}
