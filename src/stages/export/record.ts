import type { Document } from '../../document.ts';
import type { Json } from '../stage.ts';

/** What extraction may say of a page, all strings. */
const FIELDS = [
  'url',
  'file',
  'title',
  'description',
  'author',
  'modified',
  'language',
  'languages',
  'canonical',
  'siteName',
  'type',
  'encoding',
] as const;

const EMPTY: Readonly<Record<string, Json>> = Object.fromEntries(FIELDS.map((field) => [field, '']));

/**
 * Dolma's record with the same fields in the same types in every line of every shard: loaders that guess types from the
 * first lines they meet (Arrow's, and so Hugging Face datasets') refuse a file that adds a field or changes a type. What
 * is not known is an empty string, times have Dolma's form, and measures, whose names and number types differ from
 * document to document, are JSON in a string.
 */
export function shardRecord(document: Document, measures: Record<string, Json> | undefined): Document {
  const { id, text, source, added = '', created = '', metadata } = document;
  return {
    id,
    text,
    source,
    added: dolmaTime(added),
    created: dolmaTime(created),
    metadata: { ...EMPTY, ...metadata, ...(measures !== undefined && { winnow: JSON.stringify(measures) }) },
  };
}

/**
 * A time as Dolma writes it, `YYYY-MM-DDTHH:MM:SS.TTTZ` (or with the offset it had). Without the milliseconds Arrow takes
 * it for a timestamp, and the next file with an empty one for text.
 */
function dolmaTime(time: string): string {
  const [whole, date, clock = '00:00:00', fraction = '', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(time) ?? [];
  return whole === undefined ? time : `${date}T${clock}${(fraction || '.').padEnd(4, '0').slice(0, 4)}${zone}`;
}
