import type { Edit, Failure, Measures } from '../../document.ts';

/** What the rules have found so far about one document. */
export interface Findings {
  measures: Measures;
  failures: Failure[];
  edits: Edit[];
}

/** A limit; null means that the rule never fails (its value is measured all the same). */
export type Limit = number | null;

/** Records a value under its rule's name, and a failure if it is above `most` or below `least`. */
export function check(findings: Findings, rule: string, value: number, least: Limit, most: Limit): void {
  findings.measures[rule] = value;
  if (least !== null && value < least) findings.failures.push({ rule, value, limit: least });
  else if (most !== null && value > most) findings.failures.push({ rule, value, limit: most });
}

/** `part / whole`, 0 where there is no whole: an empty text breaks the rules about size, not those about shares. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
