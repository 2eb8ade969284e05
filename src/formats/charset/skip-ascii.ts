/** The bytes as `skipAscii` reads them. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Position of the first byte outside ASCII in [from, end), or `end`; four bytes at a time. */
export function skipAscii(view: DataView, from: number, end: number): number {
  let at = from;
  while (at + 4 <= end && (view.getInt32(at) & 0x80808080) === 0) at += 4;
  while (at < end && view.getUint8(at) < 0x80) at++;
  return at;
}
