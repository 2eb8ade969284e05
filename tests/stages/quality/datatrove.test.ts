import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/document.ts';
import type { Findings } from '../../../src/stages/quality/findings.ts';
import { type C4Limits, qualityParameters } from '../../../src/stages/quality/parameters.ts';
import { createCheckC4 } from '../../../src/stages/quality/rules/c4.ts';
import { checkFineweb } from '../../../src/stages/quality/rules/fineweb.ts';
import { checkGopherQuality } from '../../../src/stages/quality/rules/gopher-quality.ts';
import { checkRepetition } from '../../../src/stages/quality/rules/gopher-repetition.ts';
import { createCountListed } from '../../../src/stages/quality/word-lists.ts';
import { createAnalyse } from '../../../src/text/analysis.ts';
import type { Words } from '../../../src/text/words.ts';

interface GoldenC4 {
  reason: string | null;
  text: string | null;
  sentences: [string, number][];
}

interface Golden {
  text: string;
  words: number[];
  measures: Record<string, number>;
  verdicts: { gopherQuality: string | null; gopherRepetition: string | null; fineweb: string | null };
  c4: GoldenC4;
  c4WithoutTerminal: GoldenC4;
}

// made by tests/golden/datatrove-rules.py
const file = join(import.meta.dirname, '../../golden/datatrove-rules.json.gz');
const golden: Golden[] = JSON.parse(gunzipSync(readFileSync(file)).toString());

const published = qualityParameters.parse({});
const countListed = createCountListed(published.gopherQuality?.stopWords ?? [], []);
const analyse = createAnalyse();

function none(): Findings {
  return { measures: {}, failures: [], edits: [] };
}

/** Gaps and lengths in code points, as Python counts them, to spans in UTF-16 code units. */
function wordsOf(text: string, flat: readonly number[]): Words {
  const count = flat.length / 2;
  const words: Words = { count, starts: new Int32Array(count), ends: new Int32Array(count) };
  const advance = (position: number, points: number): number => {
    let end = position;
    for (let point = 0; point < points; point++) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
    return end;
  };
  let position = 0;
  for (let word = 0; word < count; word++) {
    words.starts[word] = advance(position, flat[word * 2]!);
    words.ends[word] = advance(words.starts[word]!, flat[word * 2 + 1]!);
    position = words.ends[word]!;
  }
  return words;
}

function groups(document: Golden, words?: Words) {
  const analysis = analyse(document.text, words);
  const quality = none();
  const repetition = none();
  const fineweb = none();
  const limits = published.gopherQuality!;
  checkGopherQuality(analysis, limits, countListed(analysis).stopWords, quality);
  checkRepetition(analysis, published.gopherRepetition!, repetition);
  checkFineweb(analysis, null, published.fineweb!, fineweb);
  return { quality, repetition, fineweb };
}

describe('with the words that datatrove sees', () => {
  test('every measure is the same number', () => {
    expect(golden.length).toBeGreaterThanOrEqual(500);
    for (const document of golden) {
      const { quality, repetition, fineweb } = groups(document, wordsOf(document.text, document.words));
      const measures = { ...quality.measures, ...repetition.measures, ...fineweb.measures };
      expect(measures, JSON.stringify(document.text)).toEqual(document.measures);
    }
  });

  test('every verdict is the same', () => {
    for (const document of golden) {
      const { quality, repetition, fineweb } = groups(document, wordsOf(document.text, document.words));
      const dropped = {
        gopherQuality: quality.failures.length > 0,
        gopherRepetition: repetition.failures.length > 0,
        fineweb: fineweb.failures.length > 0,
      };
      const expected = {
        gopherQuality: document.verdicts.gopherQuality !== null,
        gopherRepetition: document.verdicts.gopherRepetition !== null,
        fineweb: document.verdicts.fineweb !== null,
      };
      expect(dropped, JSON.stringify(document.text)).toEqual(expected);
    }
  });

  const reasons: Record<string, string> = {
    lorem_ipsum: 'c4-lorem-ipsum',
    curly_bracket: 'c4-curly-bracket',
    too_few_sentences: 'c4-sentences',
  };

  function checkC4(document: Golden, expected: GoldenC4, limits: C4Limits): void {
    const sentences = new Map(expected.sentences);
    const findings = none();
    const analysis = analyse(document.text);
    // lines after the one that drops the document are not asked for by datatrove
    const check = createCheckC4((line) => sentences.get(line) ?? 0);
    check(analysis, limits, findings);
    const rules = findings.failures.map(({ rule }) => rule);
    if (expected.reason === null) {
      expect(rules, JSON.stringify(document.text)).toEqual([]);
      expect(applyEdits(document.text, findings.edits)).toBe(expected.text);
      if (limits.minSentences !== null) {
        const total = expected.sentences.reduce((sum, [, count]) => sum + count, 0);
        expect(findings.measures['c4-sentences']).toBe(total);
      }
    } else {
      expect(rules, JSON.stringify(document.text)).toContain(reasons[expected.reason]);
    }
  }

  test('C4 drops the same documents and leaves the same text', () => {
    for (const document of golden) checkC4(document, document.c4, published.c4!);
  });

  test('C4 without its rules of line ends and brackets leaves the same text', () => {
    const limits: C4Limits = { ...published.c4!, lineEnds: null, dropCurlyBracket: false, minSentences: 1 };
    for (const document of golden) checkC4(document, document.c4WithoutTerminal, limits);
  });
});

describe('with our own words', () => {
  test('verdicts of all four groups agree on 99 of 100 texts', () => {
    const check = createCheckC4();
    const agreements = { gopherQuality: 0, gopherRepetition: 0, fineweb: 0, c4: 0 };
    for (const document of golden) {
      const { quality, repetition, fineweb } = groups(document);
      const c4 = none();
      const analysis = analyse(document.text);
      check(analysis, published.c4!, c4);
      const { verdicts } = document;
      if (quality.failures.length > 0 === (verdicts.gopherQuality !== null)) agreements.gopherQuality += 1;
      if (repetition.failures.length > 0 === (verdicts.gopherRepetition !== null)) agreements.gopherRepetition += 1;
      if (fineweb.failures.length > 0 === (verdicts.fineweb !== null)) agreements.fineweb += 1;
      if (c4.failures.length > 0 === (document.c4.reason !== null)) agreements.c4 += 1;
    }
    for (const [group, count] of Object.entries(agreements)) {
      expect(count / golden.length, `${group}: ${count} of ${golden.length}`).toBeGreaterThanOrEqual(0.99);
    }
  });
});
