import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { NotFoundError, StorageError, WinnowError } from '../errors.ts';
import { BodyError, ownErrors } from './body.ts';
import { checkKey } from './key.ts';
import type { StorageSpec } from './open.ts';
import type { ByteRange, Storage, StoredObject } from './storage.ts';

/** Part of a multipart upload; S3 allows 10,000 of them, so 32 MB reach 312 GB. */
const PART_BYTES = 32 << 20;
/** S3 copies at most 5 GB in one request; beyond that in parts of this size. */
const COPY_BYTES = 1 << 30;
/** Objects up to this size are one PUT. */
const SINGLE_BYTES = 8 << 20;

type S3Spec = Extract<StorageSpec, { kind: 's3' }>;

/** Objects in a bucket of S3 or a store that speaks its protocol. A PUT and a completed multipart upload are atomic. */
export function openS3(spec: S3Spec, options: { copyBytes?: number } = {}): Storage & { close(): void } {
  const client = new S3Client({
    region: spec.region,
    ...(spec.endpoint !== undefined && { endpoint: spec.endpoint, forcePathStyle: true }),
    // Compatible stores refuse the checksum trailers that newer SDKs send of their own accord.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 5,
  });
  return new S3Storage(client, spec, options.copyBytes ?? COPY_BYTES);
}

class S3Storage implements Storage {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly prefix: string;
  private readonly copyBytes: number;

  constructor(client: S3Client, spec: S3Spec, copyBytes: number) {
    this.client = client;
    this.bucket = spec.bucket;
    this.prefix = spec.prefix === '' ? '' : `${spec.prefix}/`;
    this.copyBytes = copyBytes;
  }

  private object(key: string): { Bucket: string; Key: string } {
    checkKey(key);
    return { Bucket: this.bucket, Key: this.prefix + key };
  }

