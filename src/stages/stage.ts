import type { z } from 'zod';
import type { Measures } from '../document.ts';

export type StageName = 'extract' | 'quality' | 'safety' | 'dedup' | 'export';

/** Models and lists that a stage was told to use, by reference (see `runs/assets.ts`). */
export type Assets = ReadonlyMap<string, Uint8Array>;

/**
 * One stage of the pipeline, as pure data and functions.
 * `Worker` is what it makes of its parameters: for quality and safety an `Annotate`.
 */
export interface Stage<Parameters, Worker> {
  readonly name: StageName;
  /** Part of every output's key. Raise it whenever the same input may give other output. */
  readonly version: number;
  readonly parameters: z.ZodType<Parameters, unknown>;
  /** References of the models and lists that these parameters need, e.g. `builtin:extract.bin` or `model:my-quality`. */
  assets(parameters: Parameters): readonly string[];
  create(parameters: Parameters, assets: Assets): Worker;
}

/** A web page as the crawl holds it. */
export interface Page {
  /** The payload: HTTP framing, transfer and content encodings already undone. */
  body: Uint8Array;
  /** Value of the HTTP Content-Type header. */
  contentType?: string | undefined;
  url?: string | undefined;
}

/** JSON values, as zod's `z.json()` has them. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A text that is not made a string, until its maker makes another. */
export interface HeldText {
  /** Bytes of its UTF-8. */
  readonly length: number;
  /** Writes it as the inside of a JSON string, at most six bytes for each of its own; returns where it ends. */
  writeJson(target: Buffer, at: number): number;
}

/** What extract finds in a page. An empty `text` has its reason in `reason`. */
export interface Extraction<Text = string> {
  text: Text;
  reason?: string | undefined;
  /** Publication date, ISO 8601, where the page states one. */
  created?: string | undefined;
  /** title, description, author, language, canonical … only what was found. */
  metadata: { [key: string]: Json };
  measures: Measures;
}

export type Extract<Text = string> = (page: Page) => Extraction<Text>;
