import type { Container } from './containers.ts';

/** Lines of a Markdown document in the making. */
export interface Lines {
  /** Adds what one or several blocks become, inside its containers. */
  add(containers: readonly Container[], content: string): void;
  toString(): string;
}

const isItem = (container: Container | undefined) => container !== undefined && container.sign !== '>';

/** Prefix of lines after the first: quotations go on, items are indented by the width of their sign. */
const continued = (containers: readonly Container[]) =>
  containers.map(({ sign }) => (sign === '>' ? '> ' : ' '.repeat(sign.length + 1))).join('');

/** A first item may follow its parent's text at once: only bullets and lists from 1 on interrupt a paragraph (CommonMark 5.3). */
const interrupts = (sign: string) => sign === '-' || sign === '1.';

export function createLines(): Lines {
  const lines: string[] = [];
  let before: readonly Container[] = [];
  return {
    add(containers, content) {
      let common = 0;
      while (common < before.length && before[common]?.element === containers[common]?.element) common++;
      const opened = containers[common];
      const isTight = isItem(opened) && isItem(before[0]) && (isItem(before[common]) || interrupts(opened?.sign ?? ''));
      if (lines.length > 0 && !isTight) lines.push(continued(containers.slice(0, common)).trimEnd());
      const signs = containers.slice(common).map(({ sign }) => `${sign} `);
      const first = continued(containers.slice(0, common)) + signs.join('');
      const rest = continued(containers);
      for (const [index, line] of content.split('\n').entries())
        lines.push(line === '' ? (index === 0 ? first : rest).trimEnd() : (index === 0 ? first : rest) + line);
      before = containers;
    },
    toString: () => lines.join('\n'),
  };
}
