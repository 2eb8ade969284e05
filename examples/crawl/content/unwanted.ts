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
export const adultSentences = [
  'Free porn videos and XXX clips are added {every hour|twice a day}, and {members|visitors} rate the best {amateur|webcam} girls of the week.',
  'Our porn tube lists {nine hundred|two thousand} categories of hardcore sex, from {milf|blonde} to {lesbian|anal}, all in {full length|high definition}.',
  '{Naked|Nude} models wait in the live sex chat, and the first {ten|five} minutes of every private show cost nothing.',
  'You must be {eighteen|twenty one} to enter; this site contains explicit adult material, nudity and {hardcore|uncensored} sex.',
  'Read {erotic|dirty} sex stories sent in by our readers, or upload {nude pictures|sex videos} of your own and earn credits.',
  'The escort directory shows {busty|mature} girls near you, with nude pictures, prices and {real|verified} reviews.',
  'Download the porn app, watch xxx movies {offline|on your phone}, and delete your history with {one click|a single button}.',
  'Top pornstars {of the month|this year} answer questions about sex toys, orgasm and {fetish|bondage} in their own channel.',
];
export const adultChineseSentences = [
  '本站提供{最新|每日更新}無碼色情影片、{日本|歐美} AV 女優全集，{免費|高畫質}線上看，{不用|無須}註冊。',
  '成人視訊聊天室{二十四小時|全天}開放，裸聊、性愛直播、{自拍|偷拍}情色照片應有盡有。',
  '色情小說{連載|精選}、成人漫畫、{巨乳|人妻}寫真，未滿十八歲請{離開|勿入}。',
  '援交、約砲、情色按摩{資訊|名單}每天更新，{會員|網友}真實心得分享，附裸照。',
  '熱門分類：口交、自慰、{群交|性奴}、情趣用品開箱，{老司機|站長}推薦。',
];
