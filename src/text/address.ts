import { charClasses, LETTER, UPPER } from './char-classes.ts';

/** Whether a chunk is a web address, a host name or an e-mail address: `https://a.example/b?c`, `a.example`, `b@a.example`. */
export function isAddress(codes: Uint16Array, start: number, end: number): boolean {
  let dot = -1;
  for (let index = start + 1; index < end - 2; index++) {
    if (codes[index] === 0x2e) {
      dot = index;
      break;
    }
  }
  if (dot === -1) return false;
  let host = start;
  for (let index = start + 2; index + 2 < end; index++) {
    if (codes[index] === 0x3a && codes[index + 1] === 0x2f && codes[index + 2] === 0x2f) {
      host = index + 3;
      break;
    }
  }
  for (let index = host; index < end; index++) {
    const code = codes[index]!;
    if (code === 0x40) host = index + 1;
    else if (code === 0x2f) break;
  }
  return isHost(codes, host, end);
}

/** Labels of letters, digits, `-` and `_` between dots, the last of at least two letters, then a port or path if any. */
function isHost(codes: Uint16Array, start: number, end: number): boolean {
  let labelStart = start;
  let labels = 0;
  let index = start;
  for (; index < end; index++) {
    const code = codes[index]!;
    if (code === 0x2e) {
      if (index === labelStart) return false;
      labels += 1;
      labelStart = index + 1;
    } else if (code === 0x3a || code === 0x2f || code === 0x3f || code === 0x23) {
      break;
    } else if (!isLabelCode(code)) {
      return false;
    }
  }
  if (labels === 0 || index - labelStart < 2) return false;
  for (let letter = labelStart; letter < index; letter++) {
    if ((charClasses[codes[letter]!]! & (LETTER | UPPER)) !== LETTER) return false;
  }
  if (index < end && codes[index] === 0x3a) {
    let port = index + 1;
    while (port < end && codes[port]! >= 0x30 && codes[port]! <= 0x39) port += 1;
    if (port - index < 3) return false;
    index = port;
  }
  return index === end || codes[index] === 0x2f || codes[index] === 0x3f || codes[index] === 0x23;
}

function isLabelCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2d ||
    code === 0x5f ||
    code >= 0xa1
  );
}
