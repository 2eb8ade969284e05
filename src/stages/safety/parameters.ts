import { z } from 'zod';
import { phoneRegions } from './pii/phone.ts';
import { piiKinds } from './pii/span.ts';

const reference = z.string().min(1).max(200);

const url = z
  .object({
    hosts: z
      .array(z.object({ list: reference, category: z.string().min(1).max(50) }).strict())
      .default([
        { list: 'builtin:lists/adult-hosts.bin', category: 'adult' },
        { list: 'builtin:lists/ut1-adult-paths.bin', category: 'adult' },
        { list: 'builtin:lists/ut1-gambling.bin', category: 'gambling' },
      ])
      .describe('Lists of hosts and paths, each with its category; a host stands for its subdomains too'),
    allow: reference.nullable().default(null).describe('List of hosts and paths that no address rule drops'),
    words: reference
      .nullable()
      .default('builtin:lists/url-words.txt')
      .describe('Words in the address: any hard one, or several soft ones (idea: Penedo et al. 2023, RefinedWeb, G.1)'),
    softLimit: z.int().min(1).default(2).describe('Different soft words that drop a document'),
  })
  .strict();

const badWords = z
  .object({
    list: reference.default('builtin:lists/bad-words.txt').describe('Word list: LDNOOBW in 28 languages (CC BY 4.0)'),
    languages: z
      .array(z.string().min(2).max(20))
      .default(['en', 'zh'])
      .describe('Sections used for every document; the language that a page declares is added to them'),
    maxShare: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(0.03)
      .describe('Most listed words, as a share of all words; in scripts without spaces each character is a word'),
    minMatches: z
      .int()
      .min(1)
      .default(3)
      .describe('Fewer matches never drop a document (Raffel et al. 2020 drop at 1: see preset massivetext for none)'),
  })
  .strict();

const limit = z.number().min(0).max(1).nullable();

const harm = z
  .object({
    model: reference.default('builtin:harm.bin').describe('Model of harmful content, as scripts/harm-model makes it'),
    share: z
      .number()
      .min(0.05)
      .max(1)
      .default(0.5)
      .describe('Share of the text, the worst, whose mean probability is the score of a document'),
    maxPornography: limit.default(0.5).describe('Most probability of pornography; null: measured alone'),
    maxHate: limit.default(0.5).describe('Most probability of hate and insults; null: measured alone'),
    maxViolence: limit
      .default(0.5)
      .describe('Most probability of threats, cruelty and self-harm; null: measured alone'),
  })
  .strict();

const pii = z
  .object({
    kinds: z
      .array(z.enum(piiKinds))
      .default([...piiKinds])
      .describe('Personal data that is replaced by placeholders: <EMAIL>, <IP>, <PHONE>, <CARD>, <ID>'),
    phoneRegions: z
      .array(z.enum(phoneRegions))
      .default([...phoneRegions])
      .describe('Countries whose national telephone numbers are known; numbers with + and a country code always are'),
  })
  .strict();

/** Parameters of the safety stage. A group that is null is not computed. */
export const safetyParameters = z
  .object({
    url: url.nullable().prefault({}).describe('Lists of hosts and of words in addresses'),
    badWords: badWords.nullable().prefault({}).describe('Word lists'),
    harm: harm.nullable().prefault({}).describe('Classifier of pornography, hate and violence'),
    pii: pii.nullable().prefault({}).describe('Personal data as edits; never drops a document'),
  })
  .strict();
export type SafetyParameters = z.infer<typeof safetyParameters>;
