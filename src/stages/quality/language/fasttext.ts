import { FormatError } from '../../../errors.ts';
import { createFastText } from '../classifier/fasttext/fasttext.ts';
import { chineseScript } from './chinese.ts';
import type { IdentifyLanguage } from './identify.ts';

/** `en`, `eng`, `eng_Latn`, `zh-cn`: a language of two or three letters, with a script of four. */
const LABEL = /^([a-z]{2,3})(?:[_-]([A-Za-z]{4}))?(?:[_-][A-Za-z0-9]+)*$/;

/**
 * Identifies languages by a fastText model (lid.176, GlotLID …): the most probable label, with its probability, of the
 * whole text as one line. Labels become BCP 47 tags; Chinese is told apart as Hans or Hant by its characters, as our own model does.
 * Errors: `FormatError` for a model whose labels are no languages.
 */
export function createFastTextIdentify(bytes: Uint8Array, reference: string): IdentifyLanguage {
  const model = createFastText(bytes);
  const tags = model.labels.map(tagOf);
  if (!tags.some((tag) => tag !== undefined))
    throw new FormatError(
      'format-damaged',
      `language model ${reference}: expected labels that are languages, found ${model.labels.slice(0, 5).join(', ')}`,
    );
  return (text) => {
    const probabilities = model.predict(text);
    let best = 0;
    for (let label = 1; label < probabilities.length; label++)
      if (probabilities[label]! > probabilities[best]!) best = label;
    const tag = tags[best];
    const score = Math.round(Math.min(1, probabilities[best]!) * 1_000_000) / 1_000_000;
    if (tag === undefined || score === 0) return { language: 'und', score: 0 };
    return { language: tag === 'zh' ? chineseScript(text) : tag, score };
  };
}

/** The tag of a label; undefined for one that names no language, as GlotLID's `zxx` and `und` do. */
function tagOf(label: string): string | undefined {
  const [, code = '', script = ''] = LABEL.exec(label) ?? [];
  if (code === '' || code === 'und' || code === 'zxx') return undefined;
  const { language } = new Intl.Locale(code);
  if (language === 'zh' && (script === 'Hans' || script === 'Hant')) return `zh-${script}`;
  // Serbian is the one whose two scripts the other rules tell apart.
  return language === 'sr' && script === 'Latn' ? 'sr-Latn' : language;
}
