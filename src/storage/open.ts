import { z } from 'zod';
import { FolderStorage } from './folder.ts';
import type { Storage } from './storage.ts';

/** Says which storage to open; plain data, so that child processes can open it too. */
export const storageSpecSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), root: z.string().min(1) }),
  z.object({
    kind: z.literal('s3'),
    bucket: z.string().min(1),
    /** Put before every key; '' for none. */
    prefix: z.string(),
    region: z.string(),
    /** An S3-compatible store; AWS when not set. Credentials come from the SDK's own chain (AWS_ACCESS_KEY_ID …). */
    endpoint: z.url().optional(),
  }),
]);
export type StorageSpec = z.infer<typeof storageSpecSchema>;

/** Opens a storage. The S3 client is loaded only where it is asked for. */
export async function openStorage(spec: StorageSpec): Promise<Storage> {
  if (spec.kind === 'folder') return new FolderStorage(spec.root);
  return (await import('./s3.ts')).openS3(spec);
}
