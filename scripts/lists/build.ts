/**
 * Builds models/lists from the public lists under WINNOW_BENCH_DATA/lists: `npx tsx scripts/lists/build.ts`.
 * Hosts become 48-bit hashes; words stay text, a section a language. Sources and licences are in models/README.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHostLines, writeHostSet } from '../../src/stages/safety/url/host-set.ts';

const data = process.env['WINNOW_BENCH_DATA'] ?? '../shared/data';
const target = new URL('../../models/lists/', import.meta.url);

/** Sections of the word list by file name where the two differ: BCP 47 subtags that a page would declare. */
const sectionNames: Record<string, string> = { 'fr-CA-u-sd-caqc': 'fr-CA', no: 'nb' };

/** Ordinary words of their language, or of anatomy, medicine and law: hits in innocent text outnumber the others. */
const innocent: Record<string, readonly string[]> = {
  ja: ['sm', 'グロ', '女の子'],
  zh: [
    '性',
    '13.',
    '13点',
    '乳',
    '乳头',
    '乳房',
    '交配',
    '他妈',
    '手淫',
    '阴茎',
    '阴道',
    '阴部',
    '陰莖',
    '陰道',
    '肛门',
    '肛門',
    '子宫',
    '发情',
    '發情',
    '精液',
    '精子',
    '妓女',
    '强奸',
    '強姦',
    '自慰',
    '生殖器',
    '裸体',
    '裸體',
    '同性恋',
    '同性戀',
    '小姐',
    '鸡巴狗',
  ],
  en: [
    'sex',
    'sexual',
    'sexually',
    'sexuality',
    'breasts',
    'rape',
    'raping',
    'rapist',
    'nude',
    'nudity',
    'genitals',
    'vagina',
    'penis',
    'vulva',
    'semen',
    'rectum',
    'clitoris',
    'scrotum',
    'suck',
    'sucks',
    'strip club',
    'intercourse',
    'erotic',
    'erotism',
    'butt',
    'ass',
    'bastard',
    'beaver',
    'swinger',
    'sadism',
    'snowballing',
    'bareback',
    'how to kill',
    'how to murder',
    'domination',
    'escort',
    'barely legal',
    'birdlock',
    'black cock',
    'goddamn',
    'jail bait',
    'kinky',
    'nipple',
    'nipples',
    'nsfw',
    'panties',
    'panty',
    'playboy',
    'poof',
    'pubes',
    'queaf',
    'raghead',
    'scat',
    'shota',
    'swastika',
    'thong',
    'threesome',
    'tight white',
    'topless',
    'twink',
    'white power',
    'wrapping men',
    'yaoi',
    'honkey',
    'hooker',
    'fecal',
    'negro',
    'dick',
    'cialis',
    'circlejerk',
    'hardcore',
    'spastic',
    'ethical slut',
    'anus',
    'lusting',
    'pikey',
    'babes in toyland',
    'ball licking',
    'camel toe',
    'incest',
    'mound of venus',
    'one guy one jar',
    'sodomize',
    'sodomy',
    'splooge',
    'eunuch',
    'ecchi',
    'futanari',
    'frotting',
    'g-spot',
    'homoerotic',
    'male squirting',
    'orgasm',
    'pedophile',
    'paedophile',
    'quim',
    'servitude',
    'smut',
    'strapon',
    'undressing',
    'urophilia',
    'voyeur',
    'worldsex',
  ],
};

function unpack(archive: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'winnow-lists-'));
  execFileSync('tar', ['xzf', join(data, 'lists', archive), '-C', folder]);
  return folder;
}

function writeHosts(name: string, files: readonly string[]): void {
  const bytes = writeHostSet(files.flatMap((file) => [...readHostLines(readFileSync(file))]));
  writeFileSync(new URL(name, target), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}

function writeWords(folder: string): void {
  const lines = [
    '# List of Dirty, Naughty, Obscene, and Otherwise Bad Words, 28 languages, by Shutterstock and contributors.',
    '# CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changed: joined into one file; a line that starts with - takes a',
    '# word out of its section that innocent text uses too.',
  ];
  const files = readdirSync(folder).filter((file) => /^[a-z]{2,3}(-|$)/.test(file));
  for (const file of files.sort()) {
    const words = readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map((word) => word.trim().normalize('NFKC').toLowerCase());
    const section = new Set(words.filter((word) => word !== ''));
    lines.push(`[${sectionNames[file] ?? file}]`, ...section);
    lines.push(...(innocent[file] ?? []).filter((word) => section.has(word)).map((word) => `-${word}`));
  }
  writeFileSync(new URL('bad-words.txt', target), `${lines.join('\n')}\n`);
}

const porn = unpack('porn-hosts.tar.gz');
const ut1 = unpack('ut1.tar.gz');
const ldnoobw = unpack('ldnoobw.tar.gz');
writeHosts('adult-hosts.bin', [join(porn, 'sinfonietta/pornography-hosts')]);
writeHosts('ut1-adult-paths.bin', [join(ut1, 'ut1/blacklists/adult/urls')]);
writeHosts('ut1-gambling.bin', [
  join(ut1, 'ut1/blacklists/gambling/domains'),
  join(ut1, 'ut1/blacklists/gambling/urls'),
]);
writeWords(join(ldnoobw, 'ldnoobw'));
for (const folder of [porn, ut1, ldnoobw]) rmSync(folder, { recursive: true });
