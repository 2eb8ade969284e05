import { createHash } from 'node:crypto';
import { InputMissingError } from '../errors.ts';
import { type Storage, writeJson } from '../storage/storage.ts';
import { outputPrefix } from './job.ts';
import type { Manifest } from './manifest.ts';
import { readDone } from './output.ts';
import { type Plan, planJobs } from './plan.ts';
import { makeReport } from './report.ts';
import type { Run } from './store.ts';

/**
 * Puts a plan's finished outputs together as `datasets/<dataset>`: shards, report, then the manifest that makes it
 * whole. Doing it again gives the same bytes. Errors: `InputMissingError` where an output is not there.
 */
export async function finishDataset(
  storage: Storage,
  run: Pick<Run, 'corpora' | 'recipe'>,
  plan: Plan,
): Promise<Manifest> {
  const folder = `datasets/${plan.dataset}`;
  const shards: Manifest['shards'] = [];
  for (const job of plan.shuffles.length > 0 ? plan.shuffles : plan.exports) {
    const prefix = outputPrefix(job.kind, job.key);
    const done = await readDone(storage, prefix);
    if (done === undefined) throw new InputMissingError(`dataset ${plan.dataset}: output ${prefix} is not there`);
    const name = `shard.jsonl.${run.recipe.export.compression}`;
    const file = done.files[name];
    // A shard without documents is left out: loaders refuse empty files.
    if (file === undefined || file.lines === 0) continue;
    const shard = `part-${String(job.index).padStart(5, '0')}.jsonl.${run.recipe.export.compression}`;
    await storage.copy(`${prefix}/${name}`, `${folder}/shards/${shard}`);
    shards.push({ name: shard, documents: file.lines, bytes: file.bytes, sha256: file.sha256 });
  }
  const outputs: Record<string, string[]> = {};
  for (const { kind, key } of planJobs(plan)) {
    outputs[kind] ??= [];
    outputs[kind].push(key);
  }
  const report = await makeReport(storage, plan, run.recipe);
  const manifest: Manifest = {
    dataset: plan.dataset,
    sha256: createHash('sha256')
      .update(shards.map((shard) => `${shard.sha256}\n`).join(''))
      .digest('hex'),
    documents: shards.reduce((sum, shard) => sum + shard.documents, 0),
    bytes: shards.reduce((sum, shard) => sum + shard.bytes, 0),
    shards,
    copies: report.copies,
    recipe: run.recipe,
    lineage: {
      files: run.corpora.flatMap(({ name: corpus, files }) =>
        files.map(({ name, sha256, size }) => ({ corpus, name, sha256, size })),
      ),
      outputs,
    },
  };
  await writeJson(storage, `${folder}/report.json`, report);
  await writeJson(storage, `${folder}/manifest.json`, manifest);
  return manifest;
}
