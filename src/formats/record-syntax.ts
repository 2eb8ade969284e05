/** What WARC and ARC headers say of a record, in one form. */
export interface RecordHeader {
  /** WARC-Type in lower case; `response`, `warcinfo` or `dns` for ARC; empty where the header does not say. */
  type: string;
  url: string | undefined;
  /** As written. */
  date: string | undefined;
  /** Type of the record's block: `application/http; msgtype=response`, or the payload's own type. */
  contentType: string | undefined;
  /** Bytes of the block as the header claims, undefined where it does not say or is no number. */
  length: number | undefined;
  /** Language tags that the crawler found, as written (`WARC-Identified-Content-Language`). */
  language: string | undefined;
}

/** A header and where its block begins. */
export interface ParsedHeader {
  header: RecordHeader;
  /** Index of the block's first byte. */
  bodyStart: number;
}

/** What a search for the next record start found: its index, or where to go on once more bytes have come. */
export type Found = { at: number } | { resume: number };

/** How records of one archive format begin. All functions look at `bytes` from an index on and keep no state. */
export interface RecordSyntax {
  readonly name: 'WARC' | 'ARC';
  /** Whether a record header begins here; undefined where more bytes are needed to say. */
  beginsAt(bytes: Buffer, at: number, final: boolean): boolean | undefined;
  /**
   * Reads the header that begins at `at`; where its end has not come, says up to which line there is none.
   * `from` is such a line of an earlier try, so that no byte is searched twice.
   */
  parse(bytes: Buffer, at: number, from: number): ParsedHeader | { resume: number };
  /** Whether what closes a record stands here, so that a block which ends here ends as it should. */
  closesAt(bytes: Buffer, at: number): boolean;
  /** The next record start at or after `from`, found without knowing where the last record ends. */
  find(bytes: Buffer, from: number, final: boolean): Found;
}
