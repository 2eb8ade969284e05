import { describe, expect, it } from 'vitest';
import { mediaType, sniffPayload } from '../../src/formats/sniff.ts';
import { bytesOf } from './build.ts';

const kind = (body: string | Uint8Array, contentType?: string, url = 'http://a/') =>
  sniffPayload(bytesOf(body), contentType, url);

const script = `<script>var a = 1; function f(b) { return a + b; }</script>`;

describe('what is a page', () => {
  it.each([
    ['plain HTML', '<!DOCTYPE html><html><p>a', 'text/html'],
    [
      'XHTML with an XML declaration',
      '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\n<html>',
      'text/xml',
    ],
    ['XHTML with a prefix', '<?xml version="1.0"?><h:html xmlns:h="x">', 'application/xhtml+xml'],
    ['HTML called octet-stream', '<!doctype html><p>a', 'application/octet-stream'],
    ['HTML called plain text', '<html><body>a', 'text/plain'],
    ['HTML called an image', '\n <!DOCTYPE html><html>', 'image/jpeg'],
    ['HTML called a script', '<!DOCTYPE HTML><html>', 'application/javascript'],
    ['HTML called JSON', '<html lang="en">', 'application/json'],
    ['HTML without a type', '<div class="a">words</div>', undefined],
    ['HTML that begins with a script', `${script}<html>`, undefined],
    ['HTML that begins with a script and is called XML', script, 'application/xml'],
    ['a fragment called HTML', 'words <b>bold</b>', 'text/html'],
    ['text called HTML', 'only words', 'text/html; charset=utf-8'],
    ['HTML behind a byte order mark and comments', '\ufeff<!-- saved from url --><!-- b --><html>', undefined],
    ['HTML behind a comment without end', `<!--${'x'.repeat(5000)}`, undefined],
    ['HTML behind words, without a type', 'Notice: undefined index\n<table><tr><td>a', ''],
    ['HTML in UTF-16', Buffer.from('\ufeff<html><p>a', 'utf16le'), 'text/html'],
    ['HTML in UTF-16 without a mark', Buffer.from('<html><p>a', 'utf16le'), 'text/html'],
    ['HTML in UTF-16, big end first', Buffer.from('\ufeff<html><p>a ', 'utf16le').swap16(), 'text/html'],
    ['HTML with a few NULs', '<html>\0\0\0<p>a', 'text/html'],
    ['HTML in Shift_JIS with escapes', Buffer.from('<html><title>\x1b$B\x83\x41</title>', 'latin1'), 'text/html'],
  ])('%s', (_, body, contentType) => {
    expect(kind(body, contentType)).toBe('page');
  });
});

describe('what is text', () => {
  it.each([
    ['plain text', 'User-agent: *\nDisallow: /', 'text/plain'],
    ['Markdown', '# Title\n\nwords', 'text/markdown; charset=utf-8'],
    ['words without a type', 'only words', undefined],
    ['text with a tag in its middle', 'how to write <p> in a page', 'text/plain'],
  ])('%s', (_, body, contentType) => {
    expect(kind(body, contentType)).toBe('text');
  });
});

describe('what is neither', () => {
  it.each([
    ['PNG called HTML', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'text/html'],
    ['GIF called HTML', 'GIF89a<html>', 'text/html'],
    ['PDF called HTML', '%PDF-1.4 <html>', 'text/html'],
    ['JPEG', Buffer.from('ffd8ffe000104a46494600010100', 'hex'), 'image/jpeg'],
    ['zip called octet-stream', 'PK\x03\x04\x14\0\0\0', 'application/octet-stream'],
    [
      'random bytes called plain text',
      Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37) & 255)),
      'text/plain',
    ],
    ['CSS', 'body { color: red }', 'text/css'],
    ['a script', 'var a = "<div>";', 'text/javascript'],
    ['JSON', '{"a": "<p>"}', 'application/json'],
    ['JSON called HTML', '{"a": [1, 2]}', 'text/html'],
    ['a feed', '<?xml version="1.0"?><rss version="2.0"><channel>', 'text/xml'],
    [
      'a feed called HTML',
      '<?xml version="1.0"?>\n<!-- made --><feed xmlns="http://www.w3.org/2005/Atom">',
      'text/html',
    ],
    ['SVG with a doctype', '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "x"><svg>', 'image/svg+xml'],
    ['a map of a site called text', '<urlset xmlns="x">', 'text/plain'],
    ['a script without a type, by its name', 'var a = "<div>";', undefined, 'http://a/x.js?v=1'],
    ['CSV', 'a,b\n1,2', 'text/csv'],
  ])('%s', (_, body, contentType, url?: string) => {
    expect(kind(body, contentType, url)).toBe('other');
  });
});

describe('media types', () => {
  it.each([
    ['text/HTML; charset=utf-8', 'text/html'],
    [' text/html ', 'text/html'],
    ['text/html, text/html', 'text/html'],
    ['html', ''],
    ['', ''],
    [undefined, ''],
  ])('reads %j as %j', (value, expected) => {
    expect(mediaType(value)).toBe(expected);
  });
});
