// Inline elements that are not shown. Their text counts in its block as all text does, but layout leaves it out.

const bareHidden = 1;
const ariaHidden = 2;

// Whether the tag that `skipInline` passed hides what it holds, and whether from screen readers alone.
let tagHides: bool = false;
let tagIsAria: bool = false;

// Elements that hold nothing, whatever their attributes.
function isVoid(name: i32): bool {
  return (
    name == NAME_HASH_embed || name == NAME_HASH_wbr || name == NAME_HASH_source || name == NAME_HASH_area ||
    name == NAME_HASH_param || name == NAME_HASH_track || name == NAME_HASH_col
  );
}

// Which attribute's name ends before `end`: `hidden`, `aria-hidden`, or 0.
function hiddenAttribute(end: i32): i32 {
  const hidd: u32 = 0x64646968;
  const en: u32 = 0x6e65;
  const aria: u32 = 0x61697261;
  if ((load<u32>(BYTES + end - 6) | 0x20202020) != hidd) return 0;
  if ((<u32>load<u16>(BYTES + end - 2) | 0x2020) != en) return 0;
  const before = byteBefore(end - 7);
  if (before <= 0x20) return bareHidden;
  const isAria = before == 0x2d && (load<u32>(BYTES + end - 11) | 0x20202020) == aria && byteBefore(end - 12) <= 0x20;
  return isAria ? ariaHidden : 0;
}

// Whether `style` ends before `end`, as an attribute's name.
function isStyleAttribute(end: i32): bool {
  const styl: u32 = 0x6c797473;
  return (load<u32>(BYTES + end - 5) | 0x20202020) == styl && byteBefore(end - 6) <= 0x20;
}

// Whether a tag's first attribute is `hidden` without a value.
function startsHidden(from: i32): bool {
  const behind = byteAt(from + 7);
  return byteAt(from) <= 0x20 && (behind <= 0x20 || behind == 0x3e) && hiddenAttribute(from + 7) == bareHidden;
}

// Whether its last is, before the `>` at `end`.
function endsHidden(end: i32): bool {
  const last = byteBefore(end - 1);
  return hiddenAttribute(last == 0x2f || last <= 0x20 ? end - 1 : end) == bareHidden;
}

// Passes an inline tag from behind its name, as `skipTag` does, and sets `tagHides`.
function skipInline(from: i32): i32 {
  const greater = i8x16.splat(0x3e);
  const equals = i8x16.splat(0x3d);
  let at = from;
  tagHides = startsHidden(from);
  tagIsAria = false;
  while (true) {
    const bytes = v128.load(at, BYTES);
    const hits = i8x16.bitmask(v128.or(i8x16.eq(bytes, greater), i8x16.eq(bytes, equals)));
    if (hits == 0) {
      at += 16;
      continue;
    }
    const end = at + ctz(hits);
    const last = byteBefore(end - 1) | 32;
    at = end + 1;
    if (byteAt(end) == 0x3e) {
      if ((last == 0x6e || last == 0x2f || last <= 0x20) && endsHidden(end)) tagHides = true;
      return at;
    }
    const hiding = last == 0x6e ? hiddenAttribute(end) : 0;
    const isStyle = last == 0x65 && isStyleAttribute(end);
    while (byteAt(at) <= 0x20) at++;
    const opening = byteAt(at);
    const isQuoted = opening == 0x22 || opening == 0x27;
    const start = isQuoted ? at + 1 : at;
    if (isQuoted) at = find(<u8>opening, start);
    if (hiding == bareHidden) tagHides = true;
    else if (hiding == ariaHidden || isStyle) {
      let stop = at;
      if (!isQuoted) while (byteAt(stop) > 0x20 && byteAt(stop) != 0x3e) stop++;
      if (!isStyle) tagIsAria = isWord(start, stop, WORD_true);
      else if (stop - start >= shortestHiding - 1 && hides(start, stop)) tagHides = true;
    }
    if (isQuoted) at++;
  }
}

// Passes an inline start tag from behind its name: what it holds is left out up to its end tag, or the block's end, where
// the tag says so. A formula is shown: pages hide its MathML behind a picture of it. So is a link that is kept from
// screen readers: teasers have their text in one, for the heading leads to the same page.
function passInline(name: i32, from: i32): i32 {
  if (hiddenName != 0) {
    if (name == hiddenName) hiddenDepth++;
    else if (name == NAME_HASH_math) hiddenName = 0;
    return skipTag(from);
  }
  const at = skipInline(from);
  if ((tagHides || (tagIsAria && name != NAME_HASH_a)) && byteAt(at - 2) != 0x2f && !isVoid(name)) {
    hiddenName = name;
    hiddenHow = tagHides ? HIDDEN_fromAll : HIDDEN_fromReaders;
    hiddenDepth = 1;
  }
  return at;
}

function closeInline(name: i32): void {
  if (name == hiddenName && --hiddenDepth == 0) hiddenName = 0;
}
