import type { z } from 'zod';
import type { PresetName } from '../preset.ts';
import { limitsByLanguage } from './by-language.ts';
import { functionWords } from './function-words.ts';
import type { qualityParameters } from './parameters.ts';

/**
 * Repetition limits that good text stays under: of textbooks, encyclopedias, law and prose in English and Chinese at most one
 * in a hundred is above any of them (docs/stages-quality.md has the distributions). The published ones drop a
 * third of all textbook chapters and most statutes.
 */
const MEASURED_REPETITION = {
  maxDuplicateLines: 0.8,
  maxDuplicateLineCharacters: 0.5,
  topNgrams: [
    [2, 0.25],
    [3, 0.25],
    [4, 0.25],
  ],
  duplicateNgrams: [
    [5, 0.6],
    [6, 0.56],
    [7, 0.54],
    [8, 0.5],
    [9, 0.48],
    [10, 0.45],
  ],
} satisfies z.input<typeof qualityParameters>['gopherRepetition'];

export const qualityPresets: Record<PresetName, z.input<typeof qualityParameters> | null> = {
  /** English and Chinese: limits from measured distributions of good text, and rules against what is not running text. */
  default: {
    language: { allow: ['en', 'zh'], minScore: 0.4 },
    // words of formulas are long
    gopherQuality: { minAlphabeticWords: 0.4, maxMeanWordLength: 14 },
    gopherRepetition: MEASURED_REPETITION,
    c4: { lineEnds: null, minWordsPerLine: null, dropCurlyBracket: false, minSentences: 3, trimLines: false },
    fineweb: {
      minTerminalPunctuation: null,
      maxShortLines: 0.8,
      maxDuplicateLineCharacters: null,
      maxNewlineRatio: 0.25,
    },
    prose: {
      longLineLength: 45,
      minProseCharacters: 0.4,
      minVocabulary: 3.5,
      functionWords: functionWords.en,
      minFunctionWords: 0.15,
    },
    // of good texts held out none is below it, of whole pages half (docs/stages-quality.md)
    classifier: { minScore: 0.01, languages: ['en', 'zh'] },
    byLanguage: limitsByLanguage,
  },
  /** Rae et al. 2021, appendix A1.1: English, quality and repetition rules. */
  massivetext: { language: { allow: ['en'] }, c4: null, fineweb: null, classifier: null },
  /** Brown et al. 2020, appendix A: the classifier alone. */
  gpt3: {
    language: { allow: ['en'] },
    gopherQuality: null,
    gopherRepetition: null,
    c4: null,
    fineweb: null,
    classifier: { pareto: {} },
  },
  /** Lee et al. 2022 removes duplicates alone. */
  lee2022: null,
  /** Penedo et al. 2024: language, Gopher repetition and quality, C4 without its rule of terminal punctuation, own rules. */
  fineweb: { language: { allow: ['en'] }, c4: { lineEnds: null }, fineweb: { afterC4: true }, classifier: null },
};
