import { AssetError } from '../../errors.ts';
import { toUtf8 } from '../../formats/charset/to-utf8.ts';
import type { Assets, Extract, Stage } from '../stage.ts';
import { createMainText, type MainText } from './main-text.ts';
import { readMetadata } from './metadata/metadata.ts';
import { type ExtractParameters, extractParameters } from './parameters.ts';
import { readRepaired } from './repaired.ts';
import { createSelectors } from './selectors.ts';

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
  version: 11,
  parameters: extractParameters,
  assets: (parameters) => [parameters.model],
  create(parameters, assets) {
    const select = createSelectors(parameters.selectors, parameters.format);
    const mainText = createMainText(modelOf(parameters, assets), {
      threshold: parameters.threshold,
      keepHidden: parameters.keepHidden,
      comments: parameters.comments === 'metadata',
      format: parameters.format,
    });
    const normalise = (text: string) => (parameters.normalise === 'nfc' ? text.normalize('NFC') : text);
    return (page) => {
      const { bytes, encoding } = toUtf8(page.body, page.contentType);
      const { found, repaired } = readRepaired(bytes, parameters.repairEncoding, (utf8) => {
        const stated = readMetadata(utf8, page.url);
        const selected = select(utf8, page.url);
        const { text, confidence, comments }: Partial<MainText> & { text: string } = selected ?? mainText.extract(utf8);
        const created = selected?.created ?? stated.created;
        return { text, confidence, comments, created, metadata: { ...stated.metadata, ...selected?.metadata } };
      });
      const { text, confidence, comments, created } = found;
      return {
        text: normalise(text),
        ...(text === '' ? { reason: noMainText } : {}),
        ...(created === undefined ? {} : { created }),
        metadata: {
          ...found.metadata,
          encoding,
          ...(repaired ? { encodedTwice: true } : {}),
          ...(comments === undefined ? {} : { comments: normalise(comments) }),
        },
        measures: confidence === undefined ? {} : { extractConfidence: confidence },
      };
    };
  },
};
