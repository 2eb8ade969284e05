import { type Annotate, applyEdits } from '../../document.ts';
import { AssetError } from '../../errors.ts';
import { createAnalyse, LONGEST_TEXT } from '../../text/analysis.ts';
import { createSplitText } from '../../text/split-text.ts';
import type { Assets, Stage } from '../stage.ts';
import { createClassifier } from './classifier/classifier.ts';
import { isFastText } from './classifier/fasttext/file.ts';
import type { Findings } from './findings.ts';
import { createFastTextIdentify } from './language/fasttext.ts';
import { createIdentifyLanguage, type IdentifyLanguage } from './language/identify.ts';
import { readLanguageModel } from './language/model.ts';
import { createParagraphLanguages } from './language/paragraphs.ts';
import { type Limits, limitsFor } from './limits.ts';
import { type QualityParameters, qualityParameters } from './parameters.ts';
import { createCheckC4 } from './rules/c4.ts';
import { checkClassifier } from './rules/classifier.ts';
import { checkFineweb } from './rules/fineweb.ts';
import { checkGopherQuality } from './rules/gopher-quality.ts';
import { checkRepetition } from './rules/gopher-repetition.ts';
import { checkLanguage, checkParagraphLanguages } from './rules/language.ts';
import { checkProse } from './rules/prose.ts';
import { type CountListed, createCountListed } from './word-lists.ts';

interface LanguageRules {
  limits: Limits;
  countListed: CountListed;
}

/** Language, quality rules and quality classifier: one tokenisation of the text feeds them all. */
export const qualityStage: Stage<QualityParameters, Annotate> = {
  name: 'quality',
  version: 7,
  parameters: qualityParameters,
  assets: ({ language, classifier }) =>
    [language, classifier].flatMap((group) => (group === null ? [] : [group.model])),
  create: createAnnotate,
};

function createAnnotate(parameters: QualityParameters, assets: Assets): Annotate {
  const identify = createIdentify(parameters, assets);
  const classifier =
    parameters.classifier === null
      ? null
      : createClassifier(assetOf(assets, parameters.classifier.model), parameters.classifier.labels);
  const languagesOf = createParagraphLanguages(identify);
  const analyse = createAnalyse();
  const splitEdited = createSplitText();
  const checkC4 = createCheckC4();
  const rulesByLanguage = new Map<string, LanguageRules>();

  const rulesFor = (language: string): LanguageRules => {
    const known = rulesByLanguage.get(language);
    if (known !== undefined) return known;
    const limits = limitsFor(parameters, language);
    const { gopherQuality, prose } = limits;
    const rules = {
      limits,
      countListed: createCountListed(gopherQuality?.stopWords ?? [], prose?.functionWords ?? []),
    };
    rulesByLanguage.set(language, rules);
    return rules;
  };

  return ({ id, text: whole }) => {
    const findings: Findings = { measures: {}, failures: [], edits: [] };
    const text = judgedPart(whole);
    const analysis = analyse(text);
    const guess = identify(whole);
    if (text !== whole) findings.measures['judgedShare'] = text.length / whole.length;
    if (parameters.language !== null) {
      checkLanguage(guess, parameters.language, findings);
      if (parameters.language.paragraphs)
        checkParagraphLanguages(languagesOf(text, guess.language), parameters.language.maxOther, findings);
    }
    const { limits, countListed } = rulesFor(guess.language);
    const { gopherQuality, gopherRepetition, c4, fineweb, prose } = limits;
    if (gopherRepetition !== null) checkRepetition(analysis, gopherRepetition, findings);
    if (gopherQuality !== null || prose !== null) {
      const listed = countListed(analysis);
      if (gopherQuality !== null) checkGopherQuality(analysis, gopherQuality, listed.stopWords, findings);
      if (prose !== null) checkProse(analysis, prose, listed.functionWords, findings);
    }
    let wordsLeft: number | null = null;
    if (c4 !== null) {
      wordsLeft = checkC4(analysis, c4, findings);
      // C4 edits every line, so a text whose end was not read cannot be passed on
      if (text !== whole) findings.failures.push({ rule: 'c4-text-length', value: whole.length, limit: LONGEST_TEXT });
    }
    if (fineweb !== null) {
      const edited = fineweb.afterC4 && findings.edits.length > 0 ? applyEdits(text, findings.edits) : null;
      const words = edited === null ? 0 : (wordsLeft ?? splitEdited(edited).words.count);
      checkFineweb(analysis, edited === null ? null : { text: edited, words }, fineweb, findings);
    }
    if (classifier !== null && parameters.classifier !== null) {
      const { language } = guess;
      checkClassifier(classifier.score(text, language), { id, language }, parameters.classifier, findings);
    }
    return { verdict: findings.failures.length === 0 ? 'keep' : 'drop', ...findings };
  };
}

/** The first lines of a text, together at most `LONGEST_TEXT`. */
function judgedPart(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const lineEnd = text.lastIndexOf('\n', LONGEST_TEXT - 1) + 1;
  return text.slice(0, lineEnd > 0 ? lineEnd : LONGEST_TEXT);
}

function createIdentify({ language }: QualityParameters, assets: Assets): IdentifyLanguage {
  // without identification every document gets the common limits
  if (language === null) return () => ({ language: 'und', score: 0 });
  const bytes = assetOf(assets, language.model);
  if (isFastText(bytes)) return createFastTextIdentify(bytes, language.model);
  return createIdentifyLanguage(readLanguageModel(bytes, language.model));
}

function assetOf(assets: Assets, reference: string): Uint8Array {
  const bytes = assets.get(reference);
  if (bytes === undefined) throw new AssetError(`quality: ${reference} was not given`);
  return bytes;
}
