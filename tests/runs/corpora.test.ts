import { describe, expect, it } from 'vitest';
import { addFile, createCorpus, findFile, listCorpora, readCorpus } from '../../src/runs/corpora.ts';
import { temporaryStorage } from '../support/folder.ts';

const file = (name: string, digit: string) => ({ name, sha256: digit.repeat(64), size: 10 });

describe('a corpus', () => {
  it('lists its files by name, the last upload of a name winning', async () => {
    const storage = await temporaryStorage();
    await createCorpus(storage, { name: 'news' });
    await addFile(storage, 'news', file('b.warc.gz', '1'));
    await addFile(storage, 'news', file('a.warc.gz', '2'));
    await addFile(storage, 'news', file('b.warc.gz', '3'));
    const corpus = await readCorpus(storage, 'news');
    expect(corpus).toMatchObject({ name: 'news', source: 'news' });
    expect(corpus.files.map(({ name, sha256 }) => [name, sha256[0]])).toEqual([
      ['a.warc.gz', '2'],
      ['b.warc.gz', '3'],
    ]);
    expect(await findFile(storage, 'news', 'c.warc.gz')).toBeUndefined();
  });

  it('may be made twice with one source, not with two', async () => {
    const storage = await temporaryStorage();
    await createCorpus(storage, { name: 'news', source: 'daily' });
    await createCorpus(storage, { name: 'news', source: 'daily' });
    await expect(createCorpus(storage, { name: 'news', source: 'weekly' })).rejects.toMatchObject({
      status: 409,
      code: 'conflict',
    });
    expect(await listCorpora(storage)).toEqual([{ name: 'news', source: 'daily' }]);
  });

  it.each(['', '../up', 'A', 'a/b', '-a', 'a'.repeat(65)])('refuses the name %j', async (name) => {
    await expect(createCorpus(await temporaryStorage(), { name })).rejects.toThrow();
  });

  it.each(['', '../up', 'a/b', 'a\\b', 'a\u0000b'])('refuses a file named %j', async (name) => {
    await expect(addFile(await temporaryStorage(), 'news', file(name, '1'))).rejects.toThrow();
  });

  it('that is not there is a 404', async () => {
    await expect(readCorpus(await temporaryStorage(), 'nowhere')).rejects.toMatchObject({ status: 404 });
    await expect(readCorpus(await temporaryStorage(), '../../etc')).rejects.toMatchObject({ status: 404 });
  });
});
