import { z } from 'zod';

const count = z.int().nonnegative().nullable();
const share = z.number().min(0).nullable();

const gopherQualityFields = {
  minWords: count.describe('Least words that are not punctuation alone'),
  maxWords: count.describe('Most words that are not punctuation alone'),
  minMeanWordLength: share.describe('Least mean length of those words, in code points'),
  maxMeanWordLength: share.describe('Most mean length of those words, in code points'),
  maxHashRatio: share.describe('Most # for each word'),
  maxEllipsisRatio: share.describe('Most ellipses (... or …) for each word'),
  maxBulletLines: share.describe('Most lines, as a share, that start with • or -'),
  maxEllipsisLines: share.describe('Most lines, as a share, that end with an ellipsis'),
  minAlphabeticWords: share.describe('Least share of words with a letter'),
  minStopWords: count.describe('Least different stop words'),
  stopWords: z.array(z.string().min(1)).describe('Stop words, case-sensitive'),
};

/** Rae et al. 2021 (Gopher), A1.1. */
const gopherQuality = z
  .object({
    minWords: gopherQualityFields.minWords.default(50),
    maxWords: gopherQualityFields.maxWords.default(100_000),
    minMeanWordLength: gopherQualityFields.minMeanWordLength.default(3),
    maxMeanWordLength: gopherQualityFields.maxMeanWordLength.default(10),
    maxHashRatio: gopherQualityFields.maxHashRatio.default(0.1),
    maxEllipsisRatio: gopherQualityFields.maxEllipsisRatio.default(0.1),
    maxBulletLines: gopherQualityFields.maxBulletLines.default(0.9),
    maxEllipsisLines: gopherQualityFields.maxEllipsisLines.default(0.3),
    minAlphabeticWords: gopherQualityFields.minAlphabeticWords.default(0.8),
    minStopWords: gopherQualityFields.minStopWords.default(2),
    stopWords: gopherQualityFields.stopWords.default(['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with']),
  })
  .strict();
export type GopherQualityLimits = z.infer<typeof gopherQuality>;

const ngrams = z.array(z.tuple([z.int().min(2).max(64), share]));

const gopherRepetitionFields = {
  maxDuplicateParagraphs: share.describe('Most paragraphs, as a share, that repeat an earlier one'),
  maxDuplicateParagraphCharacters: share.describe('Most characters, as a share, in such paragraphs'),
  maxDuplicateLines: share.describe('Most lines, as a share, that repeat an earlier one'),
  maxDuplicateLineCharacters: share.describe('Most characters, as a share, in such lines'),
  topNgrams: ngrams.describe('[n, most characters, as a share, in the n-gram of words met most often]'),
  duplicateNgrams: ngrams.describe('[n, most characters, as a share, in n-grams of words that repeat an earlier one]'),
};

/** Rae et al. 2021 (Gopher), table A1. */
const gopherRepetition = z
  .object({
    maxDuplicateParagraphs: gopherRepetitionFields.maxDuplicateParagraphs.default(0.3),
    maxDuplicateParagraphCharacters: gopherRepetitionFields.maxDuplicateParagraphCharacters.default(0.2),
    maxDuplicateLines: gopherRepetitionFields.maxDuplicateLines.default(0.3),
    maxDuplicateLineCharacters: gopherRepetitionFields.maxDuplicateLineCharacters.default(0.2),
    topNgrams: gopherRepetitionFields.topNgrams.default([
      [2, 0.2],
      [3, 0.18],
      [4, 0.16],
    ]),
    duplicateNgrams: gopherRepetitionFields.duplicateNgrams.default([
      [5, 0.15],
      [6, 0.14],
      [7, 0.13],
      [8, 0.12],
      [9, 0.11],
      [10, 0.1],
    ]),
  })
  .strict();
export type GopherRepetitionLimits = z.infer<typeof gopherRepetition>;

const c4Fields = {
  lineEnds: z
    .string()
    .min(1)
    .nullable()
    .describe('A line stays only if it ends in one of these characters, but not in ...'),
  minWordsPerLine: count.describe('A line with fewer words between white space goes; so does an empty line'),
  maxWordLength: count.describe('A line with a longer word, in code points, goes'),
  removeCitations: z.boolean().describe('Take out [12], [edit] and [citation needed]'),
  removeJavascript: z.boolean().describe('A line that says javascript goes'),
  removePolicy: z.boolean().describe('A line about cookies, terms of use or a privacy policy goes'),
  dropLoremIpsum: z.boolean().describe('A line with lorem ipsum drops the document'),
  dropCurlyBracket: z.boolean().describe('A line with { drops the document'),
  minSentences: count.describe('Least sentences in the lines that stay'),
  trimLines: z
    .boolean()
    .describe("Cut white space off both ends of lines and join them by a line feed: C4's text exactly"),
};

/** Raffel et al. 2020 (C4), 2.2. */
const c4 = z
  .object({
    lineEnds: c4Fields.lineEnds.default('.?!"\''),
    minWordsPerLine: c4Fields.minWordsPerLine.default(3),
    maxWordLength: c4Fields.maxWordLength.default(1000),
    removeCitations: c4Fields.removeCitations.default(true),
    removeJavascript: c4Fields.removeJavascript.default(true),
    removePolicy: c4Fields.removePolicy.default(true),
    dropLoremIpsum: c4Fields.dropLoremIpsum.default(true),
    dropCurlyBracket: c4Fields.dropCurlyBracket.default(true),
    minSentences: c4Fields.minSentences.default(5),
    trimLines: c4Fields.trimLines.default(true),
  })
  .strict();
export type C4Limits = z.infer<typeof c4>;

