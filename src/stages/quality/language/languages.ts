import type { Script } from '../../../text/scripts.ts';

/** Languages that one script stands for: no other language here is written in it. */
export const scriptLanguages: Partial<Record<Script, string>> = {
  greek: 'el',
  armenian: 'hy',
  syriac: 'syr',
  thaana: 'dv',
  nko: 'nqo',
  gurmukhi: 'pa',
  gujarati: 'gu',
  oriya: 'or',
  tamil: 'ta',
  telugu: 'te',
  kannada: 'kn',
  malayalam: 'ml',
  sinhala: 'si',
  thai: 'th',
  lao: 'lo',
  myanmar: 'my',
  georgian: 'ka',
  cherokee: 'chr',
  syllabics: 'iu',
  khmer: 'km',
  mongolian: 'mn-Mong',
  olchiki: 'sat',
  tifinagh: 'zgh',
  vai: 'vai',
  yi: 'ii',
  javanese: 'jv',
  meetei: 'mni',
  hangul: 'ko',
};

/** Whether a tag or its primary language is listed: zh stands for zh-Hans and zh-Hant. */
export const isAmong = (tags: readonly string[], language: string): boolean =>
  tags.includes(language) || tags.includes(language.split('-')[0] ?? '');
