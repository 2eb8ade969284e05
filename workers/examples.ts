import { readRecords } from '../src/formats/read.ts';
import { type ByteSource, defaultLimits } from '../src/formats/record.ts';
import { presetRecipe } from '../src/recipe.ts';
import { extractStage } from '../src/stages/extract/extract.ts';
import type { Example } from '../src/stages/quality/classifier/train.ts';
import { createIdentifyLanguage } from '../src/stages/quality/language/identify.ts';
import { readLanguageModel } from '../src/stages/quality/language/model.ts';
import { documentId, extractRecord } from './extract-record.ts';

/** A file of good or bad texts: documents as JSON lines, or pages of a crawl. */
export interface ExampleFile {
  name: string;
  sha256: string;
  size: number;
  /** true: texts of the kind to keep. */
  label: boolean;
  open(): Promise<ByteSource> | ByteSource;
}

const { extract: parameters } = presetRecipe('default');
const LANGUAGE_MODEL = 'builtin:language.bin';

/** Models that reading examples needs. */
export const exampleAssets: readonly string[] = [...extractStage.assets(parameters), LANGUAGE_MODEL];

/** The texts of the files as the default recipe extracts them, with their languages. */
export async function* readExamples(
  files: readonly ExampleFile[],
  assets: ReadonlyMap<string, Uint8Array>,
): AsyncIterable<Example> {
  const extract = extractStage.create(parameters, assets);
  const identify = createIdentifyLanguage(
    readLanguageModel(assets.get(LANGUAGE_MODEL) ?? new Uint8Array(0), LANGUAGE_MODEL),
  );
  for (const { name, sha256, size, label, open } of files) {
    const options = { name, range: { start: 0, end: size }, limits: defaultLimits };
    for await (const batch of readRecords(await open(), options)) {
      for (const record of batch) {
        const made = extractRecord(record, documentId({ sha256 }, record.position), '', name, extract);
        if (!('document' in made) || made.document.text === '') continue;
        const { text } = made.document;
        yield { text, label, language: identify(text).language };
      }
    }
  }
}
