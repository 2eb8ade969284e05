import type { Analysis } from '../../../text/analysis.ts';

/** A language as a BCP 47 tag, `und` for none, and how sure that is, 0 to 1. */
export interface LanguageGuess {
  language: string;
  score: number;
}

const ENGLISH = new Set(
  'the of and to in is that for it was with as on be by this are from at an have not or'.split(' '),
);

/** Script counts, and English by its function words. */
export function identifyLanguage({ text }: Analysis): LanguageGuess {
  const sample = text.slice(0, 4000);
  let han = 0;
  let kana = 0;
  let hangul = 0;
  let latin = 0;
  for (let index = 0; index < sample.length; index++) {
    const code = sample.charCodeAt(index);
    if (code >= 0x4e00 && code <= 0x9fff) han += 1;
    else if (code >= 0x3040 && code <= 0x30ff) kana += 1;
    else if (code >= 0xac00 && code <= 0xd7a3) hangul += 1;
    else if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) latin += 1;
  }
  const total = han + kana + hangul + latin / 3;
  if (total === 0) return { language: 'und', score: 0 };
  if (kana > han / 10 && kana > hangul) return { language: 'ja', score: (kana + han) / total };
  if (hangul > han && hangul > latin / 3) return { language: 'ko', score: hangul / total };
  if (han > latin / 3) {
    const traditional = (sample.match(/[這們說國對會來時個為過學發經點還沒開關問間見長車話實應]/g) ?? []).length;
    const simplified = (sample.match(/[这们说国对会来时个为过学发经点还没开关问间见长车话实应]/g) ?? []).length;
    return { language: traditional > simplified ? 'zh-Hant' : 'zh-Hans', score: han / total };
  }
  const words = sample.split(/\s+/);
  const english = words.filter((word) => ENGLISH.has(word)).length / words.length;
  return english > 0.05 ? { language: 'en', score: Math.min(1, 0.6 + english * 2) } : { language: 'und', score: 0 };
}
