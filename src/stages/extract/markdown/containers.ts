import type { Page } from '../scan/page.ts';
import { flag, tagId } from '../scan/tags.ts';

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

/** The containers of an element, outermost first. */
export function containersOf(page: Page, element: number, numberOf: ChildNumber): Container[] {
  const found: number[] = [];
  for (let at = element; at > 0; at = page.parent[at]!)
    if (page.tag[at] === li || page.tag[at] === blockquote) found.push(at);
  return found
    .reverse()
    .slice(0, maxContainers)
    .map((at) => {
      if (page.tag[at] === blockquote) return { element: at, sign: '>' };
      return { element: at, sign: page.tag[page.parent[at]!] === ol ? `${numberOf(at, [li])}.` : '-' };
    });
}

/** The outermost preformatted element that an element is or stands in, 0 for none. */
export function codeElement(page: Page, element: number): number {
  let outermost = 0;
  for (let at = element; at > 0 && (page.flags[at]! & flag.preformatted) !== 0; at = page.parent[at]!) outermost = at;
  return outermost;
}
