/** Pages in other languages and encodings. They are kept whole even where the default recipe drops them. */
export const otherLanguages: readonly {
  language: string;
  encoding: string;
  title: string;
  paragraphs: readonly string[];
}[] = [
  {
    language: 'de',
    encoding: 'windows-1252',
    title: 'Der alte Leuchtturm öffnet wieder',
    paragraphs: [
      'Nach drei Jahren ist der Leuchtturm am Ende der Mole wieder zugänglich. Die Gemeinde hat die Treppe erneuern lassen, und wer früh genug kommt, kann zusehen, wie die Fischer ihre Netze flicken. „Wir haben lange auf diesen Tag gewartet“, sagt die Wärterin, die den Schlüssel von ihrem Großvater geerbt hat.',
      'Die Linse stammt aus dem Jahr 1887 und wiegt fast eine Tonne. Sie schwimmt in einem Bad aus Quecksilber und lässt sich mit einem Finger drehen. Damit das so bleibt, wird sie einmal im Monat gereinigt, und zwar von Hand, mit weichen Tüchern und viel Geduld.',
      'Der Eintritt kostet zwei Euro. Kinder zahlen nichts, müssen aber versprechen, auf der Galerie nicht zu rennen. An stürmischen Tagen bleibt die Tür geschlossen, denn dann gehört der Turm, wie die Leute sagen, dem Wind.',
    ],
  },
  {
    language: 'ja',
    encoding: 'shift_jis',
    title: '港町の小さな図書室',
    paragraphs: [
      '駅から歩いて十分ほどの坂の上に、小さな図書室があります。もとは漁師の網を干すための小屋でしたが、町の人たちが板を張り替え、本棚を作り、二年かけて今の姿にしました。',
      '棚に並んでいるのは、海の本、料理の本、そして子どもたちが自分で作った絵本です。貸し出しの記録はノートに手で書きます。返す日を忘れても、だれも怒りません。',
      '雨の日には窓から灯台の光が見えます。温かいお茶を飲みながら本を読んでいると、時間がゆっくり流れていくように感じられます。',
    ],
  },
  {
    language: 'ru',
    encoding: 'koi8-r',
    title: 'Как мы чинили старую мельницу',
    paragraphs: [
      'Мельница стояла у реки больше ста лет, и никто уже не помнил, когда её колесо вращалось в последний раз. Весной мы собрались вчетвером, разобрали прогнивший настил и обнаружили под ним дубовые балки, которые оказались крепче наших инструментов.',
      'Работа заняла всё лето. Самым трудным было не поднять колесо, а убедить воду идти по старому руслу. Соседи приносили хлеб и советы, причём хлеба всегда было больше.',
      'В сентябре колесо сделало первый оборот. Муки мы намололи всего два мешка, но из неё испекли каравай, которого хватило на всю деревню.',
    ],
  },
  {
    language: 'zh-Hans',
    encoding: 'gbk',
    title: '河边的旧书店',
    paragraphs: [
      '书店开在河边的一条小巷里，门口没有招牌，只有一盏灯。店主姓周，退休以前是中学的物理老师，他说卖书和教书差不多，都是把东西交到需要的人手里。',
      '店里的书按照到来的先后摆放，所以找书要靠运气。常来的客人并不着急，他们喜欢一边喝茶一边翻，有时候找到的不是想要的那一本，却更合心意。',
      '每年夏天河水上涨，最下面两层书架都要搬空。邻居们会来帮忙，一个下午就能搬完，晚上大家在院子里吃西瓜，听老人讲从前的大水。',
    ],
  },
  {
    language: 'ko',
    encoding: 'euc-kr',
    title: '산골 마을의 작은 우체국',
    paragraphs: [
      '산골 마을의 우체국은 하루에 두 번 문을 엽니다. 아침에는 편지를 받고 저녁에는 소식을 나눕니다. 집배원은 스무 해 동안 같은 길을 걸었고 이제는 강아지들의 이름까지 모두 알고 있습니다.',
      '겨울에 눈이 많이 오면 편지는 며칠씩 늦어집니다. 그래도 아무도 불평하지 않습니다. 기다리는 시간도 편지의 일부라고 마을 사람들은 말합니다.',
      '올해는 젊은 부부가 이사를 와서 우체국 옆에 작은 빵집을 열었습니다. 우표를 사러 온 사람들이 빵 냄새에 걸음을 멈춥니다.',
    ],
  },
];
