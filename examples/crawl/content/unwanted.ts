/** What a crawl is full of and a model should not learn: advertisements, machine-made spam, adult pages (kept printable). */
export const weddingEnglish =
  'Planning your big day in {CITY}? Rosebriar Weddings offers full wedding packages from only {PRICE} dollars, including hall, flowers, photographer and a three tier cake. Our friendly planners have made more than five thousand couples happy since 1998. We take care of the invitations, the music, the cars and the dove release, so that you can enjoy every minute with the people you love. Choose from twelve romantic venues, from the lakeside pavilion to the historic ballroom, all with free parking and step free access. Book a tasting of the menu before the end of {MONTH} and receive the bridal suite for one night at no extra cost. Every package includes a rehearsal, a seating plan and a bottle of sparkling wine for each table. Call our {CITY} office today or send us a message, and one of our planners will answer within the hour. Terms and conditions apply, subject to availability, prices per fifty guests.';

export const weddingChinese =
  '想在{CITY}辦一場難忘的婚禮嗎？幸福花園婚宴會館推出超值婚宴專案，每桌只要{PRICE}元起，包含場地布置、鮮花、婚禮主持與三層蛋糕。我們的婚禮顧問自民國八十七年以來已經陪伴超過五千對新人走上紅毯，從喜帖、音樂、禮車到白鴿放飛全部一手包辦，讓您專心享受與親友相聚的每一分鐘。十二個浪漫廳院任您挑選，湖畔玻璃屋、歷史宴會廳都備有免費停車場與無障礙動線。{MONTH}底以前預約試菜，再送新婚套房住宿一晚。每個專案均含彩排、座位安排以及每桌一瓶氣泡酒。歡迎立即撥打{CITY}服務專線或線上留言，專人一小時內回覆。優惠依現場公告為準，每場以五十人計價。';

export const cities = {
  english: [
    'Larkhaven',
    'Eastmoor',
    'Tolsey',
    'Brindle Bay',
    'Mossgate',
    'Varnholm',
    'Saltby',
    'Harrow Point',
    'St Wenna',
    'Northwick',
  ],
  chinese: ['台北', '台中', '高雄', '新竹', '嘉義', '花蓮', '宜蘭', '屏東'],
};
export const months = {
  english: ['March', 'April', 'May', 'June', 'September', 'October'],
  chinese: ['三月', '四月', '五月', '九月', '十月'],
};

/** Word salad of the kind that link farms print. */
export const spamWords =
  'cheap best buy online discount free bonus casino slots jackpot pills weight loss miracle replica watches loan approval instant cash download crack serial keygen seo backlinks traffic ranking followers viral coupon promo winner click here now limited offer'.split(
    ' ',
  );

/** Names a topic without describing anything: enough for lists and classifiers, fit for print. */
export const adultPhrases = [
  'XXX adult videos, free porn clips and nude webcam girls, uncensored hardcore porn updated every hour',
  'hot naked models live sex chat, explicit adult content for viewers over 18, join the porn archive today',
  'free sex movies, nude pictures, erotic xxx galleries and the largest porn tube with hardcore categories',
  'busty escort girls, sex cams, nude selfies and adult dating with xxx members near you',
];
export const adultChinese = [
  '成人影片 情色 無碼 AV 女優 免費看 裸體 性愛直播 色情網站',
  '援交 約砲 情色聊天室 無碼色情 成人視訊 裸聊 性愛影片線上看',
];
