const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** Whether a byte is 0. `Buffer.indexOf` of one byte is a memchr: twenty times as fast as `Uint8Array.includes`. */
export function hasNul(bytes: Uint8Array): boolean {
  return bufferOf(bytes).indexOf(0) >= 0;
}

/** The bytes that are not 0: the same bytes where none is, else a copy. */
export function withoutNul(bytes: Uint8Array): Uint8Array {
  const buffer = bufferOf(bytes);
  const first = buffer.indexOf(0);
  if (first < 0) return bytes;
  const kept = new Uint8Array(bytes.length - 1);
  kept.set(bytes.subarray(0, first));
  let length = first;
  for (let at = first + 1; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte !== 0) kept[length++] = byte;
  }
  return kept.subarray(0, length);
}
