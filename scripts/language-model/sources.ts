import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isTraining, seededRandom } from './split.ts';

/** A text and its language, as BCP 47 primary tag. */
export interface Sample {
  language: string;
  text: string;
}

/** Translations of the Declaration of Human Rights that bring a language of their own, by file name. */
const UDHR: Record<string, readonly string[]> = {
  ab: ['abk'],
  ady: ['ady'],
  am: ['amh'],
  ak: ['aka_asante', 'aka_fante'],
  ay: ['ayr'],
  az: ['azj_cyrl'],
  bem: ['bem'],
  bi: ['bis'],
  bm: ['bam'],
  bo: ['bod'],
  br: ['bre'],
  ceb: ['ceb'],
  ckb: ['ckb'],
  co: ['cos'],
  crh: ['crh'],
  cv: ['chv'],
  dz: ['dzo'],
  ee: ['ewe'],
  ff: ['fuf', 'fuv'],
  fj: ['fij'],
  fo: ['fao'],
  fon: ['fon'],
  fy: ['fri'],
  gaa: ['gaa'],
  gd: ['gla'],
  gl: ['glg'],
  gn: ['gug'],
  ha: ['hau_NG', 'hau_NE'],
  haw: ['haw'],
  hil: ['hil'],
  ht: ['hat_kreyol', 'hat_popular'],
  ig: ['ibo'],
  ilo: ['ilo'],
  jv: ['jav'],
  kg: ['kng'],
  kl: ['kal'],
  ku: ['kmr'],
  ky: ['kir'],
  lb: ['ltz'],
  ln: ['lin', 'lin_tones'],
  lua: ['lua'],
  mai: ['mai'],
  mg: ['plt'],
  mh: ['mah'],
  mos: ['mos'],
  mt: ['mlt'],
  ne: ['nep'],
  nr: ['nbl'],
  nso: ['nso'],
  nv: ['nav'],
  ny: ['nya_chechewa', 'nya_chinyanja'],
  oc: ['oci_1', 'oci_2', 'oci_3', 'oci_4'],
  om: ['gax'],
  os: ['oss'],
  pap: ['pap'],
  ps: ['pbu'],
  qu: ['quy', 'quz'],
  rm: ['roh', 'roh_rumgr', 'roh_sursilv'],
  rn: ['run'],
  rw: ['kin'],
  sa: ['san'],
  sah: ['sah'],
  se: ['sme'],
  sg: ['sag'],
  sm: ['smo'],
  'sr-Latn': ['srp_latn'],
  ss: ['ssw'],
  su: ['sun'],
  tet: ['tet'],
  tg: ['tgk'],
  ti: ['tir'],
  tk: ['tuk_latn', 'tuk_cyrl'],
  to: ['ton'],
  tpi: ['tpi'],
  tt: ['tat'],
  ty: ['tah'],
  tyv: ['tyv'],
  ug: ['uig_arab', 'uig_latn'],
  uz: ['uzn_latn', 'uzn_cyrl'],
  ve: ['ven'],
  war: ['war'],
  wo: ['wol'],
  yi: ['ydd'],
};

/** Languages whose script alone tells them; and Bosnian, which this little text cannot tell from Croatian and Serbian. */
const NOT_TRAINED = new Set(['zh', 'ja', 'ko', 'el', 'hy', 'gu', 'ka', 'pa', 'ta', 'te', 'th', 'bs']);

/** Languages whose pages of the crawl are partly in another: such sentences are told by their words. */
const MISFILED: Readonly<Record<string, string>> = { ms: 'id', ca: 'es' };
/** Share of a word that a list does not have. */
const UNLISTED = 1e-7;

/** Words and their shares of all words, from `<language>.tsv`. */
async function sharesOf(folder: string, language: string): Promise<Map<string, number>> {
  const lines = (await readFile(join(folder, `${language}.tsv`), 'utf8')).trim().split('\n');
  return new Map(
    lines.map((line): [string, number] => {
      const [word = '', share = '0'] = line.split('\t');
      return [word, Number(share)];
    }),
  );
}

/** What tells whether a text's words are likelier in the language that it is filed under than in the one it may be in. */
async function wellFiled(words: string, language: string): Promise<(text: string) => boolean> {
  const other = MISFILED[language];
  if (other === undefined) return () => true;
  const own = await sharesOf(words, language);
  const others = await sharesOf(words, other);
  return (text) => {
    let odds = 0;
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}'’·-]+/gu))
      odds += Math.log(Math.max(UNLISTED, own.get(word) ?? 0) / Math.max(UNLISTED, others.get(word) ?? 0));
    return odds > 0;
  };
}

/** Sentences of Wortschatz Leipzig as lingua's tests have them, split by a hash of the text; those to train on are well filed. */
export async function sentenceSamples(file: string, words: string, training: boolean): Promise<Sample[]> {
  const samples: Sample[] = [];
  const filed = new Map<string, (text: string) => boolean>();
  for (const language of Object.keys(MISFILED)) filed.set(language, await wellFiled(words, language));
  for (const line of gunzipSync(await readFile(file))
    .toString()
    .trim()
    .split('\n')) {
    const row: Sample = JSON.parse(line);
    if (NOT_TRAINED.has(row.language) || isTraining(row.text) !== training) continue;
    if (training && filed.get(row.language)?.(row.text) === false) continue;
    samples.push(row);
    if (row.language === 'sr') samples.push({ language: 'sr-Latn', text: serbianInLatin(row.text) });
  }
  return samples;
}

