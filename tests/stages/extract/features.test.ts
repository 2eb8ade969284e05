import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutFeatures, cuts, writeCutFeatures } from '../../../src/stages/extract/features/cut-features.ts';
import { firstPassFeatures, writeFirstPass } from '../../../src/stages/extract/features/first-pass.ts';
import { secondPassFeatures, writeSecondPass } from '../../../src/stages/extract/features/second-pass.ts';
import { exports, features, kept as marks, probability } from '../../../src/stages/extract/kernel/kernel.ts';
import { classTableBits, cutStride } from '../../../src/stages/extract/kernel/layout.ts';
import { expectedF1, interpolate } from '../../../src/stages/extract/model/confidence.ts';
import { decide } from '../../../src/stages/extract/model/decide.ts';
import { whatToExpect } from '../../../src/stages/extract/model/expectation.ts';
import { parseModel } from '../../../src/stages/extract/model/model-file.ts';
import { emptyTables, unknownToken } from '../../../src/stages/extract/model/token-table.ts';
import { strideFor, useModel } from '../../../src/stages/extract/model/trees.ts';
import { scanned } from './whole-text.ts';

const { distanceBucket, logBucket, shareBucket } = exports;
const shipped = parseModel(readFileSync(new URL('../../../models/extract.bin', import.meta.url)));
/** A model that knows no token. */
const model = { ...shipped, ...emptyTables() };
const columns = firstPassFeatures.length + secondPassFeatures.length;
const unwritten = 200;

/** All features of a page's blocks by name; the first pass thought each block as likely as `likely` says. */
function featuresOf(html: string, likely: (block: number) => number = () => 0.5): Record<string, number>[] {
  const page = scanned(html);
  const stride = strideFor(page.blocks);
  features.fill(unwritten, 0, columns * stride);
  writeFirstPass(page, model, stride);
  for (let block = 0; block < page.blocks; block++) probability[block] = likely(block);
  writeSecondPass(stride);
  const names = [...firstPassFeatures, ...secondPassFeatures];
  return Array.from({ length: page.blocks }, (_, block) =>
    Object.fromEntries(names.map((name, column) => [name, features[column * stride + block]!])),
  );
}

describe('buckets', () => {
  it('rise with what they hold and stay within seven bits', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(logBucket(low)).toBeLessThanOrEqual(logBucket(high));
        expect(distanceBucket(-high)).toBeLessThanOrEqual(distanceBucket(-low));
        expect(distanceBucket(low)).toBeLessThanOrEqual(distanceBucket(high));
        expect(shareBucket(low, high || 1)).toBeLessThanOrEqual(127);
      }),
    );
  });

  it('are exact for small counts', () => {
    expect([0, 1, 2, 7].map(logBucket)).toEqual([0, 1, 2, 7].map((count) => logBucket(0) + count));
  });
});

describe('features', () => {
  it('have names that are all different', () => {
    expect(new Set([...firstPassFeatures, ...secondPassFeatures]).size).toBe(columns);
  });

  it('are all written, whatever the page', () => {
    const piece = fc.constantFrom(
      '<div class="a">',
      '<p>',
      '<table><tr><td>',
      '<ul><li>',
      '</div>',
      '<h2>',
      'word. ',
      'two words ',
      '<a href=x>',
      '</a>',
      '漢字',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const block of featuresOf(`${pieces.join('')}<p>end`))
          for (const value of Object.values(block)) expect(value).toBeLessThan(128);
      }),
    );
  });

  it('know a title by the words of the page’s title', () => {
    const blocks = featuresOf('<title>The old mill</title><h1>Menu</h1><p>x</p><h1>The old mill</h1><p>text here</p>');
    expect(blocks[2]!['titleShare']).toBe(127);
    expect(blocks[2]!['fromTitle']).toBe(distanceBucket(0));
    expect(blocks[3]!['fromTitle']).toBe(distanceBucket(1));
    expect(blocks[3]!['headingLevel']).toBe(1);
  });

  it('see rows of one shape', () => {
    const row = '<div class="row"><p>A title</p><p>Some words about it</p></div>';
    const blocks = featuresOf(`<main>${row.repeat(4)}</main><aside><p>alone</p></aside>`);
    expect(blocks[0]!['bigRowSize']).toBe(logBucket(4));
    expect(blocks[0]!['rowBlocks']).toBe(logBucket(2));
    expect(blocks[8]!['rowSize']).toBe(0);
  });

  it('count headings and images of rows, in quarters', () => {
    const row = '<li><img src=a><h3>A title</h3><p>Some words about it</p><img src=b>';
    const blocks = featuresOf(`<ul>${row.repeat(4)}</ul>`);
    expect(blocks[1]).toMatchObject({ rowHeadings: logBucket(4), rowImages: logBucket(8) });
    expect(featuresOf('<ul><li>one<li>two<li><h3>three</h3></ul>')[0]).toMatchObject({
      bigRowHeadings: logBucket(4 / 3),
      bigRowImages: logBucket(0),
    });
  });

  it('count copies and tell the first from the others', () => {
    const blocks = featuresOf('<p>same text</p><p>other</p><p>same text</p>');
    expect(blocks.map((block) => block['copies'])).toEqual([logBucket(2), logBucket(1), logBucket(2)]);
    expect(blocks.map((block) => block['seenBefore'])).toEqual([0, 0, 1]);
  });

  it('hand on what the first pass thought of neighbours and of the section', () => {
    const blocks = featuresOf('<h2>head</h2><p>one</p><p>two</p>', (block) => [0, 1, 0.5][block]!);
    expect(blocks[1]!['firstBefore1']).toBe(1);
    expect(blocks[1]!['firstBehind1']).toBe(63);
    expect(blocks[0]!['firstBefore1']).toBe(0);
    expect(blocks[2]!['sectionMean']).toBe(126);
    expect(blocks[2]!['headingFirst']).toBe(1);
  });
});

