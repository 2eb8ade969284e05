// Reads a `<meta>` from behind its name: keeps where description and Open Graph type stand; returns the position behind `>`.
function readMeta(from: i32): i32 {
  let isDescription = false;
  let isType = false;
  let contentStart = 0;
  let contentEnd = 0;
  let at = from;
  while (byteAt(at) != 0x3e) {
    if (byteAt(at) <= 0x20 || byteAt(at) == 0x2f) {
      at++;
      continue;
    }
    const nameStart = at++;
    while (byteAt(at) > 0x20 && byteAt(at) != 0x3d && byteAt(at) != 0x3e) at++;
    const nameEnd = at;
    while (byteAt(at) <= 0x20) at++;
    if (byteAt(at) != 0x3d) continue;
    at++;
    while (byteAt(at) <= 0x20) at++;
    const opening = byteAt(at);
    let start = at;
    let end = 0;
    if (opening == 0x22 || opening == 0x27) {
      start = ++at;
      at = find(<u8>opening, at);
      end = at++;
    } else {
      while (byteAt(at) > 0x20 && byteAt(at) != 0x3e) at++;
      end = at;
    }
    if (isWord(nameStart, nameEnd, WORD_content)) {
      contentStart = start;
      contentEnd = end;
    } else if (isWord(nameStart, nameEnd, WORD_name) || isWord(nameStart, nameEnd, WORD_property)) {
      // the last name or property that says either counts
      if (isWord(start, end, WORD_description) || isWord(start, end, WORD_og_description)) {
        isDescription = true;
        isType = false;
      } else if (isWord(start, end, WORD_og_type)) {
        isType = true;
        isDescription = false;
      }
    }
  }
  if (isDescription && contentEnd > contentStart && descriptionEnd == 0) {
    descriptionStart = contentStart;
    descriptionEnd = contentEnd;
  }
  if (isType && typeEnd == 0) {
    typeStart = contentStart;
    typeEnd = contentEnd;
  }
  return at + 1;
}
