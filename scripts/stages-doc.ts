/** Writes the parameter tables of `docs/stages.md` from the recipe's schema: `npx tsx scripts/stages-doc.ts`. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const target = fileURLToPath(new URL('docs/stages.md', root));
const MARK = '<!-- parameters -->';
const shown = execFileSync('node', [
  fileURLToPath(new URL('bin/winnow.js', root)),
  'recipe',
  'show',
  'default',
]).toString();
const cell = (text: string): string => text.replaceAll('|', '\\|');
let stage = '';
let tables = '';
for (const line of shown.split('\n')) {
  const [, path = '', value = '', description = ''] = /^(\S+) = (.*?)(?: +# (.*))?$/.exec(line) ?? [];
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0 || rest[0] === 'byLanguage') continue;
  if (first !== stage) tables += `\n## ${first}\n\n| parameter | default | what it is |\n| --- | --- | --- |\n`;
  stage = first;
  const short = value.length > 60 ? `${value.slice(0, 57)}…` : value;
  tables += `| ${rest.join('.')} | \`${cell(short)}\` | ${cell(description)} |\n`;
}
const [before = ''] = readFileSync(target, 'utf8').split(MARK);
writeFileSync(target, `${before}${MARK}\n${tables}`);
