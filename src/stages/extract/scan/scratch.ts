import { Buffer } from 'node:buffer';

/** Longer pages are cut off here. Untouched memory costs nothing. */
const maxPageBytes = 64 << 20;

/** Ends every search that the page itself leaves open: a closer of each kind, and each quote. */
const sentinel = Buffer.from(
  `<~>"'><!-- --></script></style></svg></template></select></textarea></iframe></video></audio></canvas></object></title></datalist></annotation></noembed></xmp> `,
  'latin1',
);

const buffer = Buffer.alloc(maxPageBytes + sentinel.length);

/**
 * The bytes of the page in work: one memory a thread, which scanner and text assembly share from a page's `load` to its
 * text. A constant of the module rather than of each extractor, because V8 then folds its address and length into the
 * inner loops; that is a quarter of the scanner's time.
 */
export const scratch = {
  bytes: new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length),
  buffer,
};

/** Copies a page in with the sentinel behind it, so that no loop needs an end test; returns its length in bytes. */
export function loadBytes(body: Uint8Array): number {
  const length = Math.min(body.length, maxPageBytes);
  scratch.bytes.set(length === body.length ? body : body.subarray(0, length));
  scratch.bytes.set(sentinel, length);
  return length;
}
