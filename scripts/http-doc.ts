/** Writes `docs/http-api.md` from the service's OpenAPI document: `npx tsx scripts/http-doc.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startTestService } from '../tests/support/service.ts';
import { httpMarkdown } from './http-markdown.ts';

const service = await startTestService({ WINNOW_WORKERS: 'none' });
const document: unknown = await (await fetch(`${service.address}/docs/openapi.json`)).json();
await service.close();
writeFileSync(fileURLToPath(new URL('../docs/http-api.md', import.meta.url)), httpMarkdown(document));
