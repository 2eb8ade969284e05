import { stages } from '../pipeline.ts';
import type { DedupParameters } from '../stages/dedup/parameters.ts';
import type { JobOf, Part } from './job.ts';
import { contentKey } from './key.ts';

/** Stored bytes whose addresses one job compares. */
const BYTES_PER_ADDRESS_JOB = 16 * 2 ** 30;

/** The jobs that compare addresses: none where the recipe does not ask for it. */
export function planAddresses(
  signatures: string[],
  parts: readonly Part[],
  parameters: DedupParameters | null,
): JobOf<'addresses'>[] {
  if (!parameters?.addresses) return [];
  const bytes = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const jobs = Math.max(1, Math.ceil(bytes / BYTES_PER_ADDRESS_JOB));
  const version = stages.dedup.version;
  const { keep } = parameters.addresses;
  return Array.from({ length: jobs }, (_, index) => {
    const inputs = { signatures, index, jobs };
    return {
      kind: 'addresses',
      key: contentKey({ stage: 'addresses', version, ...inputs, keep }),
      ...inputs,
      parameters,
    };
  });
}