const finewebFields = {
  minTerminalPunctuation: share.describe('Least share of lines that end in a full stop, question or exclamation mark'),
  lineEnds: z.string().describe('Characters that count as such ends besides those of every script'),
  shortLineLength: z.int().nonnegative().describe('Most code points of a short line'),
  maxShortLines: share.describe('Most short lines, as a share'),
  maxDuplicateLineCharacters: share.describe('Most characters, as a share, in lines that repeat an earlier one'),
  maxNewlineRatio: share.describe('Most line feeds for each word'),
  afterC4: z.boolean().describe('Measure what C4 leaves of the text, as the FineWeb recipe does, not the whole'),
};

/** Penedo et al. 2024 (FineWeb), 3.6. */
const fineweb = z
  .object({
    minTerminalPunctuation: finewebFields.minTerminalPunctuation.default(0.12),
    lineEnds: finewebFields.lineEnds.default(''),
    shortLineLength: finewebFields.shortLineLength.default(30),
    maxShortLines: finewebFields.maxShortLines.default(0.67),
    maxDuplicateLineCharacters: finewebFields.maxDuplicateLineCharacters.default(0.01),
    maxNewlineRatio: finewebFields.maxNewlineRatio.default(0.3),
    afterC4: finewebFields.afterC4.default(false),
  })
  .strict();
export type FinewebLimits = z.infer<typeof fineweb>;

const proseFields = {
  longLineLength: z.int().positive().describe('Least code points of a line that is long'),
  minProseCharacters: share.describe('Least share of characters in long lines and in lines that end a sentence'),
  minVocabulary: share.describe('Least different words over the root of all words'),
  functionWords: z.array(z.string().min(1)).describe('Words that running text cannot do without, case-sensitive'),
  minFunctionWords: share.describe('Least share of words that are such'),
};

const prose = z
  .object({
    longLineLength: proseFields.longLineLength.default(80),
    minProseCharacters: proseFields.minProseCharacters.default(0.3),
    minVocabulary: proseFields.minVocabulary.default(null),
    functionWords: proseFields.functionWords.default([]),
    minFunctionWords: proseFields.minFunctionWords.default(null),
  })
  .strict();
export type ProseLimits = z.infer<typeof prose>;

const language = z
  .object({
    allow: z
      .array(z.string().min(2))
      .nullable()
      .default(null)
      .describe('BCP 47 tags to keep; zh stands for zh-Hans and zh-Hant; null: every language'),
    minScore: share.default(0.65).describe('Least confidence in the language (Penedo et al. 2024 use .65)'),
    model: z
      .string()
      .min(1)
      .default('builtin:language.bin')
      .describe('Language model: ours, or a fastText model such as lid.176 or GlotLID'),
    paragraphs: z
      .boolean()
      .default(false)
      .describe('Identify each paragraph too: measures languages (shares of the characters) and otherLanguages'),
    maxOther: share
      .default(null)
      .describe('Most characters, as a share, in paragraphs of another language than the document; needs paragraphs'),
  })
  .strict();

const classifier = z
  .object({
    model: z
      .string()
      .min(1)
      .default('builtin:quality.bin')
      .describe('Quality model: builtin:FILE or model:NAME, of our own kind or a supervised fastText model'),
    labels: z
      .array(z.string().min(1))
      .default([])
      .describe('fastText models: the labels, without __label__, whose probabilities add up to the score'),
    minScore: share.default(null).describe('Least quality score; null: the score is recorded alone'),
    languages: z
      .array(z.string().min(2))
      .nullable()
      .default(null)
      .describe(
        'Languages that the model can judge: others are scored, but neither minScore nor pareto drops them; null: all',
      ),
    pareto: z
      .object({
        alpha: z
          .number()
          .positive()
          .default(9)
          .describe('Shape of the Lomax distribution (Brown et al. 2020, appendix A: 9)'),
        seed: z.int().min(0).max(0xffffffff).default(1).describe('Seed of the draw; the document id is the rest of it'),
      })
      .strict()
      .nullable()
      .default(null)
      .describe('Keep a document iff a Lomax sample is above 1 - score: P = (2 - score)^-alpha'),
  })
  .strict();
export type ClassifierLimits = z.infer<typeof classifier>;

/** Limits that differ in one language: what is not named here is as above. */
const languageLimits = z
  .object({
    gopherQuality: z.object(gopherQualityFields).partial().strict(),
    gopherRepetition: z.object(gopherRepetitionFields).partial().strict(),
    c4: z.object(c4Fields).partial().strict(),
    fineweb: z.object(finewebFields).partial().strict(),
    prose: z.object(proseFields).partial().strict(),
  })
  .partial()
  .strict();

/** Parameters of the quality stage. A group that is null is not computed; a limit that is null never fails. */
export const qualityParameters = z
  .object({
    language: language.nullable().prefault({}).describe('Language identification'),
    gopherQuality: gopherQuality.nullable().prefault({}).describe('Gopher quality rules (Rae et al. 2021, A1.1)'),
    gopherRepetition: gopherRepetition
      .nullable()
      .prefault({})
      .describe('Gopher repetition rules (Rae et al. 2021, table A1)'),
    c4: c4.nullable().prefault({}).describe('C4 rules (Raffel et al. 2020, 2.2)'),
    fineweb: fineweb.nullable().prefault({}).describe('FineWeb rules (Penedo et al. 2024, 3.6)'),
    prose: prose.nullable().default(null).describe('Our own rules against menus, lists of links and lists of keywords'),
    classifier: classifier.nullable().prefault({}).describe('Quality classifier'),
    byLanguage: z
      .record(z.string(), languageLimits)
      .default({})
      .describe('Limits by language as identified; zh stands for zh-Hans and zh-Hant'),
  })
  .strict();
export type QualityParameters = z.infer<typeof qualityParameters>;
