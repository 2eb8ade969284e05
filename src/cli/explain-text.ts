import type { Document } from '../document.ts';
import type { Explained } from '../runs/explain.ts';

const excerpt = (text: string, most = 160): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
};

const short = (value: number | string): string =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(3) : String(value);

/** Why a document was dropped, for a person: address, text, every failed rule, and the survivor of a duplicate. */
export function explainText(explained: Explained & { survivor: Document | null }): string {
  const { document, droppedBy, stages, survivor } = explained;
  const url = document.metadata['url'];
  const lines = [`\n  ${typeof url === 'string' ? url : document.id} (dropped by ${droppedBy ?? 'nothing'})`];
  lines.push(`    text      ${document.text === '' ? '(none)' : excerpt(document.text)}`);
  for (const { attributes } of stages)
    for (const { rule, value, limit } of attributes.failures)
      lines.push(`    failed    ${rule}: ${short(value)}, limit ${short(limit)}`);
  if (survivor !== null) {
    const address = survivor.metadata['url'];
    lines.push(
      `    survivor  ${typeof address === 'string' ? address : survivor.id}`,
      `              ${excerpt(survivor.text)}`,
    );
  }
  return lines.join('\n');
}
