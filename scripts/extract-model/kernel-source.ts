import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as layout from '../../src/stages/extract/kernel/layout.ts';
import { unknownToken } from '../../src/stages/extract/model/token-table.ts';
import * as classes from '../../src/stages/extract/scan/byte-classes.ts';
import * as tags from '../../src/stages/extract/scan/tags.ts';

const folder = new URL('../../src/stages/extract/kernel/', import.meta.url);
const files = [
  ...['memory', 'attributes', 'blocks', 'elements', 'text', 'meta', 'skipped', 'hidden-inline', 'scan'],
  ...[
    'buckets',
    'hash-table',
    'tokens',
    'words',
    'containers',
    'columns',
    'places',
    'first-pass',
    'second-pass',
    'trees',
    'cuts',
    'decide',
    'facts',
    'lines',
    'assemble',
    'json',
  ],
];

/** Inline elements that the scanner tells apart by their names' hashes. */
const inlineNames = ['a', 'math', 'embed', 'wbr', 'source', 'area', 'param', 'track', 'col'];

const upper = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** What the TypeScript side decides, as constants for the kernel's sources. */
function constants(): string[] {
  const numbers: [string, number][] = [
    ...Object.entries({
      MAX_ELEMENTS: layout.maxElements,
      MAX_BLOCKS: layout.maxBlocks,
      MAX_RUNS: layout.maxRuns,
      MAX_TOKENS: layout.maxTokens,
      MAX_DEPTH: layout.maxDepth,
      MAX_JSON_LD: layout.maxJsonLd,
      TAG_SLOTS: layout.tagSlots,
      NAME_MULTIPLIER: tags.nameMultiplier,
      NAME_SHIFT: tags.nameShift,
      COMMENT_SLOTS: layout.commentSlots,
      ROLE_COUNT: tags.flagOfRole.length,
      FACT_ROW: layout.factRow,
      META_KEYS: layout.metaKeys.length,
      FACT_KINDS: Object.keys(layout.factKind).length,
      HEAD_SLOTS: layout.headSlots,
      LINE_TAG_SLOTS: 1 << layout.lineTagBits,
      LINE_TAG_SHIFT: 32 - layout.lineTagBits,
      META_NAME_SLOTS: 1 << layout.metaNameBits,
      META_NAME_SHIFT: 32 - layout.metaNameBits,
      MAX_PIECES: layout.maxPieces,
      MAX_NAMED: layout.maxNamed,
      AUTHOR_WORD_COUNT: layout.authorWords.length,
      DATE_WORD_COUNT: layout.dateWords.length,
      CLASS_TABLE_SHIFT: 32 - layout.classTableBits,
      WORD_TABLE_SHIFT: 32 - layout.wordTableBits,
      TREE_BYTES: layout.treeBytes,
      SURELY_OTHER: layout.surelyOther,
      CUT_COUNT: layout.cutCount,
      CUT_STRIDE: layout.cutStride,
      CUT_PAGE_COLUMNS: layout.cutPageColumns,
      PASS_BYTES: layout.maxTrees * layout.treeBytes,
      PLAN_ROW: layout.planRow,
      TABLE_SLOTS: layout.layout.table.count,
      UNKNOWN_TOKEN: unknownToken,
      CLASS_wordBit: classes.wordBit,
      CLASS_counterBits: classes.counterBits,
      CLASS_counterMask: classes.counterMask,
    }),
    ...[...layout.stateFields, ...layout.firstPassFields].map((field, index): [string, number] => [
      `STATE_${field}`,
      index,
    ]),
    ...inlineNames.map((name): [string, number] => [`NAME_HASH_${name}`, tags.hashOfName(name)]),
    ...prefixed('KIND', tags.tagKind),
    ...prefixed('TAG', tags.tagId),
    ...prefixed('FLAG', tags.flag),
    ...prefixed('CLOSING', tags.closingBit),
    ...prefixed('NAME', classes.nameByte),
    ...prefixed('END', layout.ending),
    ...prefixed('COLUMN', layout.columnKind),
    ...prefixed('FACT', layout.factKind),
    ...prefixed('HIDDEN', layout.hiding),
  ];
  const places: [string, number][] = [
    ...Object.entries(layout.layout).map(([name, { at }]): [string, number] => [upper(name), at]),
    ...layout.knownWords.map((word, index): [string, number] => [
      `WORD_${word.replace(/\W/g, '_')}`,
      layout.layout.words.at + index * layout.wordBytes,
    ]),
  ];
  return [
    ...numbers.map(([name, value]) => `const ${name}: i32 = ${value};`),
    ...places.map(([name, value]) => `const ${name}: usize = ${value};`),
  ];
}

function prefixed(prefix: string, values: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]);
}

/** All that the kernel is compiled from, as one file. */
export function kernelSource(): string {
  return [...constants(), ...files.map((name) => readFileSync(new URL(`${name}.as`, folder), 'utf8'))].join('\n');
}

export function sourceHash(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}
