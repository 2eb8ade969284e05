import { type Annotate, applyEdits } from '../../document.ts';
import { AssetError } from '../../errors.ts';
import { createAnalyse } from '../../text/analysis.ts';
import { splitLines } from '../../text/lines.ts';
import type { Assets, Stage } from '../stage.ts';
import type { Findings } from './findings.ts';
import { createIdentifyLanguage, type IdentifyLanguage } from './language/identify.ts';
import { readLanguageModel } from './language/model.ts';
import { type Limits, limitsFor } from './limits.ts';
import { type QualityParameters, qualityParameters } from './parameters.ts';
import { createCheckC4 } from './rules/c4.ts';
import { createCheckFineweb } from './rules/fineweb.ts';
import { checkGopherQuality } from './rules/gopher-quality.ts';
import { createCheckRepetition } from './rules/gopher-repetition.ts';
import { checkLanguage } from './rules/language.ts';
import { createStopWords, type StopWords } from './stop-word-set.ts';

interface LanguageRules {
  limits: Limits;
  stopWords: StopWords;
}

/** Language, quality rules and quality classifier: one tokenisation of the text feeds them all. */
export const qualityStage: Stage<QualityParameters, Annotate> = {
  name: 'quality',
  version: 1,
  parameters: qualityParameters,
  assets: ({ language }) => (language === null ? [] : [language.model]),
  create: createAnnotate,
};

function createAnnotate(parameters: QualityParameters, assets: Assets): Annotate {
  const identify = createIdentify(parameters, assets);
  const analyse = createAnalyse();
  const analyseEdited = createAnalyse();
  const checkRepetition = createCheckRepetition();
  const checkC4 = createCheckC4();
  const checkFineweb = createCheckFineweb();
  const rulesByLanguage = new Map<string, LanguageRules>();

  const rulesFor = (language: string): LanguageRules => {
    const known = rulesByLanguage.get(language);
    if (known !== undefined) return known;
    const limits = limitsFor(parameters, language);
    const rules = { limits, stopWords: createStopWords(limits.gopherQuality?.stopWords ?? []) };
    rulesByLanguage.set(language, rules);
    return rules;
  };

  return ({ text }) => {
    const findings: Findings = { measures: {}, failures: [], edits: [] };
    const analysis = analyse(text);
    const guess = identify(text);
    if (parameters.language !== null) checkLanguage(guess, parameters.language, findings);
    const { limits, stopWords } = rulesFor(guess.language);
    const { gopherQuality, gopherRepetition, c4, fineweb } = limits;
    const lines = gopherQuality !== null || c4 !== null ? splitLines(analysis.codes, analysis.length) : null;
    if (gopherRepetition !== null) checkRepetition(analysis, gopherRepetition, findings);
    if (gopherQuality !== null && lines !== null)
      checkGopherQuality(analysis, lines, gopherQuality, stopWords, findings);
    if (c4 !== null && lines !== null) checkC4(analysis, lines, c4, findings);
    if (fineweb !== null) {
      const edited = fineweb.afterC4 && findings.edits.length > 0;
      checkFineweb(edited ? analyseEdited(applyEdits(text, findings.edits)) : analysis, fineweb, findings);
    }
    return { verdict: findings.failures.length === 0 ? 'keep' : 'drop', ...findings };
  };
}

function createIdentify({ language }: QualityParameters, assets: Assets): IdentifyLanguage {
  // without identification every document gets the common limits
  if (language === null) return () => ({ language: 'und', score: 0 });
  const bytes = assets.get(language.model);
  if (bytes === undefined) throw new AssetError(`quality: ${language.model} was not given`);
  return createIdentifyLanguage(readLanguageModel(bytes, language.model));
}
