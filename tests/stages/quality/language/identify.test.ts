import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createIdentifyLanguage } from '../../../../src/stages/quality/language/identify.ts';
import { readLanguageModel } from '../../../../src/stages/quality/language/model.ts';

const bytes = new Uint8Array(readFileSync('models/language.bin'));
const identify = createIdentifyLanguage(readLanguageModel(bytes, 'builtin:language.bin'));

describe('a sentence', () => {
  test.each([
    ['en', 'The ferry leaves the harbour at seven and comes back before it is dark.'],
    ['de', 'Die Fähre verlässt den Hafen um sieben Uhr und kommt vor der Dunkelheit zurück.'],
    ['fr', 'Le bac quitte le port à sept heures et revient avant la tombée de la nuit.'],
    ['es', 'El transbordador sale del puerto a las siete y vuelve antes de que anochezca.'],
    ['pt', 'A balsa deixa o porto às sete horas e volta antes de escurecer.'],
    ['it', 'Il traghetto lascia il porto alle sette e torna prima che faccia buio.'],
    ['nl', 'De veerboot vertrekt om zeven uur uit de haven en komt voor het donker terug.'],
    ['pl', 'Prom opuszcza port o siódmej i wraca, zanim zrobi się ciemno.'],
    ['cs', 'Trajekt opouští přístav v sedm hodin a vrací se, než se setmí.'],
    ['tr', 'Feribot saat yedide limandan ayrılıyor ve hava kararmadan geri dönüyor.'],
    ['vi', 'Chuyến phà rời bến lúc bảy giờ và quay về trước khi trời tối.'],
    ['ru', 'Паром отходит от причала в семь часов и возвращается до темноты.'],
    ['uk', 'Пором відходить від причалу о сьомій годині й повертається до темряви.'],
    ['ar', 'تغادر العبارة الميناء في الساعة السابعة وتعود قبل حلول الظلام.'],
    ['fa', 'کشتی ساعت هفت از بندر حرکت می‌کند و پیش از تاریکی برمی‌گردد.'],
    ['hi', 'नाव सात बजे बंदरगाह से निकलती है और अंधेरा होने से पहले लौट आती है।'],
    ['el', 'Το πλοίο φεύγει από το λιμάνι στις επτά και επιστρέφει πριν νυχτώσει.'],
    ['th', 'เรือออกจากท่าเวลาเจ็ดโมงและกลับมาก่อนมืด'],
    ['ko', '배는 일곱 시에 항구를 떠나 어두워지기 전에 돌아온다.'],
    ['ja', '船は七時に港を出て、暗くなる前に戻ってくる。'],
    ['zh-Hant', '渡輪七點離開港口，天黑之前會回來。'],
    ['zh-Hans', '渡轮七点离开港口，天黑之前会回来。'],
  ])('in %s is identified with confidence', (language, text) => {
    const guess = identify(text);
    expect(guess.language).toBe(language);
    expect(guess.score).toBeGreaterThan(0.6);
    expect(guess.score).toBeLessThanOrEqual(1);
  });
});

describe('a text', () => {
  test.each(['', ' \n', '12345 67890', '😀 🎉', '--- ### ---', '\ud800\udc00'.repeat(3)])(
    'without letters is undetermined: %j',
    (text) => {
      expect(identify(text)).toEqual({ language: 'und', score: 0 });
    },
  );

  test('of Chinese around code is Chinese', () => {
    expect(identify('先安裝套件，再執行下面的指令：\nnpm install example && npm run build --verbose').language).toBe(
      'zh-Hant',
    );
  });

  test('of English with a Chinese name is English', () => {
    expect(identify('The ferry company of Keelung (基隆) has bought two new boats this year.').language).toBe('en');
  });

  test('of two languages is less sure than of one', () => {
    const greek = 'Το πλοίο φεύγει από το λιμάνι. ';
    const mixed = identify(`${greek}The ferry leaves the harbour today.`);
    expect(mixed.score).toBeLessThan(identify(greek).score);
  });

  test('is read further in, not only at its head', () => {
    const menu = 'Login Menu Home Contact '.repeat(60);
    const body = 'Die Fähre verlässt den Hafen um sieben Uhr und kommt vor der Dunkelheit zurück. '.repeat(400);
    expect(identify(menu + body).language).toBe('de');
  });

  test('that repeats is told by all of its words, however often it does', () => {
    const words = 'Buy cheap watches now best price casino bonus click here ';
    for (let times = 3; times <= 40; times++) expect(identify(words.repeat(times)).language).toBe('en');
  });
});

describe('the model file', () => {
  test('knows more than a hundred languages', () => {
    const { languages } = readLanguageModel(bytes, 'builtin:language.bin');
    expect(new Set(languages).size).toBeGreaterThan(100);
    expect(bytes.length).toBeLessThan(2_000_000);
  });

  test.each([
    ['empty', new Uint8Array(0)],
    ['cut', bytes.subarray(0, bytes.length - 1)],
    ['cut in its header', bytes.subarray(0, 40)],
    ['of another kind', new Uint8Array(1000).fill(7)],
  ])('that is %s is refused by name', (_, damaged) => {
    expect(() => readLanguageModel(damaged, 'model:mine')).toThrow(/model:mine is not a language model/);
  });
});
