/** Headers and file contents are padded to this. */
export const TAR_BLOCK = 512;

export interface TarHeader {
  name: string;
  /** Bytes of the entry's content. */
  size: number;
  /** `0` file, `5` folder, `x` and `g` extended headers, `L` long name … */
  type: string;
}

/** Whether a tar entry's header stands here: its checksum is right. */
export function isTarHeader(bytes: Buffer, at: number): boolean {
  if (bytes.length < at + TAR_BLOCK) return false;
  const stated = readOctal(bytes, at + 148, 8);
  if (stated === undefined || stated === 0) return false;
  let sum = 0;
  for (let index = 0; index < TAR_BLOCK; index++) sum += index >= 148 && index < 156 ? 32 : bytes[at + index]!;
  return sum === stated;
}

/** Reads the header that `isTarHeader` has found; undefined where its size is no number. */
export function readTarHeader(bytes: Buffer, at: number): TarHeader | undefined {
  // Sizes of 8 GB and more are binary, marked by the field's first bit.
  const size = (bytes[at + 124]! & 0x80) === 0 ? (readOctal(bytes, at + 124, 12) ?? 0) : bytes.readUIntBE(at + 130, 6);
  if (!Number.isSafeInteger(size)) return undefined;
  const prefix = bytes.toString('latin1', at + 257, at + 262) === 'ustar' ? cString(bytes, at + 345, 155) : '';
  const name = cString(bytes, at, 100);
  const type = String.fromCharCode(bytes[at + 156]!);
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type: type === '\0' ? '0' : type };
}

/** An octal field, padded with blanks and NULs; undefined where it holds anything else. */
function readOctal(bytes: Buffer, at: number, length: number): number | undefined {
  const digits = /^[ \0]*([0-7]+)[ \0]*$/.exec(bytes.toString('latin1', at, at + length))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

function cString(bytes: Buffer, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

/** `path` and `size` of a pax extended header: lines of `length key=value`. */
export function readPax(content: Buffer): { path?: string; size?: number } {
  const found: { path?: string; size?: number } = {};
  for (let at = 0; at < content.length; ) {
    const blank = content.indexOf(32, at);
    const length = blank < 0 ? Number.NaN : Number(content.toString('latin1', at, blank));
    if (!Number.isInteger(length) || length <= blank - at) break;
    const [key, ...value] = content.toString('utf8', blank + 1, at + length - 1).split('=');
    if (key === 'path') found.path = value.join('=');
    if (key === 'size' && /^\d{1,15}$/.test(value[0] ?? '')) found.size = Number(value[0]);
    at += length;
  }
  return found;
}
