import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { type CollectionOptions, folderCollection, tidyCollection } from './collection.ts';
import { dedupFiles } from './dedup-files.ts';
import { expandInputs } from './inputs.ts';
import { loadRecipe } from './load-recipe.ts';
import { lineOutput } from './output.ts';

/**
 * `winnow dedup`: near-duplicates with their survivors and repeated lines of a host, one attributes line a document, in order. Signatures and
 * shingles lie in a temporary folder meanwhile (about as large as the texts, under TMPDIR), so memory stays bounded.
 */
export async function dedupCommand(inputs: string[], options: { recipe: string } & CollectionOptions): Promise<void> {
  const { recipe, place } = await folderCollection(await loadRecipe(options.recipe), options);
  if (recipe.dedup === null) throw new ConfigurationError(`recipe ${recipe.name} has no dedup stage`);
  const folder = await mkdtemp(join(tmpdir(), 'winnow-dedup-'));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  const interrupted = (): void => {
    clear();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const output = lineOutput();
    const { counts, known, repeated, add } = await dedupFiles(
      await expandInputs(inputs),
      recipe.dedup,
      folder,
      output,
      place,
    );
    await output.end();
    const { looked, near, exact, clusters } = counts;
    const earlier = place === undefined ? '' : `, ${known} of earlier ones in the collection`;
    console.error(
      `winnow: ${looked} documents, ${near} near and ${exact} exact duplicates of ${clusters} that stay${earlier}`,
    );
    if (repeated.lines > 0)
      console.error(`winnow: ${repeated.lines} lines that repeat over a host cut from ${repeated.documents} documents`);
    // Last: whoever did not get every line can ask again and gets the same ones.
    if (place !== undefined && output.open()) {
      if (recipe.dedup.collection?.add === true) await add();
      await tidyCollection(place);
    }
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    clear();
  }
}
