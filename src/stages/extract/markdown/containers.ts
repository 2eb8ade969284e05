import type { Page } from '../scan/page.ts';
import { flag, tagId } from '../scan/tags.ts';
import { endOfBefore } from './inline.ts';

const { blockquote, li, ol } = tagId;

/** What a block stands in, as Markdown has it: a quotation, or an item of a list. */
export interface Container {
  element: number;
  /** `>`, or the sign of an item: `-`, or its number and a full stop. */
  sign: string;
}

/** Deeper ones are left out: what a reader sees of twenty indentations is no structure any more. */
const maxContainers = 20;

/** Number of an element among its parent's children of these tags, counted from 1. */
export type ChildNumber = (child: number, tags: readonly number[]) => number;

/** Counts children as it goes: asked in the order of the page it looks at each element once a level. */
export function createChildCounter(page: Page): ChildNumber {
  const counted = new Map<number, { child: number; number: number }>();
  return (child, tags) => {
    const parent = page.parent[child]!;
    const before = counted.get(parent);
    let { child: at, number } = before !== undefined && before.child <= child ? before : { child: parent, number: 0 };
    while (at++ < child) if (page.parent[at] === parent && tags.includes(page.tag[at]!)) number++;
    counted.set(parent, { child, number });
    return number;
  };
}

/** Lists' tags are looked for this far before their first text. */
const maxTagsBytes = 1000;
const listTag = /<ol(?=[\s>])(?:[^>]{0,200}?\sstart\s{0,9}=\s{0,9}["']?(\d{1,8})(?!\d))?/gi;

/** The number that a list's first item has, by its `start`. */
function startOf(page: Page, list: number): number {
  const block = page.firstBlock[list]!;
  // lists inside it that begin there too stand behind it
  let inner = 0;
  for (let at = page.blockElement[block]!; at > list; at = page.parent[at]!) if (page.tag[at] === ol) inner++;
  const textStart = page.runStart[page.firstRun[block]!]!;
  const tagsStart = Math.max(endOfBefore(page, block), textStart - maxTagsBytes);
  const lists = [...page.buffer.toString('latin1', tagsStart, textStart).matchAll(listTag)];
  return Number(lists.at(-1 - inner)?.[1] ?? 1);
}

/** Makes the function that gives a list's start, once looked up. */
export function createListStarts(page: Page): (list: number) => number {
  const starts = new Map<number, number>();
  return (list) => {
    const start = starts.get(list) ?? startOf(page, list);
    starts.set(list, start);
    return start;
  };
}

/** The containers of an element, outermost first. */
export function containersOf(
  page: Page,
  element: number,
  numberOf: ChildNumber,
  startOfList: (list: number) => number,
): Container[] {
  const found: number[] = [];
  for (let at = element; at > 0; at = page.parent[at]!)
    if (page.tag[at] === li || page.tag[at] === blockquote) found.push(at);
  return found
    .reverse()
    .slice(0, maxContainers)
    .map((at) => {
      if (page.tag[at] === blockquote) return { element: at, sign: '>' };
      const list = page.parent[at]!;
      if (page.tag[list] !== ol) return { element: at, sign: '-' };
      return { element: at, sign: `${startOfList(list) + numberOf(at, [li]) - 1}.` };
    });
}

/** The outermost preformatted element that an element is or stands in, 0 for none. */
export function codeElement(page: Page, element: number): number {
  let outermost = 0;
  for (let at = element; at > 0 && (page.flags[at]! & flag.preformatted) !== 0; at = page.parent[at]!) outermost = at;
  return outermost;
}
