import { readWords } from '../../src/runs/words.ts';
import { columnCount } from '../../src/stages/dedup/banding.ts';
import { SHARE_WORDS } from '../../src/stages/dedup/components.ts';
import { createEdges } from '../../src/stages/dedup/edges.ts';
import type { DedupParameters } from '../../src/stages/dedup/parameters.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { groupColumns } from './buckets.ts';
import { type CompareCounts, type ComparedShare, compareShare } from './compare.ts';
import { PLACES, shareCandidates } from './components.ts';
import { decide, type Evidence } from './decide.ts';
import { EXACT, GROUPS, SHINGLES, type SignedPart, type Sink, TOKENS } from './files.ts';
import { markGone } from './gone.ts';
import { type GatheredSets, gatherPart, ROWS } from './sets.ts';
import type { Verdicts } from './verdicts.ts';

/** Opens a new file of the storage for writing. */
export type CreateFile = (prefix: string, name: string) => Sink & { close(): Promise<void> | void };

const BUCKETS = 'buckets';
const COMPONENTS = 'components';

/** All jobs from signatures to verdicts in this process, over whole columns; `capacity` as for `shareCandidates`. */
export async function dedupSigned(
  storage: Storage,
  create: CreateFile,
  signed: Pick<Evidence, 'parts' | 'preference' | 'addresses' | 'known'>,
  parameters: DedupParameters,
  signal: AbortSignal,
  capacity = SHARE_WORDS,
): Promise<Verdicts> {
  const { parts, preference } = signed;
  const columns = { exact: create(BUCKETS, EXACT), groups: create(BUCKETS, GROUPS) };
  const range = { from: 0, to: columnCount(parameters), slice: 0, slices: 1 };
  const counts = await groupColumns(storage, parts, parameters, range, columns);
  await columns.exact.close();
  await columns.groups.close();
  const buckets = [{ prefix: BUCKETS, counts }];
  const files = { places: create(COMPONENTS, PLACES), groups: create(COMPONENTS, GROUPS) };
  const gone = await markGone(parts, signed);
  const shared = await shareCandidates(
    storage,
    { parts, buckets, preference, gone, capacity },
    parameters,
    files,
    signal,
  );
  await files.places.close();
  await files.groups.close();
  const shares = shared.starts.length - 1;
  const sets = shares > 1 ? { gathered: await gatherAll() } : { parts };
  const edges = createEdges();
  const compared: CompareCounts = { compared: 0, below: 0, saturated: 0 };
  for (let share = 0; share < shares; share++) {
    const from: ComparedShare = { prefix: COMPONENTS, shared, share, ...sets };
    const found = await compareShare(storage, from, parameters, edges, signal);
    for (const name of ['compared', 'below', 'saturated'] as const) compared[name] += found[name];
  }
  const evidence = { ...signed, buckets, edges: () => [edges.all()], counts: compared };
  return decide(storage, evidence, parameters, signal);

  async function gatherAll(): Promise<GatheredSets[]> {
    const gathered: GatheredSets[] = [];
    for (const [index, part] of parts.entries()) gathered.push(await gather(part, `sets-${index}`));
    return gathered;
  }

  async function gather(part: SignedPart, prefix: string): Promise<GatheredSets> {
    const { first, looked } = part;
    const range = { start: first * 4, end: (first + looked) * 4 };
    const places = await readWords(storage, `${COMPONENTS}/${PLACES}`, range);
    const out = {
      rows: create(prefix, ROWS),
      shingles: create(prefix, SHINGLES),
      tokens: parameters.editSimilarity === null ? undefined : create(prefix, TOKENS),
    };
    const gathered = { part, first, places, starts: shared.starts };
    const starts = await gatherPart(storage, gathered, parameters, out, signal);
    for (const file of [out.rows, out.shingles, out.tokens]) await file?.close();
    return { prefix, first, starts };
  }
}
