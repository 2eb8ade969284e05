import type { Annotate, Document, Edit, Failure, Measures } from '../../document.ts';
import { AssetError } from '../../errors.ts';
import type { Assets, Stage } from '../stage.ts';
import { createJudgeHarm } from './harm/judge.ts';
import { harmCategories } from './harm/model.ts';
import { type SafetyParameters, safetyParameters } from './parameters.ts';
import { createFindPii } from './pii/pii.ts';
import { readHostSet } from './url/host-set.ts';
import { createUrlRules } from './url/url-rules.ts';
import { readUrlWords } from './url/url-words.ts';
import { readWordList } from './words/bad-words.ts';

/** One check of a document; adds to what was found. */
type Check = (document: Document, failures: Failure[], measures: Measures) => Edit[];

/** Address lists, word lists, harmful content, and personal data as edits. */
export const safetyStage: Stage<SafetyParameters, Annotate> = {
  name: 'safety',
  version: 7,
  parameters: safetyParameters,
  assets: ({ url, badWords, harm }) => [
    ...(url === null ? [] : [...url.hosts.map(({ list }) => list), ...present(url.allow), ...present(url.words)]),
    ...(badWords === null ? [] : [badWords.list]),
    ...(harm === null ? [] : [harm.model]),
  ],
  create: (parameters, assets) => {
    const checks = createChecks(parameters, assets);
    return (document) => {
      const failures: Failure[] = [];
      const measures: Measures = {};
      const edits: Edit[] = [];
      for (const check of checks) edits.push(...check(document, failures, measures));
      return { verdict: failures.length === 0 ? 'keep' : 'drop', failures, measures, edits };
    };
  },
};

const present = (reference: string | null): string[] => (reference === null ? [] : [reference]);

function createChecks({ url, badWords, harm, pii }: SafetyParameters, assets: Assets): Check[] {
  const checks: Check[] = [];
  if (url !== null) checks.push(createUrlCheck(url, assets));
  if (badWords !== null) checks.push(createBadWordsCheck(badWords, assets));
  if (harm !== null) checks.push(createHarmCheck(harm, assets));
  if (pii !== null) {
    const findPii = createFindPii(pii);
    checks.push(({ text }, _failures, measures) => findPii(text, measures));
  }
  return checks;
}

function createUrlCheck(parameters: NonNullable<SafetyParameters['url']>, assets: Assets): Check {
  const lists = parameters.hosts.map(({ list, category }) => ({
    category,
    set: readHostSet(asset(assets, list), list),
  }));
  const { allow, words, softLimit } = parameters;
  const judge = createUrlRules(
    lists,
    allow === null ? null : readHostSet(asset(assets, allow), allow),
    words === null ? null : readUrlWords(asset(assets, words), words, softLimit),
  );
  return ({ metadata }, failures) => {
    const address = metadata['url'];
    if (typeof address === 'string') failures.push(...judge(address));
    return [];
  };
}

function createBadWordsCheck(parameters: NonNullable<SafetyParameters['badWords']>, assets: Assets): Check {
  const list = readWordList(asset(assets, parameters.list), parameters.list);
  const { languages, maxShare, minMatches } = parameters;
  return ({ text, metadata }, failures, measures) => {
    const declared = metadata['language'];
    const active = typeof declared === 'string' ? [...languages, primarySubtag(declared)] : languages;
    const { matches, matchedWords, words } = list.measure(text, active);
    const value = words === 0 ? 0 : Math.round((matchedWords / words) * 10_000) / 10_000;
    measures['bad-words'] = value;
    if (maxShare !== null && matches >= minMatches && value > maxShare)
      failures.push({ rule: 'bad-words', value, limit: maxShare });
    return [];
  };
}

function createHarmCheck(parameters: NonNullable<SafetyParameters['harm']>, assets: Assets): Check {
  const { model, share, maxPornography, maxHate, maxViolence } = parameters;
  const judge = createJudgeHarm(asset(assets, model), model, share);
  const limits = { pornography: maxPornography, hate: maxHate, violence: maxViolence };
  return ({ text }, failures, measures) => {
    const scores = judge(text);
    measures['harmful'] = Math.max(...Object.values(scores));
    for (const category of harmCategories) {
      const value = scores[category];
      const limit = limits[category];
      measures[`harmful.${category}`] = value;
      if (limit !== null && value > limit) failures.push({ rule: `harmful.${category}`, value, limit });
    }
    return [];
  };
}

const primarySubtag = (tag: string): string => tag.split('-', 1)[0]!.toLowerCase();

function asset(assets: Assets, reference: string): Uint8Array {
  const bytes = assets.get(reference);
  if (bytes === undefined) throw new AssetError(`safety: ${reference} was not loaded`);
  return bytes;
}
