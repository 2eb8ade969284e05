import { AssetError } from '../../errors.ts';
import { toUtf8 } from '../../formats/charset/to-utf8.ts';
import type { Assets, Extract, Stage } from '../stage.ts';
import { createMainText } from './main-text.ts';
import { readMetadata } from './metadata/metadata.ts';
import { type ExtractParameters, extractParameters } from './parameters.ts';

/** Why a page has no text; a closed list, counted in the report. */
const noMainText = 'no-main-text';

/** The bytes of the model that the parameters name. */
export function modelOf(parameters: ExtractParameters, assets: Assets): Uint8Array {
  const model = assets.get(parameters.model);
  if (model === undefined) throw new AssetError(`extract: the model ${parameters.model} was not handed over`);
  return model;
}

/** A page's bytes → main text and what the page says of itself. */
export const extractStage: Stage<ExtractParameters, Extract> = {
  name: 'extract',
  version: 1,
  parameters: extractParameters,
  assets: (parameters) => [parameters.model],
  create(parameters, assets) {
    const mainText = createMainText(modelOf(parameters, assets), {
      ...parameters,
      comments: parameters.comments === 'metadata',
    });
    return (page) => {
      const { bytes, encoding } = toUtf8(page.body, page.contentType);
      const { text, confidence, comments } = mainText.extract(bytes);
      const { created, metadata } = readMetadata(bytes, page.url);
      return {
        text: parameters.normalise === 'nfc' ? text.normalize('NFC') : text,
        ...(text === '' ? { reason: noMainText } : {}),
        ...(created === undefined ? {} : { created }),
        metadata: { ...metadata, encoding, ...(comments === undefined ? {} : { comments }) },
        measures: { extractConfidence: confidence },
      };
    };
  },
};