  async put(key: string, body: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const object = this.object(key);
    if (typeof body === 'string' || body instanceof Uint8Array) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      return this.asked(`put ${key}`, async () => {
        await this.client.send(new PutObjectCommand({ ...object, Body: bytes, ContentLength: bytes.byteLength }));
        return { key, size: bytes.byteLength };
      });
    }
    const { head, rest } = await takeBytes(body, SINGLE_BYTES);
    if (rest === undefined) return this.put(key, head);
    let size = 0;
    let failed: BodyError | undefined;
    async function* counted(more: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
      yield head;
      size += head.byteLength;
      try {
        for await (const chunk of ownErrors(more)) {
          size += chunk.byteLength;
          yield chunk;
        }
      } catch (cause) {
        if (cause instanceof BodyError) failed = cause;
        throw cause;
      }
    }
    const upload = new Upload({
      client: this.client,
      params: { ...object, Body: Readable.from(counted(rest), { objectMode: false }) },
      partSize: PART_BYTES,
      queueSize: 2,
    });
    return this.asked(`put ${key}`, async () => {
      try {
        await upload.done();
      } catch (cause) {
        // The SDK may have wrapped what the body threw.
        throw failed ?? cause;
      }
      return { key, size };
    });
  }

  async create(key: string, body: Uint8Array | string): Promise<boolean> {
    const object = this.object(key);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const put = { ...object, Body: bytes, ContentLength: bytes.byteLength, IfNoneMatch: '*' };
    try {
      await this.client.send(new PutObjectCommand(put));
      return true;
    } catch (cause) {
      // 409: another conditional write to the key is under way.
      if (isConflict(cause)) return false;
      throw storageError(`create ${key}`, cause);
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const object = this.object(key);
    if (range !== undefined && range.end <= range.start) {
      if ((await this.head(key)) === undefined) throw new NotFoundError(`storage has no ${key}`);
      return Readable.from([]);
    }
    return this.asked(`get ${key}`, async () => {
      try {
        const { Body } = await this.client.send(
          new GetObjectCommand({
            ...object,
            ...(range !== undefined && { Range: `bytes=${range.start}-${range.end - 1}` }),
          }),
        );
        if (!(Body instanceof Readable)) throw new StorageError(`storage get ${key}: expected a stream`);
        return Body;
      } catch (cause) {
        // The range starts behind the object's end.
        if (cause instanceof S3ServiceException && cause.name === 'InvalidRange') return Readable.from([]);
        throw cause;
      }
    });
  }

  async head(key: string): Promise<StoredObject | undefined> {
    const object = this.object(key);
    try {
      const { ContentLength } = await this.client.send(new HeadObjectCommand(object));
      return { key, size: ContentLength ?? 0 };
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw storageError(`head ${key}`, cause);
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    // S3 lists in order of UTF-8 bytes, which for the characters of our keys is the order of code units.
    try {
      const pages = paginateListObjectsV2(
        { client: this.client },
        { Bucket: this.bucket, Prefix: this.prefix + prefix },
      );
      for await (const page of pages)
        for (const { Key, Size } of page.Contents ?? [])
          yield { key: (Key ?? '').slice(this.prefix.length), size: Size ?? 0 };
    } catch (cause) {
      throw storageError(`list ${prefix}`, cause);
    }
  }

  async delete(key: string): Promise<void> {
    const object = this.object(key);
    await this.asked(`delete ${key}`, () => this.client.send(new DeleteObjectCommand(object)));
  }

  async copy(from: string, to: string): Promise<void> {
    const source = this.object(from);
    const target = this.object(to);
    const found = await this.head(from);
    if (found === undefined) throw new NotFoundError(`storage has no ${from}`);
    if (from === to) return;
    const CopySource = `${this.bucket}/${encodeURIComponent(source.Key)}`;
    await this.asked(`copy ${from} to ${to}`, async () => {
      if (found.size <= this.copyBytes) await this.client.send(new CopyObjectCommand({ ...target, CopySource }));
      else await this.copyInParts(target, CopySource, found.size);
    });
  }

  private async copyInParts(target: { Bucket: string; Key: string }, CopySource: string, size: number): Promise<void> {
    const { UploadId } = await this.client.send(new CreateMultipartUploadCommand(target));
    try {
      const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
      for (let start = 0; start < size; start += this.copyBytes) {
        const CopySourceRange = `bytes=${start}-${Math.min(start + this.copyBytes, size) - 1}`;
        const PartNumber = Parts.length + 1;
        const { CopyPartResult } = await this.client.send(
          new UploadPartCopyCommand({ ...target, UploadId, PartNumber, CopySource, CopySourceRange }),
        );
        Parts.push({ ETag: CopyPartResult?.ETag, PartNumber });
      }
      await this.client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
    } catch (cause) {
      await this.client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => undefined);
      throw cause;
    }
  }

  close(): void {
    this.client.destroy();
  }

  private async asked<T>(operation: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      if (isMissing(cause)) throw new NotFoundError(`storage ${operation}: not there`, { cause });
      throw storageError(operation, cause);
    }
  }
}

/** The first bytes of a stream, and what follows them if there is more than `limit`. */
async function takeBytes(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> | undefined }> {
  const iterator = body[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= limit) {
    const { done, value } = await iterator.next();
    if (done === true) return { head: Buffer.concat(chunks), rest: undefined };
    chunks.push(value);
    size += value.byteLength;
  }
  return { head: Buffer.concat(chunks), rest: { [Symbol.asyncIterator]: () => iterator } };
}

const isMissing = (cause: unknown): boolean =>
  cause instanceof S3ServiceException && (cause.name === 'NoSuchKey' || cause.name === 'NotFound');

const isConflict = (cause: unknown): boolean =>
  cause instanceof S3ServiceException &&
  (cause.name === 'PreconditionFailed' || cause.name === 'ConditionalRequestConflict');

function storageError(operation: string, cause: unknown): unknown {
  if (cause instanceof BodyError) return cause.cause;
  if (cause instanceof WinnowError) return cause;
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  // The SDK's errors hold the whole connection, which would end up in the log.
  const own = cause instanceof S3ServiceException ? undefined : cause;
  return new StorageError(`storage ${operation}: ${name}: ${message}`, { cause: own, details: { reason: name } });
}
