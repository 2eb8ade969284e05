import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { readWords } from '../../src/runs/words.ts';
import { ADDRESS_WORDS, groupAddresses, type KeepAtAddress } from '../../src/stages/dedup/addresses.ts';
import { dedupParameters } from '../../src/stages/dedup/parameters.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createWordWriter, openInput, openParts, type SignedPart } from './files.ts';

/** File of a signature output: `ADDRESS_WORDS` words for each document that was looked at. */
export const ADDRESSES = 'addresses.bin';
/** File of an addresses output: groups as [size, document …] of documents at one address, the one to keep first. */
export const ADDRESS_GROUPS = 'groups.bin';

/** Rows read at a time. */
const PIECE = 1 << 18;

/** Finds documents at one address over all parts, of the addresses whose hash falls to this job. */
export const findAddresses: JobWorker<'addresses'> = async (job, { storage, signal, progress }) => {
  const { addresses } = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const groups = await addressGroups(storage, parts, addresses?.keep ?? 'newest', job, (documents) => {
    signal.throwIfAborted();
    progress({ documents, bytes: 0 });
  });
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const writer = createWordWriter(output.file(ADDRESS_GROUPS));
    if (writer.write(groups, groups.length)) await writer.drain();
    await writer.finish();
    return { words: groups.length };
  });
};

/** Groups of documents at one address, among the addresses of a share of all hashes: memory 24 bytes a document of it. */
export async function addressGroups(
  storage: Storage,
  parts: readonly SignedPart[],
  keep: KeepAtAddress,
  { index, jobs }: { index: number; jobs: number },
  read: (documents: number) => void = () => undefined,
): Promise<Uint32Array> {
  let columns = Array.from({ length: ADDRESS_WORDS + 1 }, () => new Uint32Array(1 << 16));
  let count = 0;
  for (const { prefix, first, looked } of parts) {
    for (let from = 0; from < looked; from += PIECE) {
      const to = Math.min(from + PIECE, looked);
      const range = { start: from * ADDRESS_WORDS * 4, end: to * ADDRESS_WORDS * 4 };
      const words = await readWords(storage, `${prefix}/${ADDRESSES}`, range);
      for (let document = from; document < to; document++) {
        const at = (document - from) * ADDRESS_WORDS;
        if (words[at + 1] === 0 || Math.floor((words[at]! * jobs) / 2 ** 32) !== index) continue;
        if (count === columns[0]!.length) columns = columns.map(doubled);
        for (let word = 0; word < ADDRESS_WORDS; word++) columns[word]![count] = words[at + word]!;
        columns[ADDRESS_WORDS]![count++] = first + document;
      }
    }
    read(first + looked);
  }
  const [high, low, added, length, ids, documents] = columns.map((column) => column.subarray(0, count));
  return groupAddresses(
    { high: high!, low: low!, added: added!, length: length!, ids: ids!, documents: documents! },
    keep,
  );
}

function doubled(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}

/** Groups of finished addresses outputs. */
export async function readAddressGroups(storage: Storage, keys: readonly string[]): Promise<Uint32Array[]> {
  const groups: Uint32Array[] = [];
  for (const key of keys) {
    const { prefix, counts } = await openInput(storage, 'addresses', key);
    groups.push(await readWords(storage, `${prefix}/${ADDRESS_GROUPS}`, { start: 0, end: (counts['words'] ?? 0) * 4 }));
  }
  return groups;
}

/** Each group of packed ones: a view. */
export function* eachGroup(packed: readonly Uint32Array[]): Iterable<Uint32Array> {
  for (const words of packed)
    for (let at = 0; at < words.length; at += words[at]! + 1) yield words.subarray(at + 1, at + 1 + words[at]!);
}
