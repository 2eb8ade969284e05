import { ConfigurationError } from '../errors.ts';
import type { CrawlRecord } from '../formats/record.ts';
import { createExplain } from '../stages/extract/explain.ts';
import type { ExplainedPage } from '../stages/extract/explained-page.ts';
import type { ExtractParameters } from '../stages/extract/parameters.ts';
import type { Assets } from '../stages/stage.ts';
import { readFileRecords } from './records.ts';

/**
 * What `winnow extract --explain` prints of each record with this address or id, in the files' order.
 * Errors: `ConfigurationError` when there is none.
 */
export async function* explainPages(
  inputs: readonly string[],
  wanted: string,
  parameters: ExtractParameters,
  assets: Assets,
): AsyncIterable<string> {
  const explain = createExplain(parameters, assets);
  let found = false;
  for await (const batch of readFileRecords(inputs)) {
    for (const { record, id } of batch) {
      if (id !== wanted && (record.url !== wanted || isAside(record))) continue;
      found = true;
      yield `${record.url ?? '(no address)'}  ${id}\n${aboutRecord(record, explain)}\n`;
    }
  }
  if (!found)
    throw new ConfigurationError(`extract: expected a page with address or id ${JSON.stringify(wanted)}, found none`);
}

/** Records that a crawler keeps beside a page's, under the same address. */
const isAside = (record: CrawlRecord): boolean =>
  record.kind === 'skip' && (record.reason === 'request' || record.reason === 'metadata');

type PageRecord = Extract<CrawlRecord, { kind: 'page' }>;

function aboutRecord(record: CrawlRecord, explain: (page: PageRecord) => ExplainedPage): string {
  switch (record.kind) {
    case 'page':
      return aboutPage(explain(record));
    case 'text':
      return '  is text already: nothing is extracted\n';
    case 'skip':
      return `  is no page: ${record.reason}\n`;
    case 'reject':
      return `  is damaged: ${record.message} (${record.code})\n`;
  }
}

const sources = {
  blocks: 'the kept blocks (+)',
  'json-ld': 'articleBody of its JSON-LD, since next to nothing of the blocks is kept',
  textarea: 'its textarea, since no block is kept',
  selectors: 'what the recipe selects on this site; the model would keep the blocks marked +',
} as const satisfies Record<ExplainedPage['from'], string>;

/** A line a block: whether it is kept, its score, the way to it, its text. */
function aboutPage({ blocks, confidence, from, text }: ExplainedPage): string {
  const kept = blocks.filter((block) => block.kept).length;
  const lines = blocks.map((block) => {
    const line = block.text.replace(/\s+/g, ' ').trim();
    return `  ${block.kept ? '+' : '-'} ${block.score.toFixed(3)}  ${block.path}  ${line}\n`;
  });
  return `  confidence ${confidence.toFixed(3)}, ${kept} of ${blocks.length} blocks kept; ${text.length} characters from ${sources[from]}\n${lines.join('')}`;
}
