import { functionWords } from './function-words.ts';
import type { QualityParameters } from './parameters.ts';
import { stopWordLists } from './stop-words.ts';

type ByLanguage = QualityParameters['byLanguage'];

/** Words between spaces and their own stop words, but no measured list of function words. */
const spaced: ByLanguage = Object.fromEntries(
  Object.entries(stopWordLists).map(([language, words]) => [
    language,
    { gopherQuality: { stopWords: words.split(' ') }, prose: { functionWords: [], minFunctionWords: null } },
  ]),
);

/**
 * Limits by language for the `default` recipe, from the distributions in docs/stages-quality.md: at most one good text in a
 * hundred is beyond each. In scripts without spaces a character is a word, so that words have a length of
 * about 1, n-grams repeat more often and lines are short sooner.
 */
export const limitsByLanguage: ByLanguage = {
  ...spaced,
  zh: {
    gopherQuality: { minWords: 40, minMeanWordLength: 1, stopWords: functionWords.zh },
    // tables drawn with line characters in statutes
    gopherRepetition: {
      topNgrams: [
        [2, 0.55],
        [3, 0.75],
        [4, 0.8],
      ],
    },
    c4: { minSentences: 2 },
    fineweb: { lineEnds: '」』”）》…；：', shortLineLength: 10 },
    prose: { longLineLength: 20, functionWords: functionWords.zh, minFunctionWords: 0.06 },
  },
  ja: {
    gopherQuality: { minWords: 60, minMeanWordLength: 1, maxMeanWordLength: 4, stopWords: functionWords.ja },
    c4: { minSentences: 2 },
    fineweb: { lineEnds: '」』”）》…；：', shortLineLength: 12 },
    prose: { longLineLength: 25, functionWords: functionWords.ja, minFunctionWords: 0.15 },
  },
  ko: {
    gopherQuality: { minWords: 30, minMeanWordLength: 1.5, maxMeanWordLength: 7, minStopWords: null, stopWords: [] },
    fineweb: { lineEnds: '”’」』）', shortLineLength: 15 },
    prose: { longLineLength: 30, functionWords: [], minFunctionWords: null },
  },
  th: {
    gopherQuality: { minWords: 80, minMeanWordLength: 1, maxMeanWordLength: 3, minStopWords: null, stopWords: [] },
    // Thai ends no sentence with a mark: lines count
    c4: { minSentences: 2 },
    fineweb: { minTerminalPunctuation: null, shortLineLength: 20 },
    prose: { longLineLength: 40, minVocabulary: 2.5, functionWords: [], minFunctionWords: null },
  },
};
