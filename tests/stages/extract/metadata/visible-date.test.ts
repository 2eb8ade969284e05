import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../../../src/stages/extract/metadata/metadata.ts';

const created = (body: string, url?: string): string | undefined =>
  readMetadata(Buffer.from(`<html lang=de><body>${body}`), url).created;
const paragraph = `<p>${'Der Text beginnt hier und geht noch eine ganze Weile weiter. '.repeat(6)}</p>`;

describe('the date that a page shows', () => {
  it('is the time element near the heading', () => {
    expect(created('<h1>Titel</h1><time datetime="2021-03-04T10:00">gestern</time>')).toBe('2021-03-04T10:00:00');
    expect(created('<h1>Titel</h1><time>4. März 2021</time>')).toBe('2021-03-04');
  });

  it('is not one of many time elements far away', () => {
    const teasers = '<li><time datetime="2020-01-01">alt</time></li>'.repeat(3);
    expect(created(`<h1>Titel</h1>${paragraph.repeat(40)}${teasers}`)).toBeUndefined();
  });

  it('is the dateline next to the heading, before or behind it', () => {
    expect(created(`<h1>Titel</h1><p>Von Ada, 4. März 2021</p>${paragraph}`)).toBe('2021-03-04');
    expect(created(`<div>4. März 2021</div><h1>Titel</h1>${paragraph}`)).toBe('2021-03-04');
  });

  it('is where a press release begins', () => {
    const release = (dateline: string) => created(`<h1>Titel</h1>${paragraph.replace('<p>', `<p>${dateline}`)}`);
    expect(release('Pressemitteilung vom 4. März 2021 | Berlin – ')).toBe('2021-03-04');
    expect(release('Berlin, 4. März 2021 – ')).toBe('2021-03-04');
    expect(release('BERLIN, March 4, 2021 (WIRE) -- ')).toBe('2021-03-04');
    expect(release('Am 4. März 2021 begann es. ')).toBeUndefined();
    expect(release('Vom 4. März 2021 – 8. März 2021 ist zu. ')).toBeUndefined();
  });

  it('may stand behind much markup, but not behind much text', () => {
    const markup = `<svg>${'<path d="M0 0"/>'.repeat(2000)}</svg>`;
    expect(created(`<h1>Titel</h1>${markup}<p>4. März 2021</p>${paragraph}`)).toBe('2021-03-04');
    const times = '<time datetime="2021-03-04">gestern</time><time datetime="2019-01-01">alt</time>';
    expect(created(`<h1>Titel</h1>${markup}<p>${times}</p>${paragraph}`)).toBe('2021-03-04');
    expect(created(`<h1>Titel</h1>${markup}${paragraph}<p>4. März 2021</p>`)).toBeUndefined();
  });

  it('is not a date in running text or of a copyright', () => {
    expect(created(`<h1>Titel</h1>${paragraph.replace('hier', 'am 4. März 2021')}`)).toBeUndefined();
    expect(created('<h1>Titel</h1><p>© 01.01.2021</p>')).toBeUndefined();
  });

  it('is not the beginning of an event', () => {
    expect(created('<h1>Titel</h1><p>12.01.2026 – 10.04.2026</p>')).toBeUndefined();
    expect(created('<h1>Titel</h1><p>12.01.2026 – Berlin</p>')).toBe('2026-01-12');
  });

  it('is of publication before update', () => {
    expect(created('<h1>Titel</h1><p>Aktualisiert am 5. Mai 2022</p><p>4. März 2021</p>')).toBe('2021-03-04');
    expect(created('<h1>Titel</h1><p>Aktualisiert am 5. Mai 2022</p>')).toBe('2022-05-05');
  });

  it("is the address's, unless a dateline within a week corrects it", () => {
    const url = 'https://a.example/2021/03/04/titel';
    expect(created('<h1>Titel</h1>', url)).toBe('2021-03-04');
    expect(created('<h1>Titel</h1><p>3. März 2021</p>', url)).toBe('2021-03-03');
    expect(created('<h1>Titel</h1><p>3. Mai 2019</p>', url)).toBe('2021-03-04');
  });

  it('is in an element named after it where there is no heading', () => {
    expect(created('<p>Hallo</p><div><span class="pub-date"><b>04.03.2021</b></span></div>')).toBe('2021-03-04');
    expect(created('<p>Hallo</p><div class="submitted">Von Ada am 4. März 2021</div>')).toBe('2021-03-04');
    expect(created('<p>Hallo</p><div><span class="other"><b>04.03.2021</b></span></div>')).toBeUndefined();
  });

  it('is a modification date when the foot of the page says so', () => {
    const foot = '<footer>© 2011-2015, Ada Low and contributors. Last updated on Mar 6, 2026.</footer>';
    const page = readMetadata(Buffer.from(`<h1>Title</h1>${paragraph.repeat(8)}${foot}`), undefined);
    expect(page.created).toBeUndefined();
    expect(page.metadata['modified']).toBe('2026-03-06');
  });
});
