import { toUtf8 } from '../../formats/charset/to-utf8.ts';
import type { Assets, Page } from '../stage.ts';
import type { ExplainedPage } from './explained-page.ts';
import { modelOf } from './extract.ts';
import { createMainText } from './main-text.ts';
import type { ExtractParameters } from './parameters.ts';
import { readRepaired } from './repaired.ts';
import { createSelectors } from './selectors.ts';
import { asHtml } from './xml.ts';

/**
 * Makes what shows why a page's text is what it is. Where the recipe has selectors for the site, the text is theirs and
 * the blocks say what the model would have done. Errors: `AssetError` without the model that `parameters` name.
 */
export function createExplain(parameters: ExtractParameters, assets: Assets): (page: Page) => ExplainedPage {
  const { threshold, keepHidden, format } = parameters;
  const select = createSelectors(parameters.selectors, format);
  const mainText = createMainText(modelOf(parameters, assets), { threshold, keepHidden, format });
  return (page) => {
    const { bytes } = toUtf8(page.body, page.contentType);
    return readRepaired(asHtml(bytes, page.contentType), parameters.repairEncoding, (utf8): ExplainedPage => {
      const explained = mainText.explain(utf8);
      const selected = select(utf8, page.url);
      return selected === undefined ? explained : { ...explained, from: 'selectors', text: selected.text };
    }).found;
  };
}
