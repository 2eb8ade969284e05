import { AssetError } from '../../errors.ts';
import { toUtf8 } from '../../formats/charset/to-utf8.ts';
import type { Assets, Extract, HeldText, Stage } from '../stage.ts';
import { createMainText, type MainText, type MainTextExtractor } from './main-text.ts';
import { readMetadata } from './metadata/metadata.ts';
import { type ExtractParameters, extractParameters } from './parameters.ts';
import { readRepaired } from './repaired.ts';
import { createSelectors } from './selectors.ts';
import { asHtml } from './xml.ts';

/** Why a page has no text. */
const noMainText = 'no-main-text';

/** The bytes of the model that the parameters name. */
export function modelOf(parameters: ExtractParameters, assets: Assets): Uint8Array {
  const model = assets.get(parameters.model);
  if (model === undefined) throw new AssetError(`extract: the model ${parameters.model} was not handed over`);
  return model;
}

/**
 * A page's bytes → main text and what the page says of itself. Sites with selectors of their own are read by these, all
 * others by the model; `extractConfidence` is the model's.
 */
export const extractStage: Stage<ExtractParameters, Extract> = {
  name: 'extract',
  version: 20,
  parameters: extractParameters,
  assets: (parameters) => [parameters.model],
  create: (parameters, assets) => createExtract(parameters, assets, (mainText) => mainText.extract),
};

/** What the stage does; texts that need no other form are held rather than made strings, until the next page is read. */
export const createHeldExtract = (parameters: ExtractParameters, assets: Assets): Extract<string | HeldText> =>
  createExtract<string | HeldText>(parameters, assets, (mainText) => mainText.extractHeld);

function createExtract<Text extends string | HeldText>(
  parameters: ExtractParameters,
  assets: Assets,
  reader: (mainText: MainTextExtractor) => (utf8: Uint8Array, isLoaded: boolean) => MainText<Text | string>,
): Extract<Text | string> {
  const select = createSelectors(parameters.selectors, parameters.format);
  const read = reader(
    createMainText(modelOf(parameters, assets), {
      threshold: parameters.threshold,
      keepHidden: parameters.keepHidden,
      comments: parameters.comments === 'metadata',
      format: parameters.format,
    }),
  );
  // A text that is only held is in NFC.
  const normalise = <T extends string | HeldText>(text: T | string): T | string =>
    parameters.normalise === 'nfc' && typeof text === 'string' ? text.normalize('NFC') : text;
  return (page) => {
    const { bytes, encoding } = toUtf8(page.body, page.contentType);
    const { found, repaired } = readRepaired(asHtml(bytes, page.contentType), parameters.repairEncoding, (utf8) => {
      const stated = readMetadata(utf8, page.url);
      const selected = select(utf8, page.url);
      const { text, confidence, comments }: Partial<MainText<Text | string>> & { text: Text | string } =
        selected ?? read(utf8, true);
      const created = selected?.created ?? stated.created;
      return { text, confidence, comments, created, metadata: Object.assign(stated.metadata, selected?.metadata) };
    });
    const { text, confidence, comments, created, metadata } = found;
    metadata['encoding'] = encoding;
    if (repaired) metadata['encodedTwice'] = true;
    if (comments !== undefined) metadata['comments'] = normalise<string>(comments);
    return {
      text: normalise(text),
      reason: text.length === 0 ? noMainText : undefined,
      created,
      metadata,
      measures: confidence === undefined ? {} : { extractConfidence: confidence },
    };
  };
}
