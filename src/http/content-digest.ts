import { RequestError } from '../errors.ts';

/**
 * The SHA-256 of an RFC 9530 `Content-Digest` header in hex, or undefined where the header names only other algorithms.
 * Errors: 400 for a header that does not follow RFC 8941.
 */
export function parseContentDigest(header: string): string | undefined {
  let found: string | undefined;
  for (const member of header.split(',')) {
    const parts = /^\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\s*$/.exec(member);
    if (parts === null)
      throw new RequestError(400, 'bad-request', `Content-Digest: expected sha-256=:BASE64:, found ${member.trim()}`);
    if (parts[1] !== 'sha-256') continue;
    const bytes = Buffer.from(parts[2]!, 'base64');
    if (bytes.length !== 32)
      throw new RequestError(400, 'bad-request', `Content-Digest: expected 32 bytes of SHA-256, found ${bytes.length}`);
    found = bytes.toString('hex');
  }
  return found;
}
