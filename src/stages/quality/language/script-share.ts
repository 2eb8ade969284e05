import { type Script, scriptOf, scripts } from '../../../text/scripts.ts';

/** The script that most of a text is in; `number` is its value in `scriptOf`, 0 for a text without letters. */
export interface ScriptShare {
  script: Script | null;
  number: number;
  /** Its share of all letters, 0 to 1. */
  share: number;
  /** Letters of it. */
  letters: number;
  /** Share of kana in kana and Han. */
  kana: number;
}

/** A character of these says about as much as three letters. */
const DENSE: ReadonlySet<Script> = new Set(['han', 'kana', 'hangul', 'ethiopic', 'yi']);

/** Share of another script that makes a text with more Latin letters one of that script. */
const NOT_LATIN = 0.2;

const latinNumber = scripts.indexOf('latin') + 1;
const kanaNumber = scripts.indexOf('kana') + 1;
const hanNumber = scripts.indexOf('han') + 1;

/** Counts a text's code units by script. Runs of one script are counted first: adding each character to memory makes each wait for the one before. */
export function countScripts(text: string, counts: Int32Array): void {
  const { length } = text;
  let run = 0;
  let current = 0;
  for (let index = 0; index < length; index++) {
    const script = scriptOf[text.charCodeAt(index)]!;
    if (script === current) {
      run += 1;
      continue;
    }
    counts[current]! += run;
    current = script;
    run = 1;
  }
  counts[current]! += run;
}

const weights = [0, ...scripts.map((script) => (DENSE.has(script) ? 3 : 1))];

/** What `counts`, of code units by script, say; changes them. Han and kana count as one: the one that is more. */
export function scriptShareOf(counts: Int32Array): ScriptShare {
  const kana = counts[kanaNumber]!;
  const both = kana + counts[hanNumber]!;
  counts[hanNumber] = both;
  counts[kanaNumber] = 0;
  let total = 0;
  let best = 0;
  for (let number = 1; number < counts.length; number++) {
    total += counts[number]! * weights[number]!;
    if (counts[number]! * weights[number]! > counts[best]! * weights[best]! || best === 0) best = number;
  }
  if (total === 0) return { script: null, number: 0, share: 0, letters: 0, kana: 0 };
  // Latin letters beside another script are often code, names and addresses, hardly ever the other way round
  if (best === latinNumber) {
    let other = 0;
    for (let number = 1; number < counts.length; number++) {
      if (number !== latinNumber && counts[number]! * weights[number]! > counts[other]! * weights[other]!)
        other = number;
    }
    if (counts[other]! * weights[other]! >= total * NOT_LATIN) best = other;
  }
  const letters = counts[best]!;
  const script = scripts[best - 1]!;
  return {
    script,
    number: best,
    share: (letters * weights[best]!) / total,
    letters,
    kana: both === 0 ? 0 : kana / both,
  };
}
