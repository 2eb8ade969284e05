import type { Report } from '../runs/report.ts';

const number = (value: number): string => value.toLocaleString('en-US');
const share = (part: number, whole: number): string => (whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`);

/** A report as a funnel for a person: what came in, what each stage dropped and by which rules, what is left. */
export function funnelText(report: Report, rulesShown = 6): string {
  const lines = [`records     ${number(report.records)}`];
  const skipped = Object.entries(report.skipped).sort(([, a], [, b]) => b - a);
  const skippedTotal = skipped.reduce((sum, [, count]) => sum + count, 0);
  if (skippedTotal > 0)
    lines.push(
      `  skipped   ${number(skippedTotal)}: ${skipped.map(([reason, count]) => `${reason} ${number(count)}`).join(', ')}`,
    );
  lines.push(`documents   ${number(report.documents.in)} in`);
  if (report.documents.rejected > 0) {
    const codes = Object.entries(report.rejected).map(([code, count]) => `${code} ${number(count)}`);
    lines.push(`  rejected  ${number(report.documents.rejected)}: ${codes.join(', ')}`);
  }
  for (const [stage, outcome] of Object.entries(report.stages)) {
    if (outcome.in === 0) continue;
    lines.push(
      `  ${stage.padEnd(9)} dropped ${number(outcome.dropped)} of ${number(outcome.in)}${share(outcome.dropped, outcome.in)}`,
    );
    const rules = Object.entries(outcome.rules);
    for (const [rule, count] of rules.slice(0, rulesShown)) lines.push(`    ${number(count).padStart(7)}  ${rule}`);
    if (rules.length > rulesShown)
      lines.push(`             and ${rules.length - rulesShown} more rules in report.json`);
  }
  lines.push(
    `kept        ${number(report.documents.kept)}${share(report.documents.kept, report.documents.in)}, ${number(report.characters.kept)} characters`,
  );
  const languages = Object.entries(report.languages)
    .filter(([, outcome]) => outcome.kept > 0)
    .slice(0, 8);
  if (languages.length > 0)
    lines.push(`languages   ${languages.map(([name, outcome]) => `${name} ${number(outcome.kept)}`).join(', ')}`);
  for (const { message } of report.duplicates?.warnings ?? []) lines.push(`warning     ${message}`);
  return lines.join('\n');
}
