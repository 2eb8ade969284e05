import type { Edit, Measures } from '../../../document.ts';
import { codeUnits } from '../../../text/code-units.ts';
import { cardAt } from './card.ts';
import { findEmails } from './email.ts';
import { findIpv6, ipv4At } from './ip.ts';
import { chinaIdAt, taiwanIdAt } from './national-id.ts';
import { type PhoneRegion, phoneAt } from './phone.ts';
import { isAsciiLetter, isDigit, type PiiKind, piiKinds, type Span } from './span.ts';

export interface PiiOptions {
  kinds: readonly PiiKind[];
  phoneRegions: readonly PhoneRegion[];
}

const PLACEHOLDERS: Record<PiiKind, string> = {
  email: '<EMAIL>',
  ip: '<IP>',
  phone: '<PHONE>',
  card: '<CARD>',
  'national-id': '<ID>',
};

/** Finds personal data: edits that replace each by its kind's placeholder, and counts as `pii.<kind>`. Linear in the text. */
export function createFindPii(options: PiiOptions): (text: string, measures: Measures) => Edit[] {
  const kinds = new Set(options.kinds);
  return (text, measures) => {
    const spans: Span[] = [];
    if (kinds.has('email')) findEmails(text, spans);
    if (kinds.has('ip')) findIpv6(text, spans);
    findNumbers(text, kinds, options.phoneRegions, spans);
    spans.sort((a, b) => a.start - b.start || b.end - a.end);
    const edits: Edit[] = [];
    const counts = new Map<PiiKind, number>();
    let end = 0;
    for (const span of spans) {
      if (span.start < end) continue;
      end = span.end;
      edits.push([span.start, span.end, PLACEHOLDERS[span.kind]]);
      counts.set(span.kind, (counts.get(span.kind) ?? 0) + 1);
    }
    for (const kind of piiKinds) if (kinds.has(kind)) measures[`pii.${kind}`] = counts.get(kind) ?? 0;
    return edits;
  };
}

/** Tries every kind of number where digits start; a run of digits that is none of them is passed over whole. */
function findNumbers(text: string, kinds: ReadonlySet<PiiKind>, regions: readonly PhoneRegion[], spans: Span[]): void {
  const codes = codeUnits(text);
  const { length } = text;
  const withPhone = kinds.has('phone');
  for (let index = 0; index < length; index++) {
    if (!isDigit(codes[index]!)) continue;
    let end = index + 1;
    while (end < length && isDigit(codes[end]!)) end += 1;
    let span = numberAt(text, index, end, kinds);
    if (span === null && withPhone) span = phoneAround(text, index, regions);
    index = (span?.end ?? end) - 1;
    if (span !== null) spans.push(span);
  }
}

/** The number whose first digits are `text[index, end)`; cheap tests of these come first, as most numbers are years and counts. */
function numberAt(text: string, index: number, end: number, kinds: ReadonlySet<PiiKind>): Span | null {
  const before = index === 0 ? 0x20 : text.charCodeAt(index - 1);
  if (kinds.has('national-id') && isAsciiLetter(before)) {
    const isStart = index < 2 || !isWordCode(text.charCodeAt(index - 2));
    return isStart ? taiwanIdAt(text, index - 1) : null;
  }
  if (isWordCode(before) || before === 0x2e || before === 0x2c) return null;
  const digits = end - index;
  if (digits >= 17 && kinds.has('national-id')) {
    const span = chinaIdAt(text, index);
    if (span !== null) return span;
  }
  if ((digits === 4 || digits === 6 || digits >= 14) && kinds.has('card')) {
    const span = cardAt(text, index);
    if (span !== null) return span;
  }
  return digits <= 3 && kinds.has('ip') ? ipv4At(text, index) : null;
}

/** A telephone number may start at a plus sign or a bracket before its first digit. */
function phoneAround(text: string, index: number, regions: readonly PhoneRegion[]): Span | null {
  let start = index;
  const before = index === 0 ? 0x20 : text.charCodeAt(index - 1);
  if (before === 0x28 && index > 1 && text.charCodeAt(index - 2) === 0x2b) start -= 2;
  else if (before === 0x2b || before === 0x28) start -= 1;
  const outside = start === 0 ? 0x20 : text.charCodeAt(start - 1);
  if (isWordCode(outside) || '.,-/$€£¥￥%'.includes(String.fromCharCode(outside))) return null;
  return phoneAt(text, start, regions);
}

const isWordCode = (code: number): boolean => isDigit(code) || isAsciiLetter(code) || code === 0x5f;
