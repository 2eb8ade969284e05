import { createHash } from 'node:crypto';
import { resolveRecipe } from '../../src/recipe.ts';
import { addFile, createCorpus, fileKey, readCorpus } from '../../src/runs/corpora.ts';
import { createRun, type Run } from '../../src/runs/store.ts';
import type { Storage } from '../../src/storage/storage.ts';

const subjects = ['The mill', 'A boatman', 'The teacher', 'Our neighbour', 'The old clock', 'A letter', 'The harbour'];
const verbs = ['stood by', 'remembered', 'looked across', 'walked to', 'heard of', 'waited for', 'wrote about'];
const objects = ['the river', 'the long road', 'a quiet garden', 'the market', 'the winter of that year', 'the bridge'];

/** Sentences that differ from one number to the next; every fifth text repeats the one before it with an addition. */
export function sampleText(number: number): string {
  const base = number % 5 === 4 ? number - 1 : number;
  const sentences = Array.from({ length: 30 }, (_, index) => {
    const seed = (base * 31 + index * 17) * 2654435761;
    const pick = (words: readonly string[], shift: number): string => words[(seed >>> shift) % words.length]!;
    return `${pick(subjects, 3)} ${pick(verbs, 9)} ${pick(objects, 15)} in chapter ${base} on page ${index}.`;
  });
  if (number % 5 === 4) sentences.push('This copy was printed later.');
  return sentences.join(' ');
}

export const sampleLines = (documents: number): string =>
  Array.from(
    { length: documents },
    (_, index) => `${JSON.stringify({ id: `book-${index}`, text: sampleText(index) })}\n`,
  ).join('');

/** A queued run over a small JSONL file that is cut into several parts; quality and safety are left out. */
export async function makeRun(storage: Storage, documents = 40): Promise<Run> {
  const body = sampleLines(documents);
  const sha256 = createHash('sha256').update(body).digest('hex');
  await createCorpus(storage, { name: 'books' });
  await storage.put(fileKey('books', sha256), body);
  await addFile(storage, 'books', { name: 'books.jsonl', sha256, size: Buffer.byteLength(body) });
  const recipe = resolveRecipe({ preset: 'default', partBytes: 20_000, quality: null, safety: null });
  return createRun(storage, [await readCorpus(storage, 'books')], recipe);
}
