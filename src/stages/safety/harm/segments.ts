/** Code units of a segment: a tweet's or a short comment's worth, since that is what people labelled. */
const LEAST = 160;
const MOST = 480;
/** Segments of a text; of longer texts an even selection is judged, which bounds the time. */
export const MAX_SEGMENTS = 32;
const WHOLE = MAX_SEGMENTS * 240;

/** Where the segments of a text start and end, in UTF-16 code units; valid until the next call of `cut`. */
export interface Segments {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
}

export function emptySegments(): Segments {
  // a text below WHOLE may have a segment every LEAST code units
  const most = Math.ceil(WHOLE / LEAST) + 1;
  return { count: 0, starts: new Int32Array(most), ends: new Int32Array(most) };
}

/** Cuts a text at ends of lines and sentences into pieces that are long enough to judge. */
export function cut(text: string, segments: Segments): void {
  segments.count = 0;
  if (text.length > WHOLE) {
    for (let number = 0; number < MAX_SEGMENTS; number++) {
      const from = Math.floor((number * text.length) / MAX_SEGMENTS);
      const start = number === 0 ? 0 : boundary(text, from, Math.min(text.length, from + MOST / 4));
      push(segments, start, boundary(text, start + LEAST, Math.min(text.length, start + MOST)));
    }
    return;
  }
  let start = 0;
  while (start < text.length) {
    let end = text.length;
    // a short rest belongs to the segment before it
    if (end - start > MOST) end = boundary(text, start + LEAST, Math.min(start + MOST, end - LEAST));
    push(segments, start, end);
    start = end;
  }
}

function push(segments: Segments, start: number, end: number): void {
  segments.starts[segments.count] = start;
  segments.ends[segments.count] = end;
  segments.count += 1;
}

/** After the first end of a line or sentence in the range, else after its last space, else its end. */
function boundary(text: string, from: number, to: number): number {
  let space = -1;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x0a || code === 0x3002 || code === 0xff01 || code === 0xff1f) return index + 1;
    if (code === 0x20) {
      const before = text.charCodeAt(index - 1);
      if (before === 0x2e || before === 0x21 || before === 0x3f) return index + 1;
      space = index + 1;
    }
  }
  return space === -1 ? to : space;
}
