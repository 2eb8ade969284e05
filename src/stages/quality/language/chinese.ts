import { simplifiedOnly, traditionalOnly } from './chinese-characters.ts';

const signs = new Int8Array(0x10000);
for (const character of simplifiedOnly) signs[character.charCodeAt(0)] = -1;
for (const character of traditionalOnly) signs[character.charCodeAt(0)] = 1;

/** Whether Chinese text is in simplified or traditional characters; simplified where nothing tells. */
export function chineseScript(text: string): 'zh-Hans' | 'zh-Hant' {
  let balance = 0;
  for (let index = 0; index < text.length; index++) balance += signs[text.charCodeAt(index)]!;
  return balance > 0 ? 'zh-Hant' : 'zh-Hans';
}
