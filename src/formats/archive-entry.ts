import { arcSyntax } from './arc.ts';
import { decodeText } from './charset/decode.ts';
import { isGzipHeader } from './gzip-member.ts';
import type { CrawlRecord } from './record.ts';
import { sniffPayload } from './sniff.ts';
import { isTarHeader } from './tar-header.ts';
import { warcSyntax } from './warc.ts';
import { isZstdFrame } from './zstd.ts';

/** Why an entry's name is refused: it leads out of the archive's folder. Nothing is ever written under it; it is a warning sign. */
export function unsafeName(name: string): string | undefined {
  const segments = name.split(/[/\\]/);
  if (segments.includes('..') || segments[0] === '' || /^[A-Za-z]:/.test(name))
    return `expected a name inside the archive, found ${JSON.stringify(name.slice(0, 200))}`;
  return undefined;
}

/** Makes a record of a file in a zip or tar. */
export function entryRecord(name: string, body: Buffer, position: string): CrawlRecord {
  if (body.length === 0) return { kind: 'skip', position, reason: 'empty-body' };
  if (isNested(body)) {
    const message = `${name}: an archive inside an archive is not descended into; upload it by itself`;
    return { kind: 'reject', position, code: 'nested-archive', message };
  }
  const contentType = /\.x?html?$/i.test(name)
    ? 'text/html'
    : /\.(?:txt|text|md|markdown)$/i.test(name)
      ? 'text/plain'
      : undefined;
  const kind = sniffPayload(body, contentType, name);
  if (kind === 'other') return { kind: 'skip', position, reason: 'media-type' };
  const metadata = { path: name };
  if (kind === 'page') return { kind: 'page', position, body, metadata };
  return { kind: 'text', position, text: decodeText(body, undefined), metadata };
}

function isNested(body: Buffer): boolean {
  return (
    isGzipHeader(body, 0) ||
    isZstdFrame(body, 0) ||
    isTarHeader(body, 0) ||
    body.readUIntBE(0, Math.min(4, body.length)) === 0x504b0304 ||
    warcSyntax.beginsAt(body, 0, true) === true ||
    arcSyntax.beginsAt(body, 0, true) === true
  );
}
