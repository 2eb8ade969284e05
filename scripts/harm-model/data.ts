import { readFileSync } from 'node:fs';
import { createRandom } from '../../src/stages/quality/classifier/linear.ts';
import type { HarmCategory } from '../../src/stages/safety/harm/model.ts';
import { harmlessGrammar, hatefulGrammar } from './group-grammar.ts';
import { harmless, hateful } from './group-templates.ts';
import { harmlessWithoutGroup, innocent } from './innocent.ts';
import { lexicon } from './lexicon.ts';
import { harmlessTalk, heated, insulting } from './people-templates.ts';
import { adult, adultGlue, scenes } from './pornography.ts';
import { innocentSegments, isHan, judgedTexts, none } from './texts.ts';
import { cruelties, violent, violentGlue } from './violence.ts';
import { insults, named, reclaimed, slurs } from './vocabulary.ts';

export const sets = [
  'olid',
  'davidson',
  'cold',
  'groups-en',
  'groups-zh',
  'people-en',
  'people-zh',
  'scenes-en',
  'scenes-zh',
  'innocent',
] as const;
/** So many sets, the first ones, are posts that people judged. */
export const judgedSets = 3;

/** A text with what is known of it: a category that is missing says nothing. */
export interface HarmExample {
  set: (typeof sets)[number];
  /** Cross-validation's fold, 0 to 4. */
  fold: number;
  text: string;
  labels: Partial<Record<HarmCategory, boolean>>;
  weight: number;
  /** Weight in the categories that nobody labelled. */
  innocentWeight?: number;
}

/** Threats among what is said of groups. */
const THREAT = /kill|die\b|dead|exterminat|shot|shoot|hang|burn|beat|punch|wiped|gas |hunt|杀|死|打|皮/;

/** Everything that the default model is made of; the same on every machine. */
export function readExamples(): HarmExample[] {
  const random = createRandom(11);
  const innocents = innocentSegments(random);
  return [...judgedTexts(), ...innocents, ...written(random), ...laced(innocents, random)];
}

/**
 * Innocent segments with words of a category strewn in, few or many: running text of that kind, whose function words are anyone's. One
 * word alone, as a textbook has it, is not enough.
 */
function laced(innocents: readonly HarmExample[], random: () => number): HarmExample[] {
  const choose = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
  return innocents.flatMap(({ text, fold }, index) => {
    if (index % 3 === 2) return [];
    const language = isHan(text) ? 'zh' : 'en';
    const pieces = language === 'en' ? text.split(' ') : (text.match(/.{1,4}/gs) ?? []);
    const share = 0.08 + random() * random() * 0.5;
    const list = index % 3 === 0 ? adult[language] : violent[language];
    let strewn = 0;
    const mixed = pieces.slice(0, 60).flatMap((piece) => {
      if (random() >= share) return [piece];
      strewn += 1;
      return random() < 0.5 ? [choose(list), piece] : [choose(list)];
    });
    if (strewn < 3) return [];
    const labels = index % 3 === 0 ? { pornography: true } : { violence: true, pornography: false };
    return [{ set: `scenes-${language}`, fold, text: mixed.join(language === 'en' ? ' ' : ''), labels, weight: 0.5 }];
  });
}