describe('token tables', () => {
  it('know no token while empty', () => {
    useModel({ ...shipped, ...emptyTables() });
    for (const hash of [0, 1, -1, 12_345]) {
      expect(exports.lookUpClass(exports.mixToken(hash))).toBe(unknownToken);
      expect(exports.lookUpWord(exports.mixToken(hash))).toBe(unknownToken);
    }
  });

  it('hold two tokens a bucket, each with its sign', () => {
    const tables = emptyTables();
    const mixed = 0x12_34_56_00;
    tables.classTable[mixed >>> (32 - classTableBits)] = (0xf0 << 24) | (0x99 << 16) | (0x30 << 8) | 0x56;
    useModel({ ...shipped, ...tables });
    expect(exports.lookUpClass(mixed)).toBe(0x30);
    expect(exports.lookUpClass((mixed & ~0xff00) | 0x9900)).toBe(-16);
    expect(exports.lookUpClass((mixed & ~0xff00) | 0x1100)).toBe(unknownToken);
  });
});

describe('the features of cuts', () => {
  /** By name, of the cut at that probability. */
  const featuresAt = (html: string, probabilities: number[], cut: number) => {
    const page = scanned(html);
    const stride = strideFor(page.blocks);
    writeFirstPass(page, model, stride);
    probability.set(probabilities);
    writeCutFeatures(whatToExpect(), stride);
    const column = cuts.indexOf(cut);
    return Object.fromEntries(cutFeatures.map((name, row) => [name, features[row * cutStride + column]!]));
  };
  const twelve = 'one two three four five six seven eight nine ten eleven twelve';
  // only what holds a sentence is a paragraph
  const page = `<p>${twelve}.<div>${twelve}</div><div>${twelve}</div>`;

  it('say what is kept from the cut on, and how surely', () => {
    const high = featuresAt(page, [1, 0.5, 0.1], 0.58);
    expect(high).toMatchObject({ precision: 127, keptBlocks: 1, keptShare: shareBucket(1, 3), keptParagraphs: 127 });
    expect(high).toMatchObject({ recall: shareBucket(4, 6.4), f1: shareBucket(8, 10.4), unsureShare: 0, bandShare: 0 });
    const low = featuresAt(page, [1, 0.5, 0.1], 0.5);
    expect(low).toMatchObject({ precision: shareBucket(6, 8), keptBlocks: 2, keptParagraphs: shareBucket(1, 2) });
    expect(low).toMatchObject({
      bandShare: shareBucket(4, 8),
      bandWords: logBucket(12),
      unsureShare: shareBucket(4, 8),
    });
  });

  it('say how far apart lies what is kept', () => {
    expect(featuresAt(page, [1, 0.1, 1], 0.5)['keptSpread']).toBe(shareBucket(8, 12));
    expect(featuresAt(page, [1, 1, 0.1], 0.5)['keptSpread']).toBe(127);
  });

  it('say what the page leaves open, the same for all cuts', () => {
    const expected = { highest: 127, share50: shareBucket(2, 3), unlikelyMain: shareBucket(1.2, 19.2) };
    for (const cut of cuts) expect(featuresAt(page, [1, 0.5, 0.1], cut)).toMatchObject(expected);
  });

  it('take the page’s own from the features of its blocks', () => {
    const linked = '<a href=x>one two</a> three four<p>one two three four';
    expect(featuresAt(linked, [1, 1], 0.5)['pageLink']).toBe(featuresOf(linked)[0]!['pageLink']);
    expect(featuresAt(linked, [1, 1], 0.5)['pageLink']).toBeGreaterThan(0);
  });

  it('stay within seven bits for whatever scores', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 40 }), (probabilities) => {
        const scannedPage = scanned('<p>some words'.repeat(probabilities.length));
        const stride = strideFor(scannedPage.blocks);
        writeFirstPass(scannedPage, model, stride);
        probability.set(probabilities);
        writeCutFeatures(whatToExpect(), stride);
        for (let row = 0; row < cutFeatures.length; row++)
          for (let cut = 0; cut < cuts.length; cut++) expect(features[row * cutStride + cut]).toBeLessThanOrEqual(127);
      }),
      { numRuns: 50 },
    );
  });
});

