const ENGLISH =
  'a about after all also although an and are as at be because been before between but by can could did do does each even ' +
  'for from had has have he her his how if in into is it its many may more most much must no not of on one or other our over ' +
  'she should so some such than that the their them then there these they this those through to under until up us was we were ' +
  'what when where which while who will with would you your';

/** Both scripts; classical ones too, for statutes and old prose. */
const CHINESE =
  '的一是不了在有人我他她它這这那們们個个來来到說说和與与為为以於于之其及或而也就都要可能會会對对上中下大小年月日時时出' +
  '後后前得者所自由從从並并但如若則则因此等應应將将被把讓让給给向過过還还再很更最無无非未已曾又只每各某該该依第條条項项';

const JAPANESE = 'のはがをにへとでもやかなしたてれらるすいあこそきくけさつねよりまでんだ';

function withCapitals(words: string): string[] {
  return words.split(' ').flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)]);
}

/** Function words by language: what running text cannot do without. In Chinese and Japanese, characters. */
export const functionWords = {
  en: withCapitals(ENGLISH),
  zh: [...CHINESE],
  ja: [...JAPANESE],
};
