/** A part of two sequences that differs: `[from, to)` in each; what lies between two such parts is equal. */
export interface Hunk {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
}

/** Edits beyond which the rest counts as one difference: bounds time to length × edits and memory to edits². */
const MOST_EDITS = 1000;

/** Words, runs of white space, and every other character on its own; Han, kana, Thai, Lao, Khmer and Burmese too. */
const TOKENS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}_])+|\s+|[\s\S]/gu;

const tokensOf = (text: string): string[] => text.match(TOKENS) ?? [];

/**
 * Differences of two sequences by the shortest edit script (Myers 1986, greedy). Where it would take more than
 * `MOST_EDITS` edits, all between the common beginning and end is one hunk.
 */
export function diffSequences<T>(a: readonly T[], b: readonly T[]): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (endA === start && endB === start) return [];
  const whole = { fromA: start, toA: endA, fromB: start, toB: endB };
  if (endA === start || endB === start) return [whole];
  const steps = shortestEdits(a, b, whole);
  return steps === undefined ? [whole] : joined(steps);
}

/** Single insertions and deletions in order, or undefined where there are too many. */
function shortestEdits<T>(a: readonly T[], b: readonly T[], { fromA, toA, fromB, toB }: Hunk): Hunk[] | undefined {
  const sizeA = toA - fromA;
  const sizeB = toB - fromB;
  /** Furthest x on diagonal k = x − y after d edits, at k + d: one array for each d, to walk back. */
  const reached: Int32Array[] = [];
  for (let d = 0; d <= MOST_EDITS; d++) {
    const before = reached.at(-1);
    const now = new Int32Array(2 * d + 1);
    for (let k = -d; k <= d; k += 2) {
      let x = before === undefined ? 0 : startOn(before, d, k);
      while (x < sizeA && x - k < sizeB && x - k >= 0 && a[fromA + x] === b[fromB + x - k]) x += 1;
      now[k + d] = x;
      if (x >= sizeA && x - k >= sizeB) return walkBack([...reached, now], k, fromA, fromB);
    }
    reached.push(now);
  }
  return undefined;
}

/** Where diagonal `k` begins with `d` edits: one down from the diagonal above or one right from that below. */
function startOn(before: Int32Array, d: number, k: number): number {
  const above = k === d ? -1 : before[k + d]!;
  const below = k === -d ? -1 : before[k + d - 2]!;
  return isDown(d, k, above, below) ? above : below + 1;
}

const isDown = (d: number, k: number, above: number, below: number): boolean => k === -d || (k !== d && below < above);

function walkBack(reached: readonly Int32Array[], last: number, fromA: number, fromB: number): Hunk[] {
  const steps: Hunk[] = [];
  let k = last;
  for (let d = reached.length - 1; d > 0; d--) {
    const before = reached[d - 1]!;
    const above = k === d ? -1 : before[k + d]!;
    const below = k === -d ? -1 : before[k + d - 2]!;
    if (isDown(d, k, above, below)) {
      k += 1;
      const y = fromB + above - k;
      steps.push({ fromA: fromA + above, toA: fromA + above, fromB: y, toB: y + 1 });
    } else {
      k -= 1;
      const y = fromB + below - k;
      steps.push({ fromA: fromA + below, toA: fromA + below + 1, fromB: y, toB: y });
    }
  }
  return steps.reverse();
}

function joined(steps: readonly Hunk[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const step of steps) {
    const last = hunks.at(-1);
    if (last !== undefined && last.toA === step.fromA && last.toB === step.fromB) {
      last.toA = step.toA;
      last.toB = step.toB;
    } else hunks.push({ ...step });
  }
  return hunks;
}

/** A row of two texts side by side. */
export interface DiffRow {
  same: boolean;
  left: string;
  right: string;
}

/** Tokens between two differences up to which they are shown as one: a word with the spaces around it. */
const APART = 3;

/** Two texts side by side, word by word; their rows' sides in order are the two texts. */
export function diffTexts(left: string, right: string): DiffRow[] {
  const a = tokensOf(left);
  const b = tokensOf(right);
  const rows: DiffRow[] = [];
  let atA = 0;
  let atB = 0;
  const add = (same: boolean, toA: number, toB: number): void => {
    if (toA > atA || toB > atB)
      rows.push({ same, left: a.slice(atA, toA).join(''), right: b.slice(atB, toB).join('') });
    atA = toA;
    atB = toB;
  };
  for (const hunk of readable(diffSequences(a, b))) {
    add(true, hunk.fromA, hunk.fromB);
    add(false, hunk.toA, hunk.toB);
  }
  add(true, a.length, b.length);
  return rows;
}

function readable(hunks: readonly Hunk[]): Hunk[] {
  const result: Hunk[] = [];
  for (const hunk of hunks) {
    const last = result.at(-1);
    if (last !== undefined && hunk.fromA - last.toA <= APART) {
      last.toA = hunk.toA;
      last.toB = hunk.toB;
    } else result.push({ ...hunk });
  }
  return result;
}
