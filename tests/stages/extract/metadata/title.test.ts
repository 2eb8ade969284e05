import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../../../src/stages/extract/metadata/metadata.ts';
import { chooseTitle, titleBeginnings } from '../../../../src/stages/extract/metadata/title.ts';

describe('the title of a page', () => {
  it("is the h1 that other sources contain, not the site's", () => {
    const headings = ['The Daily', 'Storm over Rome'];
    expect(chooseTitle({ element: 'Storm over Rome - The Daily', headings }, 'daily.example')).toBe('Storm over Rome');
  });

  it('is an only h1 that shares half its words with them', () => {
    const sources = { element: 'Mobile app definition', headings: ['What is a mobile app?'] };
    expect(chooseTitle(sources, '')).toBe('Mobile app definition');
    expect(chooseTitle({ ...sources, headings: ['The mobile app'] }, '')).toBe('The mobile app');
  });

  it("is not an only h1 that is the site's name", () => {
    const board = { element: 'A question of rain - Weather.example', headings: ['Weather.example'] };
    expect(chooseTitle(board, 'www.weather.example')).toBe('A question of rain');
    const paper = { element: 'Storm over Rome | Opinion', headings: ['Storm over Rome | Opinion'] };
    expect(chooseTitle(paper, '')).toBe('Storm over Rome');
    const home = { element: 'Weather.example', headings: ['Weather.example'] };
    expect(chooseTitle(home, 'www.weather.example')).toBe('Weather.example');
  });

  it('loses what follows a bar, and what follows a dash when that is the site', () => {
    expect(chooseTitle({ element: 'Storm over Rome | Weather', headings: [] }, '')).toBe('Storm over Rome');
    expect(chooseTitle({ element: 'Storm - a play - The Daily', headings: [], siteName: 'The Daily' }, '')).toBe(
      'Storm - a play',
    );
    expect(chooseTitle({ element: 'Storm over Rome - Daily', headings: [] }, 'www.daily.example')).toBe(
      'Storm over Rome',
    );
    expect(chooseTitle({ element: 'Storm - a play', headings: [] }, 'daily.example')).toBe('Storm - a play');
  });

  it("keeps a home page's name at its start", () => {
    expect(chooseTitle({ element: 'Acme | Tools for everyone', headings: [] }, 'acme.example')).toBe(
      'Acme | Tools for everyone',
    );
  });

  it('loses the anchor mark of documentation', () => {
    expect(chooseTitle({ element: 'Models - Docs', headings: ['Models¶'] }, '')).toBe('Models');
  });

  it('is found in the body where there is no h1', () => {
    const html = `<title>十七种产品入选名单 - 要闻 - 云南日报网</title><body><a>要闻</a><div> 十七种产品入选名单 </div>`;
    expect(readMetadata(Buffer.from(html), undefined).metadata['title']).toBe('十七种产品入选名单');
  });

  it('is nothing when nothing states it', () => {
    expect(chooseTitle({ headings: [] }, '')).toBeUndefined();
    expect(chooseTitle({ headings: [''], element: '' }, '')).toBeUndefined();
  });

  it('may begin with any of its parts', () => {
    expect(titleBeginnings('News - Rome - Times')).toEqual(['News', 'News - Rome', 'News - Rome - Times']);
    expect(titleBeginnings('')).toEqual([]);
  });
});
