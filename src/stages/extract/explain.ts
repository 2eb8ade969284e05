import { toUtf8 } from '../../formats/charset/to-utf8.ts';
import type { Assets, Page } from '../stage.ts';
import { modelOf } from './extract.ts';
import { createMainText, type MainText, type ScoredBlock } from './main-text.ts';
import type { ExtractParameters } from './parameters.ts';

/** A page's blocks in order, kept and dropped, with their scores; and the text they give. */
export type ExplainedPage = MainText & { blocks: ScoredBlock[] };

/** Makes what shows why a page's text is what it is. Errors: `AssetError` without the model that `parameters` name. */
export function createExplain(parameters: ExtractParameters, assets: Assets): (page: Page) => ExplainedPage {
  const { threshold, keepHidden } = parameters;
  const mainText = createMainText(modelOf(parameters, assets), { threshold, keepHidden });
  return (page) => mainText.explain(toUtf8(page.body, page.contentType).bytes);
}
