import { z } from 'zod';
import { repeatedLinesParameters } from './lines/parameters.ts';

/** How a text is made comparable before it is cut into tokens. White space always separates and is never compared. */
export const normalisationSchema = z
  .object({
    form: z
      .enum(['nfkc', 'nfc', 'none'])
      .default('nfkc')
      .describe('Unicode normalisation form (UAX #15); nfkc also folds full-width and compatibility characters'),
    lowercase: z.boolean().default(true).describe('Compare without regard to case'),
    marks: z
      .enum(['keep', 'strip'])
      .default('keep')
      .describe('strip removes combining marks, so that accents and vowel points do not count'),
    digits: z
      .enum(['keep', 'fold'])
      .default('keep')
      .describe('fold makes every run of decimal digits one 0: pages that differ in dates and counts alone are equal'),
    punctuation: z
      .enum(['ignore', 'keep'])
      .default('ignore')
      .describe('ignore: words are runs of letters, digits and _; keep: words are what white space separates'),
  })
  .strict();
export type Normalisation = z.infer<typeof normalisationSchema>;

const share = z.number().min(0).max(1);

/** Parameters of the dedup stage. */
export const dedupParameters = z
  .object({
    threshold: z
      .number()
      .gt(0)
      .max(1)
      .default(0.8)
      .describe('Least Jaccard similarity of two shingle sets that makes one document a duplicate of the other'),
    exact: z
      .boolean()
      .default(true)
      .describe('Find equal normalised texts by hash before any MinHash; false: only those too short for a shingle'),
    shingleSize: z.int().min(1).max(64).default(5).describe('Tokens in a row that make one shingle'),
    shingleUnit: z
      .enum(['auto', 'words', 'characters'])
      .default('auto')
      .describe(
        'auto: words, but single characters in scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese)',
      ),
    normalisation: normalisationSchema.prefault({}),
    bands: z
      .int()
      .min(1)
      .max(1000)
      .default(20)
      .describe('Bands of the MinHash signature; a pair is compared if one band is equal: 1-(1-s^rows)^bands'),
    rows: z.int().min(1).max(64).default(6).describe('Hashes in a band'),
    seed: z.int().min(0).max(0xffffffff).default(1).describe('Seed of the permutations'),
    hashes: z
      .enum(['winnow', 'datatrove'])
      .default('winnow')
      .describe(
        "datatrove: words, shingle hashes and signatures as datatrove 0.10.0's, in place of normalisation and shingleUnit; twenty times slower",
      ),
    editSimilarity: z
      .number()
      .gt(0)
      .max(1)
      .nullable()
      .default(null)
      .describe(
        'Also ask for this token edit similarity, 1 - distance / longer length (Lee et al. 2022); null: not asked',
      ),
    survivor: z
      .enum(['best', 'longest', 'first'])
      .default('best')
      .describe(
        'Which of a cluster stays: best quality score, then longest, then smallest id; longest, then smallest id; first in order of input',
      ),
    addresses: z
      .object({
        keep: z
          .enum(['newest', 'longest'])
          .default('newest')
          .describe('Of the documents at one web address the newest stays, or the longest'),
      })
      .strict()
      .nullable()
      .default(null)
      .describe('Keep one document of each web address, whatever it says; null: addresses are not compared'),
    collection: z
      .object({
        name: z
          .string()
          .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'expected 1 to 64 of a-z, 0-9 and "-"')
          .describe('Its documents stay whatever the policy, and what is near one of them is removed'),
        add: z.boolean().default(true).describe('Add what stays to the collection when the run is done'),
      })
      .strict()
      .nullable()
      .default(null)
      .describe('A collection of earlier documents to check against; null: only those of this run'),
    repeatedLines: repeatedLinesParameters
      .nullable()
      .prefault({})
      .describe('Lines that repeat over many pages of one host (menus, cookie notices) are cut; null: none'),
    warnings: z
      .object({
        clusterShare: share
          .default(0.01)
          .describe('The report warns of a cluster that takes more of all documents than this'),
        sourceShare: share
          .default(0.5)
          .describe('The report warns of a source or host that loses more of its documents than this'),
        least: z.int().min(1).default(100).describe('The report does not warn of fewer documents than these'),
      })
      .strict()
      .prefault({}),
  })
  .strict();
export type DedupParameters = z.infer<typeof dedupParameters>;

/** What of the parameters decides a document's signature: with another threshold or policy the same ones serve. */
export function signatureParameters(parameters: DedupParameters) {
  const { shingleSize, shingleUnit, normalisation, bands, rows, seed, hashes, editSimilarity, addresses } = parameters;
  const more = { tokens: editSimilarity !== null, addresses: addresses !== null };
  return { shingleSize, shingleUnit, normalisation, bands, rows, seed, hashes, ...more };
}

/** What decides which documents are removed. */
export function clusterParameters({
  warnings: _warnings,
  collection: _collection,
  repeatedLines: _repeatedLines,
  ...parameters
}: DedupParameters): Omit<DedupParameters, 'warnings' | 'collection' | 'repeatedLines'> {
  return parameters;
}
