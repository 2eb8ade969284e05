import { decodeText } from './charset/decode.ts';
import type { ByteSource, CrawlRecord, ReadLimits } from './record.ts';
import { type Compression, readStream } from './stream.ts';

/** A file that is one page or one text. Half of one is not kept: nobody could tell it from a whole one later. */
export async function readSingle(
  source: ByteSource,
  format: 'html' | 'text',
  compression: Compression,
  limits: ReadLimits,
): Promise<CrawlRecord> {
  const position = '0';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const piece of readStream(source, compression, limits)) {
    if ('damage' in piece) return { kind: 'reject', position, ...piece.damage };
    chunks.push(piece.data);
    size += piece.data.length;
    if (size > limits.maxRecordBytes) {
      const message = `expected a file of at most ${limits.maxRecordBytes} bytes, found more`;
      return { kind: 'reject', position, code: 'record-too-large', message };
    }
  }
  const body = Buffer.concat(chunks);
  return format === 'html'
    ? { kind: 'page', position, body }
    : { kind: 'text', position, text: decodeText(body, undefined) };
}