/** Written for the model: what is said of groups and to people, coarse and heated talk, and scenes and words of two categories. */
function written(random: () => number): HarmExample[] {
  const choose = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
  const vocabulary = new Map<string, readonly string[]>(Object.entries(lexicon));
  const examples: HarmExample[] = [];
  const fill = (template: string): string => {
    const language = isHan(template) ? 'zh' : 'en';
    const slots: Record<string, readonly string[]> = {
      G: named[language],
      X: insults[language],
      S: slurs,
      R: reclaimed,
      T: lexicon.things,
    };
    return template
      .replaceAll(/\{([^{}]*)\}/g, (_, choices: string) => choose(choices.split('|')))
      .replaceAll(/<(\w+)>/g, (_, name: string) => choose(vocabulary.get(name) ?? []))
      .replaceAll(/(?<![A-Za-z])[GXSRT](?![A-Za-z'])/g, (slot) => choose(slots[slot]!))
      .replaceAll(/ s\b/g, 's');
  };
  const end = (text: string): string => text + choose(['', '', '.', '!', isHan(text) ? '。' : '.']);
  const add = (
    kind: 'groups' | 'people' | 'scenes',
    text: string,
    labels: HarmExample['labels'],
    weight: number,
  ): void => {
    const set = `${kind}-${isHan(text) ? 'zh' : 'en'}` as const;
    examples.push({ set, fold: examples.length % 5, text, labels, weight });
  };
  const fillEach = (
    kind: 'groups' | 'people' | 'scenes',
    templates: readonly string[],
    copies: number,
    labels: (text: string) => HarmExample['labels'],
    weight: number,
  ): void => {
    for (const template of templates)
      for (let copy = 0; copy < copies; copy++) {
        const text = end(fill(template));
        add(kind, copy % 2 === 0 ? text : disguised(text, random), labels(text), weight);
      }
  };
  const threat = (text: string): HarmExample['labels'] => ({
    hate: true,
    pornography: false,
    violence: THREAT.test(text),
  });
  for (const language of ['en', 'zh'] as const) {
    fillEach('groups', hateful[language], 10, threat, 0.85);
    fillEach('groups', harmless[language], 10, () => none, 0.85);
    fillEach('people', insulting[language], 14, () => ({ hate: true }), 0.35);
    fillEach('scenes', scenes[language], 40, () => ({ pornography: true }), 0.5);
    fillEach('scenes', cruelties[language], 40, () => ({ violence: true, pornography: false }), 0.5);
  }
  fillEach('groups', hatefulGrammar, 50, threat, 0.42);
  fillEach('groups', harmlessGrammar, 45, () => none, 0.42);
  fillEach('people', harmlessTalk, 12, () => none, 0.5);
  fillEach('people', heated, 8, () => none, 0.5);
  fillEach('people', harmlessWithoutGroup, 4, () => none, 0.5);
  fillEach('people', innocent, 12, () => none, 0.5);

  const listed = listedWords();
  for (let index = 0; index < 4000; index++) {
    const language = index % 2 === 0 ? 'en' : 'zh';
    const mixture = (words: readonly string[], glue: readonly string[]): string => {
      const length = 4 + Math.floor(random() * 30);
      const share = 0.2 + random() * 0.4;
      const picked = Array.from({ length }, () => choose(random() < share ? words : glue));
      return picked.join(language === 'en' ? ' ' : choose(['', '', ' ', '，']));
    };
    const sexual = index % 4 < 2 ? adult[language] : [...adult[language], ...listed[language]];
    add('scenes', mixture(sexual, adultGlue[language]), { pornography: true }, 0.4);
    add('scenes', mixture(violent[language], violentGlue[language]), { violence: true, pornography: false }, 0.3);
    // the words in between alone are innocent
    const glue = index % 4 < 2 ? adultGlue : violentGlue;
    add('scenes', mixture(glue[language], glue[language]), { pornography: false, violence: false }, 0.3);
  }
  return examples;
}

/** As people write who are in a hurry or in hiding: letters doubled, left out, swapped, starred, as digits. */
function disguised(text: string, random: () => number): string {
  if (isHan(text)) return text;
  const words = text.split(' ');
  const at = Math.floor(random() * words.length);
  const word = words[at]!;
  if (word.length < 4) return text.toLowerCase();
  const inside = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 6);
  const first = word.slice(0, inside);
  const rest = word.slice(inside + 1);
  const letter = word[inside]!;
  if (kind === 0) words[at] = first + rest;
  else if (kind === 1) words[at] = `${first}${letter}${letter}${letter}${rest}`;
  else if (kind === 2) words[at] = `${first}*${rest}`;
  else if (kind === 3) words[at] = first + (rest[0] ?? '') + letter + rest.slice(1);
  else if (kind === 4) words[at] = word.toUpperCase();
  else words[at] = word.split('').join(' ');
  return words.join(' ');
}

/** Words of the shipped list, slurs and insults included: a page full of them is not for print either. */
function listedWords(): { en: string[]; zh: string[] } {
  const lines = readFileSync(new URL('../../models/lists/bad-words.txt', import.meta.url), 'utf8').split('\n');
  const section = (name: string): string[] => {
    const start = lines.indexOf(`[${name}]`) + 1;
    const end = lines.findIndex((line, index) => index >= start && line.startsWith('['));
    return lines.slice(start, end === -1 ? undefined : end).filter((line) => line !== '' && !line.startsWith('-'));
  };
  return { en: section('en'), zh: section('zh') };
}
