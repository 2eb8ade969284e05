import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractStage } from '../../../src/stages/extract/extract.ts';
import { builtinExtractModel, extractParameters } from '../../../src/stages/extract/parameters.ts';
import { asHtml } from '../../../src/stages/extract/xml.ts';

const html = (text: string, contentType?: string): string =>
  Buffer.from(asHtml(Buffer.from(text), contentType)).toString();

describe('asHtml', () => {
  it('makes comments of elements that only XML reads as empty', () => {
    const page = `<script src="a>b.js" async='x'/>é<title/><div/>`;
    expect(html(page, 'application/xhtml+xml; charset=utf-8')).toBe(`<!--${' '.repeat(25)}-->é<!-- --><div/>`);
    expect(html(`\ufeff<?xml version="1.0"?>${page}`)).toContain('é<!-- --><div/>');
  });

  it('leaves pages that are no XML as they are', () => {
    const page = Buffer.from('<script src="a.js"/><p>text</p></script>');
    expect(asHtml(page, 'text/html')).toBe(page);
    expect(asHtml(page, undefined)).toBe(page);
  });

  it('leaves elements that are not empty, and tags that do not end', () => {
    const page = '<script src="/">a = 1/2;</script><style type="text/css" ></style><script "x/><p>';
    expect(html(page, 'text/xml')).toBe(page);
  });

  it('moves no byte, and takes time in proportion to the length', () => {
    const piece = fc.constantFrom('<script', ' ', '"', "'", '/>', '<title/>', 'é', '<?xml ', 'a="b"', '>');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const page = Buffer.from(pieces.join(''));
        expect(asHtml(page, 'application/xml').length).toBe(page.length);
      }),
    );
    expect(html('<script "'.repeat(100_000), 'application/xml')).toHaveLength(900_000);
  });
});

describe('an XHTML page', () => {
  const model = readFileSync(new URL('../../../models/extract.bin', import.meta.url));
  const extract = extractStage.create(
    extractParameters.parse({}),
    new Map([[builtinExtractModel, new Uint8Array(model)]]),
  );
  const sentence = 'The old mill stood at the end of the lane, where the river turns and slows before the weir. ';
  const page = `<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/><title>The mill</title>
    <meta name="author" content="Ann Miller"/></head><body><p>${sentence.repeat(3)}</p><textarea/><p>${sentence}</p></body></html>`;
  const text = `${sentence.repeat(3).trim()}\n${sentence.trim()}`;

  it.each([
    ['its media type', page, 'application/xhtml+xml'],
    ['its declaration', `<?xml version="1.0" encoding="utf-8"?>${page}`, 'text/html'],
  ])('is read behind empty scripts, known by %s', (_, body, contentType) => {
    const found = extract({ body: Buffer.from(body), contentType, url: 'https://mill.example/' });
    expect(found.text).toBe(text);
    expect(found.metadata).toMatchObject({ title: 'The mill', author: 'Ann Miller' });
  });
});
