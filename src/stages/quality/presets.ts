import type { z } from 'zod';
import type { PresetName } from '../preset.ts';
import type { qualityParameters } from './parameters.ts';

export const qualityPresets: Record<PresetName, z.input<typeof qualityParameters> | null> = {
  /** English and Chinese: rules that good books, encyclopedias, law and prose of both pass. */
  default: {
    language: { allow: ['en', 'zh'] },
    c4: { lineEnds: null, minWordsPerLine: null, dropCurlyBracket: false, minSentences: 3, trimLines: false },
    byLanguage: {
      zh: {
        gopherQuality: {
          minMeanWordLength: 1,
          maxMeanWordLength: 3,
          stopWords: ['的', '是', '不', '了', '在', '有', '人', '之', '以'],
        },
        fineweb: { lineEnds: '」』”）》…；：', shortLineLength: 12 },
      },
    },
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
