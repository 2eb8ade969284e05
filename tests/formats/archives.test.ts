import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { arcHeader, bytesOf, html, labels, members, page, read, type ZipFile, zip } from './build.ts';

interface TarFile {
  name: string;
  data?: string | Uint8Array;
  type?: 'file' | 'directory' | 'symlink';
}

/** A tar, written by an independent library. */
async function tar(files: TarFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, data = '', type = 'file' } of files)
    archive.entry({ name, type, ...(type === 'symlink' && { linkname: 'x' }) }, Buffer.from(data));
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const files: { name: string; data: string | Uint8Array }[] = [
  { name: 'index.html', data: html('a') },
  { name: 'notes/b.txt', data: 'words of b' },
  { name: 'notes/c.md', data: '# Words of c' },
  { name: 'page-without-ending', data: html('d') },
  { name: 'style.css', data: 'body { color: red }' },
  { name: 'logo.png', data: png },
  { name: 'empty.html', data: '' },
];
const expected = ['page', 'text', 'text', 'page', 'skip media-type', 'skip media-type', 'skip empty-body'];

describe.each([
  ['zip', async (entries: typeof files) => zip(entries)],
  ['tar', tar],
  ['tar.gz', async (entries: typeof files) => gzipSync(await tar(entries))],
])('files in a %s', (_, build) => {
  it('become pages and texts with their paths', async () => {
    const file = await build(files);
    expect(await labels(file)).toEqual(expected);
    const records = await read(file);
    expect(records[0]).toMatchObject({ metadata: { path: 'index.html' } });
    expect(new Set(records.map(({ position }) => position)).size).toBe(files.length);
  });

  it('are not descended into where they are archives themselves', async () => {
    const nested = [zip(files), gzipSync('a'), await tar(files), members(page('a')), page('a'), arcHeader()];
    const file = await build(nested.map((data, index) => ({ name: `file${index}`, data })));
    expect(await labels(file)).toEqual(nested.map(() => 'reject nested-archive'));
  });

  it.each(['../evil.html', '/etc/evil.html', 'a/../../evil.html', 'C:\\evil.html', 'a\\..\\evil.html'])(
    'are refused under the name %s, and the rest is read',
    async (name) => {
      const file = await build([{ name, data: html('evil') }, files[0]!]);
      const records = await read(file);
      expect(records.map(({ kind }) => kind)).toEqual(['reject', 'page']);
      expect(records[0]).toMatchObject({ code: 'archive-path', message: expect.stringContaining('evil.html') });
    },
  );

  it('are refused beyond the record limit', async () => {
    const file = await build([{ name: 'a.html', data: html('x'.repeat(2000)) }, files[1]!]);
    expect(await labels(file, { limits: { maxRecordBytes: 1000 } })).toEqual(['reject record-too-large', 'text']);
  });

  it('are read up to the limit of entries', async () => {
    const file = await build(files);
    const found = await labels(file, { limits: { maxArchiveEntries: 2 } });
    expect(found).toEqual(['page', 'text', 'reject too-many-entries']);
  });
});

