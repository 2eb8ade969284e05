const BLOCK = 512;

/** Whether a tar entry's header stands here: its checksum is right. */
export function isTarHeader(bytes: Buffer, at: number): boolean {
  if (bytes.length < at + BLOCK) return false;
  const stated = readOctal(bytes, at + 148, 8);
  if (stated === undefined || stated === 0) return false;
  let sum = 0;
  for (let index = 0; index < BLOCK; index++) sum += index >= 148 && index < 156 ? 32 : bytes[at + index]!;
  return sum === stated;
}

/** An octal field, padded with blanks and NULs; undefined where it holds anything else. */
export function readOctal(bytes: Buffer, at: number, length: number): number | undefined {
  const field = bytes.toString('latin1', at, at + length);
  const digits = /^ *([0-7]+)[ \0]*/.exec(field)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}
