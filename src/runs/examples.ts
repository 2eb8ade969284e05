import { z } from 'zod';
import { applyEdits, type Document, measuresSchema } from '../document.ts';
import { mergeEdits, type StageAttributes } from '../stages/export/export.ts';
import { uniformOf } from '../text/uniform.ts';

const exampleSchema = z.object({
  id: z.string(),
  url: z.string().nullable(),
  language: z.string().nullable(),
  /** The beginning of the text, its edits applied. */
  text: z.string(),
});
const droppedSchema = exampleSchema.extend({
  /** What was measured and the limit that it broke. */
  value: z.union([z.number(), z.string()]),
  limit: z.union([z.number(), z.string()]),
});

/** Documents for a person to look at, drawn by their ids alone: the same whatever the parts. */
export const examplesSchema = z.object({
  /** By stage and rule, documents that failed it. */
  dropped: z.record(z.string(), z.record(z.string(), z.array(droppedSchema))),
  /** Documents that every stage kept, with everything that was measured. */
  kept: z.array(exampleSchema.extend({ measures: measuresSchema })),
});
export type Examples = z.infer<typeof examplesSchema>;

/** By stage and rule: documents that failed it, and kept ones with their value of the same measure where it has one. */
export const ruleExamplesSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      dropped: z.array(droppedSchema),
      kept: z.array(exampleSchema.extend({ value: droppedSchema.shape.value.nullable() })),
    }),
  ),
);

/** Examples of each rule in a report. */
const SHOWN = 20;
/** Kept documents of which each rule shows some. */
const KEPT = 60;
const EXCERPT = 240;

export const emptyExamples = (): Examples => ({ dropped: {}, kept: [] });

/** Takes a document in where the draw says so. */
export function addExample(examples: Examples, document: Document, judged: readonly StageAttributes[]): void {
  const kept = judged.every(({ attributes }) => attributes.verdict === 'keep');
  const made = (): Examples['kept'][number] => ({
    ...exampleOf(document, judged),
    measures: Object.assign({}, ...judged.map(({ attributes }) => attributes.measures)),
  });
  if (kept) insert(examples.kept, '', KEPT, document.id, made);
  for (const { stage, attributes } of judged) {
    for (const { rule, value, limit } of attributes.failures) {
      examples.dropped[stage] ??= {};
      examples.dropped[stage][rule] ??= [];
      insert(examples.dropped[stage][rule], rule, SHOWN, document.id, () => ({
        ...exampleOf(document, judged),
        value,
        limit,
      }));
    }
  }
}

/** Adds the examples of other parts: those with the smallest draws of all stay. */
export function mergeExamples(into: Examples, from: Examples): void {
  for (const example of from.kept) insert(into.kept, '', KEPT, example.id, () => example);
  for (const [stage, rules] of Object.entries(from.dropped)) {
    for (const [rule, examples] of Object.entries(rules)) {
      into.dropped[stage] ??= {};
      into.dropped[stage][rule] ??= [];
      for (const example of examples) insert(into.dropped[stage][rule], rule, SHOWN, example.id, () => example);
    }
  }
}

/** Twenty dropped and twenty kept documents for each rule that failed one. */
export function examplesByRule({ dropped, kept }: Examples): z.infer<typeof ruleExamplesSchema> {
  const shown: z.infer<typeof ruleExamplesSchema> = {};
  for (const [stage, rules] of Object.entries(dropped)) {
    const byRule: (typeof shown)[string] = {};
    for (const rule of Object.keys(rules).sort()) {
      const drawn: Examples['kept'] = [];
      for (const example of kept) insert(drawn, rule, SHOWN, example.id, () => example);
      byRule[rule] = {
        dropped: rules[rule] ?? [],
        kept: drawn.map(({ measures, ...example }) => ({ ...example, value: measures[rule] ?? null })),
      };
    }
    shown[stage] = byRule;
  }
  return shown;
}

/** Keeps the `size` examples with the smallest draws, in order of draw. */
function insert<Example extends { id: string }>(
  examples: Example[],
  rule: string,
  size: number,
  id: string,
  make: () => Example,
): void {
  const draw = (one: string): number => uniformOf(0, `${rule} ${one}`);
  const own = draw(id);
  const last = examples.at(-1);
  if (examples.length === size && last !== undefined && own >= draw(last.id)) return;
  let place = examples.length;
  while (place > 0 && draw(examples[place - 1]!.id) > own) place -= 1;
  if (examples[place - 1]?.id === id) return;
  examples.splice(place, 0, make());
  if (examples.length > size) examples.pop();
}

function exampleOf(document: Document, judged: readonly StageAttributes[]): z.infer<typeof exampleSchema> {
  const text = applyEdits(document.text, mergeEdits(judged.map(({ attributes }) => attributes.edits)));
  const { url } = document.metadata;
  const language = judged.find(({ attributes }) => attributes.measures['language'] !== undefined);
  return {
    id: document.id,
    url: typeof url === 'string' ? url : null,
    language: language === undefined ? null : String(language.attributes.measures['language']),
    // Not a pair of surrogates cut in two.
    text: text.slice(0, EXCERPT).replace(/[\ud800-\udbff]$/, ''),
  };
}
