/** Slots looked at before a lookup counts as under attack: at most half of the slots are taken, so chance never comes near. */
const MAX_PROBES = 64;

/**
 * A set of spans of one array of code units, compared by content.
 * Hashes only speed it up: equal hashes are always checked against the text, and a text made to collide falls back to a
 * table of strings, so that time stays linear.
 */
export interface SpanTable {
  /** Empties the table and makes room for `expected` spans. */
  reset(codes: Uint16Array, expected: number): void;
  /** Index of the equal span that was added first, or -1 after adding this one as `index`. */
  add(start: number, end: number, hash: number, index: number): number;
}

export function createSpanTable(): SpanTable {
  let slots = new Int32Array(1 << 11);
  let mask = slots.length - 1;
  let codes: Uint16Array = new Uint16Array(0);
  let hashes = new Int32Array(1 << 10);
  let starts = new Int32Array(1 << 10);
  let ends = new Int32Array(1 << 10);
  let indices = new Int32Array(1 << 10);
  let count = 0;
  let byString: Map<string, number> | null = null;

  function reset(newCodes: Uint16Array, expected: number): void {
    codes = newCodes;
    byString = null;
    count = 0;
    let size = 1 << 11;
    while (size < expected * 2) size *= 2;
    mask = size - 1;
    if (size > slots.length) {
      slots = new Int32Array(size);
      hashes = new Int32Array(size / 2);
      starts = new Int32Array(size / 2);
      ends = new Int32Array(size / 2);
      indices = new Int32Array(size / 2);
    } else {
      slots.fill(0, 0, size);
    }
  }

  function add(start: number, end: number, hash: number, index: number): number {
    if (byString !== null) return addString(byString, start, end, index);
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ (end - start);
    let slot = mixed & mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      const entry = slots[slot]! - 1;
      if (entry === -1) {
        slots[slot] = count + 1;
        hashes[count] = hash;
        starts[count] = start;
        ends[count] = end;
        indices[count] = index;
        count += 1;
        return -1;
      }
      if (hashes[entry] === hash && equal(starts[entry]!, ends[entry]!, start, end)) return indices[entry]!;
      slot = (slot + 1) & mask;
    }
    byString = new Map();
    for (let entry = 0; entry < count; entry++) addString(byString, starts[entry]!, ends[entry]!, indices[entry]!);
    return addString(byString, start, end, index);
  }

  function equal(startA: number, endA: number, startB: number, endB: number): boolean {
    if (endA - startA !== endB - startB) return false;
    for (let a = startA, b = startB; a < endA; a++, b++) if (codes[a] !== codes[b]) return false;
    return true;
  }

  function addString(table: Map<string, number>, start: number, end: number, index: number): number {
    const key = textOf(codes, start, end);
    const found = table.get(key);
    if (found !== undefined) return found;
    table.set(key, index);
    return -1;
  }

  return { reset, add };
}

/** Code units as a string. */
export function textOf(codes: Uint16Array, start: number, end: number): string {
  let text = '';
  // as many arguments as a call safely takes
  for (let position = start; position < end; position += 4096) {
    text += String.fromCharCode(...codes.subarray(position, Math.min(end, position + 4096)));
  }
  return text;
}
