import { z } from 'zod';
import type { Attributes, Document } from '../document.ts';
import { webHost } from '../text/web-host.ts';

const outcomeSchema = z.object({ in: z.number(), kept: z.number(), dropped: z.number() });
export type Outcome = z.infer<typeof outcomeSchema>;

const copiesSchema = z.object({ documents: z.number(), copies: z.number() });
type Copies = z.infer<typeof copiesSchema>;

const byName = z.record(z.string(), outcomeSchema);
const counts = z.record(z.string(), z.number());

/** Where the documents of a part (or of a whole run) went. Every level adds up: in = kept + dropped. */
export const funnelSchema = z.object({
  documents: outcomeSchema,
  /** UTF-16 code units of text, before edits. */
  characters: outcomeSchema,
  /** In order: what each stage was given, kept and dropped. */
  stages: byName,
  /** By stage, then rule: documents that failed it. One document may fail several rules. */
  rules: z.record(z.string(), counts),
  /** By rule, then language: the same documents. */
  ruleLanguages: z.record(z.string(), counts),
  languages: byName,
  hosts: byName,
  /** Documents by size: key n counts texts of 2^n to 2^(n+1)-1 characters. */
  sizes: byName,
  /** Documents by a measure in tenths: key n counts n/10 up to (n+1)/10. */
  scores: z.record(z.string(), byName),
  /** What near-duplicate removal was given, by source and by host. */
  duplicates: z.object({ sources: byName, hosts: byName }),
  /** Edits applied to kept documents, by replacement text. */
  edits: counts,
  /** Documents that every stage kept and their copies in the dataset, where the recipe has epochs or a top share. */
  copies: z.object({
    sources: z.record(z.string(), copiesSchema),
    /** By the lower end of the quality band. */
    bands: z.record(z.string(), copiesSchema),
  }),
});
export type Funnel = z.infer<typeof funnelSchema>;

const outcome = (): Outcome => ({ in: 0, kept: 0, dropped: 0 });

export const emptyFunnel = (): Funnel => ({
  documents: outcome(),
  characters: outcome(),
  stages: {},
  rules: {},
  ruleLanguages: {},
  languages: {},
  hosts: {},
  sizes: {},
  scores: {},
  duplicates: { sources: {}, hosts: {} },
  edits: {},
  copies: { sources: {}, bands: {} },
});

/** Measures between 0 and 1 that the report shows as histograms. */
const SCORES = ['confidence', 'languageScore', 'quality', 'harmful'];

function add(into: Record<string, Outcome>, name: string, kept: boolean, by = 1): void {
  // A name from a page (a host, a language) may be any string, "__proto__" too.
  if (name === '__proto__') return;
  into[name] ??= outcome();
  tally(into[name], kept, by);
}

function tally(total: Outcome, kept: boolean, by: number): void {
  total.in += by;
  if (kept) total.kept += by;
  else total.dropped += by;
}

const increase = (into: Record<string, number>, name: string, by = 1): void => {
  into[name] = (into[name] ?? 0) + by;
};

/** Counts one document with what each stage said, in order. Returns whether it is kept. */
export function countDocument(
  funnel: Funnel,
  document: Document,
  judged: readonly { stage: string; attributes: Attributes }[],
): boolean {
  const kept = judged.every(({ attributes }) => attributes.verdict === 'keep');
  tally(funnel.documents, kept, 1);
  tally(funnel.characters, kept, document.text.length);
  add(funnel.sizes, String(31 - Math.clz32(document.text.length)), kept);
  const host = webHost(document.metadata['url']) ?? 'none';
  add(funnel.hosts, host, kept);
  let standing = true;
  const language = languageOf(judged);
  for (const { stage, attributes } of judged) {
    if (standing) add(funnel.stages, stage, attributes.verdict === 'keep');
    if (standing && stage === 'dedup') {
      add(funnel.duplicates.sources, document.source, attributes.verdict === 'keep');
      add(funnel.duplicates.hosts, host, attributes.verdict === 'keep');
    }
    if (attributes.verdict === 'drop') standing = false;
    for (const name of SCORES) {
      const score = attributes.measures[name];
      if (typeof score !== 'number') continue;
      funnel.scores[name] ??= {};
      add(funnel.scores[name], String(Math.min(9, Math.floor(score * 10))), kept);
    }
    for (const rule of new Set(attributes.failures.map((failure) => failure.rule))) {
      funnel.rules[stage] ??= {};
      increase(funnel.rules[stage], rule);
      funnel.ruleLanguages[rule] ??= {};
      increase(funnel.ruleLanguages[rule], language);
    }
    if (kept) for (const [, , replacement] of attributes.edits) increase(funnel.edits, replacement || 'removed');
  }
  add(funnel.languages, language, kept);
  return kept;
}

function languageOf(judged: readonly { attributes: Attributes }[]): string {
  for (const { attributes } of judged) {
    const { language } = attributes.measures;
    if (typeof language === 'string') return language;
  }
  return 'unknown';
}

/** Counts how often a document that every stage kept is in the dataset. */
export function countCopies(funnel: Funnel, source: string, band: number | undefined, copies: number): void {
  addCopies(funnel.copies.sources, source, { documents: 1, copies });
  if (band !== undefined) addCopies(funnel.copies.bands, String(band), { documents: 1, copies });
}

function addCopies(into: Record<string, Copies>, name: string, { documents, copies }: Copies): void {
  if (name === '__proto__') return;
  const before = into[name];
  into[name] = { documents: (before?.documents ?? 0) + documents, copies: (before?.copies ?? 0) + copies };
}

/** Adds one funnel's counts to another's. */
export function mergeFunnel(into: Funnel, from: Funnel): void {
  mergeOutcome(into.documents, from.documents);
  mergeOutcome(into.characters, from.characters);
  mergeOutcomes(into.stages, from.stages);
  for (const [stage, rules] of Object.entries(from.rules)) {
    into.rules[stage] ??= {};
    for (const [rule, number] of Object.entries(rules)) increase(into.rules[stage], rule, number);
  }
  for (const [rule, languages] of Object.entries(from.ruleLanguages)) {
    into.ruleLanguages[rule] ??= {};
    for (const [language, number] of Object.entries(languages)) increase(into.ruleLanguages[rule], language, number);
  }
  mergeOutcomes(into.languages, from.languages);
  mergeOutcomes(into.hosts, from.hosts);
  mergeOutcomes(into.sizes, from.sizes);
  for (const [name, scores] of Object.entries(from.scores)) {
    into.scores[name] ??= {};
    mergeOutcomes(into.scores[name], scores);
  }
  mergeOutcomes(into.duplicates.sources, from.duplicates.sources);
  mergeOutcomes(into.duplicates.hosts, from.duplicates.hosts);
  for (const [replacement, number] of Object.entries(from.edits)) increase(into.edits, replacement, number);
  for (const [name, copies] of Object.entries(from.copies.sources)) addCopies(into.copies.sources, name, copies);
  for (const [name, copies] of Object.entries(from.copies.bands)) addCopies(into.copies.bands, name, copies);
}

function mergeOutcome(into: Outcome, from: Outcome): void {
  into.in += from.in;
  into.kept += from.kept;
  into.dropped += from.dropped;
}

function mergeOutcomes(into: Record<string, Outcome>, from: Record<string, Outcome>): void {
  for (const [name, found] of Object.entries(from)) {
    into[name] ??= outcome();
    mergeOutcome(into[name], found);
  }
}