/** Paragraphs of the Declaration, split by a hash of the text. */
export async function declarationSamples(folder: string, training: boolean): Promise<Sample[]> {
  const names = new Set(await readdir(folder));
  const samples: Sample[] = [];
  for (const [language, files] of Object.entries(UDHR)) {
    for (const file of files) {
      if (!names.has(`${file}.html`)) throw new Error(`${folder} has no ${file}.html for ${language}`);
      const html = await readFile(join(folder, `${file}.html`), 'utf8');
      for (const [, body = ''] of html.matchAll(/<(?:p|h\d|li)[^>]*>([^<]+)</g)) {
        const text = body.replace(/\s+/g, ' ').trim();
        if (text.length >= 20 && isTraining(text) === training) samples.push({ language, text });
      }
    }
  }
  return samples;
}

/** Texts by language, `<language>.txt` (`export-texts.py`), for languages that the other sources have. */
export async function listedSamples(folder: string, known: ReadonlySet<string>, training: boolean): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const language = name.slice(0, -'.txt'.length);
    if (!known.has(language)) continue;
    for (const text of (await readFile(join(folder, name), 'utf8')).trim().split('\n')) {
      if (isTraining(text) !== training) continue;
      samples.push({ language, text });
      if (language === 'sr') samples.push({ language: 'sr-Latn', text: serbianInLatin(text) });
    }
  }
  return samples;
}

/** Rows of words drawn by their frequency: `<language>.tsv` holds a word, a tab and its share of all words, one a line. */
export async function wordSamples(
  folder: string,
  rowsOf: (language: string) => number,
  seed: number,
): Promise<Sample[]> {
  const random = seededRandom(seed);
  const samples: Sample[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const inCyrillic = name === 'sr.tsv';
    const words: string[] = [];
    const upTo: number[] = [];
    let total = 0;
    for (const line of (await readFile(join(folder, name), 'utf8')).trim().split('\n')) {
      const [word = '', share = '0'] = line.split('\t');
      total += Number(share);
      words.push(inCyrillic ? serbianInCyrillic(word) : word);
      upTo.push(total);
    }
    const draw = (): string => {
      const target = random() * total;
      let low = 0;
      let high = upTo.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (upTo[middle]! < target) low = middle + 1;
        else high = middle;
      }
      return words[low]!;
    };
    const language = name.slice(0, -'.tsv'.length);
    for (let count = rowsOf(language); count > 0; count--) {
      const size = 4 + Math.floor(random() * 20);
      samples.push({ language, text: Array.from({ length: size }, draw).join(' ') });
    }
  }
  return samples;
}

/** Folders of an Android application's strings that have a tag of their own. */
const INTERFACE_TAGS: Record<string, string> = {
  'b+kk+Cyrl': 'kk',
  'b+sr+Latn': 'sr-Latn',
  'b+tg+Cyrl': 'tg',
  'b+tt+Cyrl': 'tt',
  in: 'id',
  iw: 'he',
  ji: 'yi',
  'pt-rBR': 'pt',
};

/** Languages that only the interface strings have enough text of. */
const INTERFACE_ONLY = ['ba', 'ce', 'sd'];

/** Strings of an application's interface, `values-<language>/strings.xml`, for languages that the other sources have. */
export async function interfaceSamples(
  folder: string,
  known: ReadonlySet<string>,
  training: boolean,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (!name.startsWith('values-')) continue;
    const tag = name.slice('values-'.length);
    const language = INTERFACE_TAGS[tag] ?? tag;
    if (!known.has(language) && !INTERFACE_ONLY.includes(language)) continue;
    const xml = await readFile(join(folder, name, 'strings.xml'), 'utf8');
    for (const [, body = ''] of xml.matchAll(/<(?:string|item)[^>]*>([\s\S]*?)<\/(?:string|item)>/g)) {
      const text = body
        .replace(/<[^>]*>|&[a-z]+;|%\d*\$?[a-z]|\\n|\\|https?:\S+/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      if (text.length >= 20 && isTraining(text) === training) samples.push({ language, text });
    }
  }
  return samples;
}

/** Rows of words drawn from each language's own texts, for languages that have fewer than `wanted` of them. */
export function redrawnSamples(samples: readonly Sample[], wanted: number, seed: number): Sample[] {
  const random = seededRandom(seed);
  const byLanguage = new Map<string, string[]>();
  for (const { language, text } of samples) {
    const texts = byLanguage.get(language) ?? [];
    texts.push(text);
    byLanguage.set(language, texts);
  }
  const drawn: Sample[] = [];
  for (const [language, texts] of byLanguage) {
    const words = texts.join(' ').split(' ');
    for (let count = texts.length; count < wanted; count++) {
      const size = 4 + Math.floor(random() * 20);
      const text = Array.from({ length: size }, () => words[Math.floor(random() * words.length)]!).join(' ');
      drawn.push({ language, text });
    }
  }
  return drawn;
}

const LATIN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ђ: 'đ',
  е: 'e',
  ж: 'ž',
  з: 'z',
  и: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'lj',
  м: 'm',
  н: 'n',
  њ: 'nj',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'ć',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'č',
  џ: 'dž',
  ш: 'š',
};

/** Serbian is written in both alphabets, letter for letter. */
function serbianInLatin(text: string): string {
  return text.toLowerCase().replace(/[а-џ]/g, (letter) => LATIN[letter] ?? letter);
}

const CYRILLIC = new Map(Object.entries(LATIN).map(([cyrillic, latin]) => [latin, cyrillic]));

function serbianInCyrillic(word: string): string {
  return word.replace(/lj|nj|dž|[a-zđžćčš]/g, (letter) => CYRILLIC.get(letter) ?? letter);
}
