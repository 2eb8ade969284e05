import { describeApi, type Route } from '../src/http/api-description.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => (text === '' || text === 'required' ? text : `\`${cell(text)}\``);

function routeText({ methods, path, summary, description, fields, answers }: Route): string {
  const lines = [
    `### ${methods.join(', ')} ${path}`,
    '',
    `${summary}.${description === '' ? '' : ` ${description}`}`,
    '',
  ];
  if (fields.length > 0) {
    lines.push('| in | field | type | default | what it is |', '| --- | --- | --- | --- | --- |');
    for (const field of fields)
      lines.push(
        `| ${field.in} | \`${field.name}\` | ${cell(field.type)} | ${code(field.default)} | ${cell(field.description)} |`,
      );
    lines.push('');
  }
  const given = answers.filter(({ what }) => what !== '').map(({ status, what }) => `${status} ${code(what)}`);
  if (given.length > 0) lines.push(`Answers ${given.join(', ')}.`, '');
  return lines.join('\n');
}

/** The page `docs/http-api.md` of an OpenAPI document. */
export function httpMarkdown(document: unknown): string {
  const { groups } = describeApi(document);
  const index = groups.map(({ tag }) => `[${tag}](#${tag})`).join(' · ');
  const sections = groups.map(({ tag, routes }) => `## ${tag}\n\n${routes.map(routeText).join('\n')}`);
  return `# HTTP API

Written by \`npx tsx scripts/http-doc.ts\` from the OpenAPI document, which a running service has at \`/docs/openapi.json\`
(and, for people, at \`/docs\`).

Bodies and answers are JSON unless a route says otherwise. Errors are problem details (RFC 9457): \`status\`, a stable \`code\`
for programs, a \`detail\` for people, and the \`request\` id that the log has. With \`WINNOW_API_KEYS\` every request but
\`/healthz\` and \`/readyz\` carries \`Authorization: Bearer KEY\` (or Basic with the key as password); without, the service
answers on loopback alone.

${index}

${sections.join('\n')}`;
}
