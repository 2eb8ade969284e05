import type { Json } from '../stages/stage.ts';
import type { ByteRange } from '../storage/storage.ts';

/** Part of every extract output's key. Raise it whenever readers may hand on other records for the same bytes. */
export const RECORD_VERSION = 1;

/** A stored file as readers see it: any range of it, as a stream. */
export interface ByteSource {
  readonly size: number;
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}

/** Why a record is no document although nothing is wrong with it. A closed list: the report counts by it. */
export type SkipReason =
  | 'request'
  | 'warcinfo'
  | 'metadata'
  | 'revisit'
  | 'dns'
  | 'http-error'
  | 'http-redirect'
  | 'media-type'
  | 'empty-body'
  | 'archive-folder'
  | 'other-record-type';

/** What a reader hands on. `position` is unique in the file and the same on every run. */
export type CrawlRecord =
  /** HTML; extract finds its text. */
  | {
      kind: 'page';
      position: string;
      body: Uint8Array;
      url?: string | undefined;
      /** Value of the HTTP Content-Type header. */
      contentType?: string | undefined;
      /** When it was crawled, ISO 8601. */
      date?: string | undefined;
      metadata?: { [key: string]: Json } | undefined;
    }
  /** Text already: WET, plain text, Markdown, JSONL. */
  | {
      kind: 'text';
      position: string;
      text: string;
      url?: string | undefined;
      date?: string | undefined;
      created?: string | undefined;
      metadata?: { [key: string]: Json } | undefined;
    }
  | { kind: 'skip'; position: string; reason: SkipReason; url?: string | undefined }
  /** Damaged: counted, kept in the part's rejects with this reason, and nothing else is lost by it. */
  | { kind: 'reject'; position: string; code: string; message: string; url?: string | undefined };

/** Limits for untrusted bytes; going over one rejects the record (or the rest of the file) with its name. */
export interface ReadLimits {
  /** Largest record body in bytes, uncompressed. */
  maxRecordBytes: number;
  /** Most bytes of headers of one record. */
  maxHeaderBytes: number;
  /** Largest ratio of uncompressed to compressed bytes, looked at beyond the first 16 MB. */
  maxDecompressionRatio: number;
  /** Most entries of one zip or tar. */
  maxArchiveEntries: number;
}

export const defaultLimits: ReadLimits = {
  maxRecordBytes: 64 << 20,
  maxHeaderBytes: 1 << 20,
  maxDecompressionRatio: 1000,
  maxArchiveEntries: 1_000_000,
};

export interface ReadOptions {
  /** The upload's name: a hint only, the content decides. */
  name: string;
  /** Records that start in this range of the stored file; the rest belongs to other parts. */
  range: ByteRange;
  limits: ReadLimits;
  /** Bytes in front of the range that may be read to find its first record; only tests need another number. */
  lookBehind?: number;
}
