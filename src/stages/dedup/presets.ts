import type { z } from 'zod';
import type { PresetName } from '../preset.ts';
import type { dedupParameters } from './parameters.ts';

export const dedupPresets: Record<PresetName, z.input<typeof dedupParameters> | null> = {
  /** 20 bands of 6 rows find .998 of pairs at Jaccard .8 and .980 at .75; verification removes what is below. */
  default: {},
  /** Rae et al. 2021, appendix A: MinHash over 13-grams, Jaccard above .8, white space and punctuation ignored. */
  massivetext: { shingleSize: 13, threshold: 0.8, repeatedLines: null },
  /** Brown et al. 2020, appendix A: Spark's MinHashLSH with 10 hashes, each its own table; lower-cased tokens between white space. */
  gpt3: { bands: 10, rows: 1, normalisation: { punctuation: 'keep' }, repeatedLines: null },
  /** Lee et al. 2022, appendix A: 5-grams of tokens between spaces, 450 bands of 20 rows, Jaccard and edit similarity above .8. */
  lee2022: {
    bands: 450,
    rows: 20,
    threshold: 0.8,
    editSimilarity: 0.8,
    repeatedLines: null,
    normalisation: { punctuation: 'keep', lowercase: false, form: 'none' },
  },
  /** Penedo et al. 2024: 14 bands of 8 rows over 5-grams; numbers, marks, case and punctuation folded as datatrove does. */
  fineweb: {
    bands: 14,
    rows: 8,
    threshold: 0.75,
    normalisation: { marks: 'strip', digits: 'fold' },
    repeatedLines: null,
  },
};