describe('tar', () => {
  it('skips folders and links', async () => {
    const file = await tar([{ name: 'a', type: 'directory' }, { name: 'l', type: 'symlink' }, files[0]!]);
    expect(await labels(file)).toEqual(['skip archive-folder', 'skip other-record-type', 'page']);
  });

  it('reads names of any length and script', async () => {
    const name = `${'深い/'.repeat(60)}頁.html`;
    const [record] = await read(await tar([{ name, data: html('a') }]));
    expect(record).toMatchObject({ kind: 'page', metadata: { path: name } });
  });

  it('reads archives that were joined', async () => {
    expect(await labels(bytesOf(await tar(files), await tar(files)))).toEqual([...expected, ...expected]);
  });

  it('goes on at the next header behind a damaged one', async () => {
    const file = await tar(files);
    file.fill(0xff, 1024, 1100);
    expect(await labels(file)).toEqual(['page', 'reject entry-header', ...expected.slice(2)]);
  });

  it('rejects a file that is cut off and keeps those before it', async () => {
    const file = (await tar([files[0]!, { name: 'b.html', data: html('b'.repeat(3000)) }])).subarray(0, 2000);
    const records = await read(file);
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'reject']);
    expect(records[1]).toMatchObject({ code: 'record-truncated', message: expect.stringContaining('b.html') });
  });

  it('reports where its compression breaks off', async () => {
    const noise = Buffer.from(Array.from({ length: 30_000 }, (_, index) => Math.imul(index, 2654435761) >>> 24));
    const file = gzipSync(await tar([files[0]!, { name: 'noise', data: noise }, files[1]!]));
    const found = await labels(file.subarray(0, file.length - 200));
    expect(found[0]).toBe('page');
    expect(found.at(-1)).toBe('reject member-truncated');
  });

  it('reads a size of 8 GB without counting on it', async () => {
    const file = await tar([files[0]!, { name: 'large.html', data: 'x' }]);
    const header = file.subarray(1024, 1536);
    header.fill(0, 124, 136);
    header[124] = 0x80;
    header.writeUIntBE(2 ** 35, 130, 6);
    header.fill(32, 148, 156);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
      'latin1',
    );
    expect(await labels(file)).toEqual(['page', 'reject record-too-large']);
  });
});

describe('zip', () => {
  it('reads stored files', async () => {
    expect(await labels(zip(files.map((file) => ({ ...file, method: 0 }))))).toEqual(expected);
  });

  it('places files at their own headers', async () => {
    const first: ZipFile = files[0]!;
    const offset = zip([first]).indexOf('PK\x01\x02');
    expect((await read(zip(files)))[1]?.position).toBe(String(offset));
  });

  it.each([
    ['zip-encrypted', { flags: 1 }],
    ['zip-method', { method: 12 }],
    ['entry-checksum', { checksum: 1 }],
  ])('rejects a file as %s and reads on', async (code, change) => {
    expect(await labels(zip([{ ...files[0]!, ...change }, files[1]!]))).toEqual([`reject ${code}`, 'text']);
  });

  it('rejects a file whose data is damaged and reads on', async () => {
    const file = zip(files);
    file.fill(0xff, 42, 60);
    expect((await labels(file)).slice(1)).toEqual(expected.slice(1));
    expect((await labels(file))[0]).toMatch(/^reject (?:zip-entry|entry-checksum)$/);
  });

  it('finds the files by their own headers where the directory is lost', async () => {
    const file = zip(files);
    const cut = file.subarray(0, file.indexOf('PK\x01\x02'));
    const found = await labels(cut);
    expect(found).toEqual(['reject zip-directory', ...expected]);
    expect((await read(cut))[1]).toMatchObject({ position: '0', metadata: { path: 'index.html' } });
  });

  it('keeps the files in front of a cut', async () => {
    const file = zip([files[0]!, { name: 'b.html', data: html('b'.repeat(500)) }]);
    const cut = file.subarray(0, zip([files[0]!]).indexOf('PK\x01\x02') + 60);
    expect(await labels(cut)).toEqual(['reject zip-directory', 'page', 'reject zip-entry']);
  });

  it('stops at files that share their bytes, as bombs do', async () => {
    const file = zip([{ name: 'a.html', data: html('a') }]);
    const directory = file.indexOf('PK\x01\x02');
    const entry = file.subarray(directory, file.length - 22);
    const end = Buffer.from(file.subarray(file.length - 22));
    end.writeUInt16LE(3, 8);
    end.writeUInt16LE(3, 10);
    end.writeUInt32LE(entry.length * 3, 12);
    const bomb = bytesOf(file.subarray(0, directory), entry, entry, entry, end);
    expect(await labels(bomb)).toEqual(['page', 'reject zip-overlap']);
  });

  it('stops where files unpack beyond the ratio', async () => {
    const data = Buffer.alloc(20 << 20, 'a');
    const file = zip([files[0]!, { name: 'a.txt', data }, files[1]!]);
    expect(await labels(file)).toEqual(['page', 'reject decompression-ratio']);
  });
});
