import { eachGroup } from './addresses.ts';
import type { SignedPart } from './files.ts';
import type { KnownDocuments } from './known-reader.ts';

/** Marks documents that are removed before any is compared: a collection has them, or another at their address stays. */
export async function markGone(
  parts: readonly SignedPart[],
  { addresses, known }: { addresses: readonly Uint32Array[]; known?: KnownDocuments | undefined },
): Promise<Uint8Array> {
  const gone = new Uint8Array(parts.reduce((sum, part) => sum + part.looked, 0));
  if (known !== undefined)
    for await (const numbers of known.numbers()) for (const document of numbers) gone[document] = 1;
  for (const group of eachGroup(addresses)) {
    const [, ...others] = group.filter((document) => gone[document] === 0);
    for (const document of others) gone[document] = 1;
  }
  return gone;
}