describe('decide', () => {
  const words = 'some words in a row that are long enough to be counted as such, '.repeat(5);
  /** What is kept by a threshold of .5 or, when not given, by the model's choice for the page. */
  const kept = (
    html: string,
    probabilities: number[],
    options: { keepHidden?: boolean; threshold?: number | undefined } = {},
  ) => {
    const page = scanned(html);
    writeFirstPass(page, model, strideFor(page.blocks));
    // marks of the page before lie behind this one's
    marks.fill(1, 0, probabilities.length + 1);
    probability.set(probabilities);
    decide(model, page, { threshold: 0.5, keepHidden: false, ...options });
    return [...marks.subarray(0, probabilities.length)];
  };

  it('keeps blocks from the threshold on', () => {
    expect(kept(`<p>${words}<p>${words}<p>${words}`, [0.5, 0.39, 0.9])).toEqual([1, 0, 1]);
    expect(kept(`<p>${words}<p>${words}<p>${words}`, [0.49, 0.5, 0.9])).toEqual([0, 1, 1]);
  });

  it('cuts a page whose paragraphs are sure above what is only likely', () => {
    const html = `<article><p>${words}<p>${words}<p>${words}</article><div>an entry</div><div>an entry</div>`;
    expect(kept(html, [0.99, 0.99, 0.98, 0.38, 0.3], { threshold: undefined })).toEqual([1, 1, 1, 0, 0]);
  });

  it('keeps the rows of a page that are all half likely', () => {
    const html = `<ul>${'<li>an entry with some words of its own'.repeat(30)}</ul>`;
    const likely = Array.from({ length: 30 }, (_, row) => 0.35 + (row % 3) * 0.05);
    expect(kept(html, likely, { threshold: undefined })).toEqual(Array(30).fill(1));
    expect(kept(html, likely, { threshold: 0.42 })).not.toEqual(Array(30).fill(1));
  });

  it('asks less of a block between two that are kept', () => {
    const keptOf = (probabilities: number[]) => kept(`<p>${words}`.repeat(probabilities.length), probabilities);
    expect(keptOf([0.99, 0.45, 0.99, 0.99])).toEqual([1, 1, 1, 1]);
    expect(keptOf([0.99, 0.3, 0.99, 0.99])).toEqual([1, 0, 1, 1]);
    expect(keptOf([0.99, 0.99, 0.99, 0.45])).toEqual([1, 1, 1, 0]);
    expect(keptOf([0.99, 0.45, 0.45, 0.99, 0.99, 0.99])).toEqual([1, 0, 0, 1, 1, 1]);
  });

  it('lowers the threshold when next to nothing would be kept', () => {
    expect(kept(`<p>${words}<p>${words}`, [0.4, 0.1])).toEqual([1, 0]);
  });

  it('keeps nothing of a page that is all menu', () => {
    const menu = (items: number) => kept('<li>an entry'.repeat(items), Array(items).fill(0.14));
    expect(menu(10)).toEqual(Array(10).fill(0));
    expect(menu(9)).toEqual(Array(9).fill(1));
    expect(kept('<li>an entry'.repeat(10), [0.6, ...Array(9).fill(0.05)])[0]).toBe(1);
  });

  it('keeps no links within navigation, however likely', () => {
    const link = `<a href=x>${words}</a>`;
    expect(kept(`<nav><p>${link}<p>${words}</nav><p>${link}<p>${words}`, [0.9, 0.9, 0.9, 0.9])).toEqual([0, 1, 1, 1]);
  });

  it('keeps nothing of a short page of links alone', () => {
    const page = (links: number, more = '') =>
      `<ul>${'<li><a href=x>an entry of a menu</a>'.repeat(links)}${more}</ul>`;
    const likely = (blocks: number) => Array(blocks).fill(0.9);
    expect(kept(page(19), likely(19))).toEqual(Array(19).fill(0));
    expect(kept(page(20), likely(20))).toEqual(Array(20).fill(1));
    expect(kept(page(5, '<li>an entry'), likely(6))).toEqual(Array(6).fill(1));
    expect(kept(page(5, '<li><a href=x>It ends.</a>'), likely(6))).toEqual(Array(6).fill(1));
  });

  it('keeps nothing of a page that lets expect a few unsure words', () => {
    const entries = (likely: number[]) => kept('<li>an entry of five words'.repeat(12), likely);
    expect(entries([0.4, ...Array(11).fill(0.1)])).toEqual(Array(12).fill(0));
    expect(entries([0.9, ...Array(11).fill(0.05)])[0]).toBe(1);
    expect(entries(Array(12).fill(0.4))[0]).toBe(1);
  });

  it('keeps nothing of a page that only asks for scripts', () => {
    expect(kept('<noscript>You need scripts to run this.</noscript>', [0.9])).toEqual([0]);
    expect(kept('<noscript>You need scripts.</noscript><p>Welcome', [0.9, 0.9])).toEqual([1, 1]);
    expect(kept(`<noscript>${words}</noscript>`, [0.9])).toEqual([1]);
  });

  it('drops what is hidden, unless told to keep it or the page hides most of its text', () => {
    const page = (hidden: number) => `<p>${words}<p hidden>${words.repeat(hidden)}`;
    expect(kept(page(1), [0.9, 0.9])).toEqual([1, 0]);
    expect(kept(page(1), [0.9, 0.9], { keepHidden: true })).toEqual([1, 1]);
    expect(kept(page(2), [0.9, 0.9])).toEqual([1, 1]);
  });
});

