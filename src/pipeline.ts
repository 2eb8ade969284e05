/**
 * The way of a document, in order. Start reading here.
 *
 * `extract` turns a crawl's records into documents; every later stage writes attributes beside them and never changes
 * them; `export` zips both into shards. What a stage does is in its folder, how its jobs run in `workers/`, and how
 * jobs follow from a recipe in `runs/plan.ts`.
 */
import { dedupStage } from './stages/dedup/dedup.ts';
import { extractStage } from './stages/extract/extract.ts';
import { qualityStage } from './stages/quality/quality.ts';
import { safetyStage } from './stages/safety/safety.ts';

export const stages = {
  /** record → main text, title, dates */
  extract: extractStage,
  /** language, quality rules, quality classifier */
  quality: qualityStage,
  /** URL and word lists, harmful content, personal data as edits */
  safety: safetyStage,
  /** signature → buckets → verified clusters, over all parts */
  dedup: dedupStage,
};
