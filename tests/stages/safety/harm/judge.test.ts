import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createJudgeHarm } from '../../../../src/stages/safety/harm/judge.ts';

const model = new Uint8Array(readFileSync('models/harm.bin'));
const judge = createJudgeHarm(model, 'harm.bin', 0.5);

const ADULT = 'Free porn videos, naked milf webcam girls, hardcore sex and xxx movies every day. ';
const INSULT = 'You are a disgusting piece of shit and a stupid whore, shut the fuck up. ';
const THREAT = 'I will kill you and your whole family, I will cut your throat and watch you bleed. ';
const CALM = 'The museum opens at nine, and the guided tour through the old harbour takes about an hour. ';
const CALM_CHINESE = '這座博物館每天上午九點開門，港口的導覽大約需要一個小時，請提前在網站上預約。';

describe('a text of one kind', () => {
  it.each([
    ['pornography', ADULT],
    ['hate', INSULT],
    ['violence', THREAT],
    ['pornography', '免費無碼色情影片線上看，巨乳人妻裸聊性愛直播，高潮呻吟。'],
    ['hate', '你这个傻逼，脑残垃圾，滚回去，真恶心。'],
    ['violence', '我要砍死你全家，一刀捅进你的脖子，鲜血流满地。'],
  ] as const)('scores highest in %s: %s', (category, text) => {
    const scores = judge(text);
    expect(scores[category]).toBeGreaterThan(0.5);
    expect(scores[category]).toBe(Math.max(...Object.values(scores)));
  });

  it.each([
    CALM,
    CALM_CHINESE,
    'Breast cancer screening is offered to all women over fifty.',
    'The court found him guilty of murder and sentenced him to life in prison.',
    '阴茎和阴道是人体生殖系统的一部分，青春期会发生变化。',
    'Muslims and Jews shared a meal in the town hall on Sunday.',
  ])('harmless: %s', (text) => {
    expect(Math.max(...Object.values(judge(text)))).toBeLessThan(0.5);
  });
});

describe('what says nothing', () => {
  it.each([
    '',
    ' \n\t ',
    '\u{1f600}'.repeat(500),
    '\u{1f600}\u{1f389}'.repeat(500),
    '12 34 56 '.repeat(100),
    '!?'.repeat(300),
  ])('is not harmful: %#', (text) => expect(judge(text)).toEqual({ pornography: 0, hate: 0, violence: 0 }));

  it('grows no more harmful the longer its line of emoji is', () => {
    for (const line of ['\u{1f602}', '\u{1f600}\u{1f389}']) {
      const [short, long] = [3, 60].map((times) => judge(`What a lovely day at the beach ${line.repeat(times)}`));
      expect(long).toEqual(short);
    }
  });
});

describe('a page', () => {
  it('is judged by how much of it is harmful, not by one passage', () => {
    const mostly = ADULT.repeat(20) + CALM.repeat(8);
    const hardly = ADULT + CALM.repeat(30);
    expect(judge(mostly).pornography).toBeGreaterThan(0.9);
    expect(judge(hardly).pornography).toBeLessThan(0.2);
  });

  it('is judged by the worst share that is asked for', () => {
    const quarter = ADULT.repeat(10) + CALM.repeat(30);
    expect(createJudgeHarm(model, 'harm.bin', 0.1)(quarter).pornography).toBeGreaterThan(0.9);
    expect(createJudgeHarm(model, 'harm.bin', 1)(quarter).pornography).toBeLessThan(0.5);
  });

  it('is found harmful in its later parts too, though only a selection of a long text is judged', () => {
    const text = CALM.repeat(300) + THREAT.repeat(700);
    expect(judge(text).violence).toBeGreaterThan(0.9);
  });

  it('says the same whatever was judged before', () => {
    const texts = [ADULT, INSULT + CALM.repeat(9), THREAT.repeat(30), CALM_CHINESE.repeat(40)];
    const alone = texts.map((text) => createJudgeHarm(model, 'harm.bin', 0.5)(text));
    expect(texts.toReversed().map(judge).toReversed()).toEqual(alone);
  });

  it('reads disguised words: leet, stars, full width, letters drawn out', () => {
    const plain = judge('you fucking bitch, suck my dick').hate;
    for (const text of [
      'you fuck1ng b1tch, suck my d1ck',
      'you fuuuucking biiitch',
      'ｙｏｕ ｆｕｃｋｉｎｇ ｂｉｔｃｈ',
    ])
      expect(judge(text).hate).toBeGreaterThan(plain / 2);
  });
});

describe('names of groups', () => {
  const scoresOf = (sentence: string, groups: readonly string[]): string[] =>
    groups.map((group) => JSON.stringify(judge(sentence.replace('G', group))));

  it.each(['Seven G work at the bakery down the road.', 'G are disgusting.'])('weigh the same: %s', (sentence) => {
    const groups = ['Muslims', 'Jews', 'women', 'immigrants', 'gays', 'Mexicans', 'black people', 'trans women'];
    expect(new Set(scoresOf(sentence, groups)).size).toBe(1);
  });

  it('weigh the same in Chinese', () => {
    expect(new Set(scoresOf('三位G在車站旁的麵包店工作。', ['黑人', '日本人', '穆斯林', '同性恋', '女性'])).size).toBe(
      1,
    );
  });

  it('leave it to what is said of them', () => {
    expect(judge('Seven Muslims work at the bakery down the road.').hate).toBeLessThan(0.5);
    expect(judge('Muslims are disgusting vermin and should be exterminated.').hate).toBeGreaterThan(0.5);
  });
});

describe('the shipped model', () => {
  it.each([
    ['The ferry leaves the harbour at noon and returns before dark.', [0.005015, 0.068708, 0.005019]],
    ['you stupid troll, nobody asked for your shit opinion', [0.00602, 0.99895, 0.036568]],
    ['You must be eighteen to watch these uncensored hardcore sex videos.', [0.988613, 0.444694, 0.037298]],
    ['這場展覽介紹百年來的鐵路與車站。', [0.012686, 0.032627, 0.004449]],
  ])('gives the same scores on every machine: %s', (text, [pornography, hate, violence]) => {
    expect(judge(text)).toEqual({ pornography, hate, violence });
  });
});

describe('any text', () => {
  const expectSound = (text: string): void => {
    for (const score of Object.values(judge(text))) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  };

  test.each([
    ['one space', ' '],
    ['line feeds', '\n'.repeat(1000)],
    ['one character repeated', 'a'.repeat(50_000)],
    ['fifty million digits', '0123456789'.repeat(5_000_000)],
    ['emoji', '😀👩‍👩‍👧'.repeat(5000)],
    ['lone surrogates', '\ud800 \udc00 \udbff\ud800 a\udfff'.repeat(500)],
    ['a lone surrogate', '\ud800'],
    ['right to left', 'שלום עולם مرحبا بالعالم '.repeat(500)],
    ['no spaces', '中文沒有空格'.repeat(5000)],
    ['marks between letters', "a'b*c$$d@e!f".repeat(5000)],
    ['vowel signs', '\u0e31'.repeat(5000)],
    ['NUL', '\0'.repeat(5000)],
  ])('%s has finite scores', (_, text) => expectSound(text));

  it('of nothing is harmless', () => {
    expect(judge('')).toEqual({ pornography: 0, hate: 0, violence: 0 });
  });

  it('has scores from 0 to 1', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), expectSound));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'S', ' ', '人', '\ud83d', '$', '*', '1', '.'), maxLength: 900 }),
        expectSound,
      ),
    );
  });
});