describe('the best expected F1', () => {
  it('is that of the best cut', () => {
    scanned('<p>one two three four</p><p>five six seven eight</p>');
    probability.set([1, 0.5]);
    expect(whatToExpect().bestF1).toBeCloseTo((2 * 6) / (8 + 6));
    expect(whatToExpect().mainWords).toBeCloseTo(6);
    probability.set([1, 0.1]);
    expect(whatToExpect().bestF1).toBeCloseTo((2 * 4) / (4 + 4.4));
    scanned('');
    expect(whatToExpect()).toEqual({ mainWords: 0, bestF1: 0, bestCut: 0 });
  });

  it('is at least that of any cut', () => {
    scanned('<p>one two three</p><p>four five six seven eight</p><p>nine</p>');
    const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(probabilities, fc.integer({ min: 0, max: 127 }), (values, step) => {
        probability.set(values);
        marks.set(values.map((value) => (value * 127 >= step ? 1 : 0)));
        expect(whatToExpect().bestF1).toBeGreaterThanOrEqual(expectedF1() - 1e-9);
      }),
    );
  });
});

describe('confidence', () => {
  it('is the F1 that the scores let expect', () => {
    scanned('<p>one two three four</p><p>five six seven eight</p>');
    const expectedOf = (scores: number[], keep: number[]) => {
      probability.set(scores);
      marks.set(keep);
      return expectedF1();
    };
    expect(expectedOf([1, 0.5], [1, 1])).toBeCloseTo((2 * 6) / (8 + 6));
    expect(expectedOf([1, 0.5], [1, 0])).toBeCloseTo((2 * 4) / (4 + 6));
    expect(expectedOf([0, 0], [0, 0])).toBe(0);
  });

  it('is read off the calibration with straight lines between its points', () => {
    const table = [
      [0.2, 0.1],
      [0.6, 0.5],
      [1, 0.9],
    ] as const;
    for (const [value, expected] of [
      [0, 0.1],
      [0.2, 0.1],
      [0.4, 0.3],
      [0.6, 0.5],
      [0.8, 0.7],
      [1, 0.9],
    ] as const)
      expect(interpolate(table, value)).toBeCloseTo(expected);
    expect(interpolate([], 0.7)).toBe(0.7);
  });
});
