import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainPages } from '../../src/cli/explain-pages.ts';
import { readFileRecords } from '../../src/cli/records.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { builtinExtractModel, extractParameters } from '../../src/stages/extract/parameters.ts';
import { temporaryFolder } from '../support/folder.ts';
import { smallCrawl } from '../support/small-crawl.ts';

const assets = new Map([
  [builtinExtractModel, new Uint8Array(await readFile(new URL('../../models/extract.bin', import.meta.url)))],
]);

async function crawlFile(): Promise<string> {
  const path = join(await temporaryFolder(), 'crawl.warc.gz');
  await writeFile(path, smallCrawl(8));
  return path;
}

async function firstPage(path: string): Promise<{ url: string; id: string }> {
  for await (const batch of readFileRecords([path]))
    for (const { record, id } of batch)
      if (record.kind === 'page' && record.url !== undefined) return { url: record.url, id };
  throw new Error('the crawl has no page');
}

async function explained(path: string, wanted: string, input: object = {}): Promise<string[]> {
  const texts: string[] = [];
  for await (const text of explainPages([path], wanted, extractParameters.parse(input), assets)) texts.push(text);
  return texts;
}

describe('winnow extract --explain', () => {
  it('prints the blocks of a page with score, mark and path, by address and by id alike', async () => {
    const path = await crawlFile();
    const { url, id } = await firstPage(path);
    const byAddress = await explained(path, url);
    expect(byAddress).toEqual([expect.stringContaining(`${url}  ${id}\n  confidence `)]);
    for (const mark of ['\\+', '-'])
      expect(byAddress[0]).toMatch(new RegExp(`^ {2}${mark} [01]\\.\\d{3} {2}\\S+ {2}\\S`, 'm'));
    expect(await explained(path, id)).toEqual(byAddress);
  });

  it('says where the recipe’s selectors take the text from', async () => {
    const path = await crawlFile();
    const { url } = await firstPage(path);
    const [text] = await explained(path, url, { selectors: { [new URL(url).hostname]: 'h1' } });
    expect(text).toContain('what the recipe selects on this site');
  });

  it('says what is no page', async () => {
    const path = join(await temporaryFolder(), 'page.jsonl');
    await writeFile(path, '{"text": "as it is", "url": "https://example.org/a"}\n');
    expect(await explained(path, 'https://example.org/a')).toEqual([
      expect.stringContaining('is text already: nothing is extracted'),
    ]);
  });

  it('says that there is no such page', async () => {
    const path = await crawlFile();
    await expect(explained(path, 'https://example.org/nowhere')).rejects.toThrow(ConfigurationError);
  });
});
