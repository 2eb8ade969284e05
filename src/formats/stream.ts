import { readGzip } from './gzip.ts';
import type { ByteSource, ReadLimits } from './record.ts';
import { readZstd } from './zstd.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** Uncompressed bytes of a file in order; `damage` stands where some are missing. */
export type StreamPiece = { data: Buffer } | { damage: { code: string; message: string } };

/** A whole file as one stream, whatever it is compressed with. */
export async function* readStream(
  source: ByteSource,
  compression: Compression,
  limits: ReadLimits,
): AsyncGenerator<StreamPiece> {
  if (compression === 'none') {
    for await (const chunk of source.read({ start: 0, end: source.size }))
      yield { data: Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) };
    return;
  }
  if (compression === 'gzip') {
    const accepts = (data: Buffer): boolean => data.length > 0;
    for await (const piece of readGzip(source, { start: 0, search: false, accepts, limits })) {
      if (piece.kind === 'damage') yield damage(piece);
      else {
        yield { data: piece.data };
        if (piece.fault !== undefined) yield { damage: { code: 'member-checksum', message: piece.fault } };
      }
    }
    return;
  }
  for await (const piece of readZstd(source, limits))
    yield piece.kind === 'damage' ? damage(piece) : { data: piece.data };
}

function damage({ code, message, offset }: { code: string; message: string; offset: number }): StreamPiece {
  return { damage: { code, message: `${message} (byte ${offset} of the file)` } };
}
