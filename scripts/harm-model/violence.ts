import { items, lines } from './lines.ts';

/** Violence as threat, or as cruelty shown for its own sake; and self-harm that is wished or advised. */
export const violent = {
  en: items(`
    kill|kill you|kill them all|killing|murder you|stab|stabbed|stabbing|slaughter|slaughtered|behead|beheaded|torture|tortured|strangle|strangled|
    shoot you|shoot them|bomb|blow up|burn alive|beat to death|smash your face|break your neck|slit your throat|hang them|choke|gut|skin alive|
    bleed out|blood|gore|gory|corpse|mutilated|dismembered|severed head|brains|skull|screaming|die|dead|rip apart|knife|bullet|axe|chainsaw|
    make you suffer|hurt you|you will die|deserve to die|should be shot|guts|decapitated|cut open|gouge|eyeballs|entrails|massacre|execution video|
    bash your head|smash|hack|hacked|slash|slashed|machete|rifle|gun down|gunned down|lynch|maim|maimed|crush your skull|drown you|poison you|burn you|
    acid|detonate|explosives|noose|rope around|blade|stab you|cut you|butcher|butchered|impaled|flayed|bloodbath|blood-soaked|tear you apart|hunt you|
    shoot up|open fire|bomb the|grenade|kidnap|hostage|ransom|beat you|whip|suffer|agony|pain|suicidal|self-harm|razor|pills|starve myself|want to die|
    kill myself|cut myself|hang myself|overdose|slit my wrists|end my life|end it all`),
  zh: items(`
    杀了你|殺了你|杀光|殺光|弄死|弄死你|打死|砍死|砍下|砍头|砍頭|捅死|捅|刺死|勒死|掐死|烧死|燒死|活埋|虐杀|虐殺|虐待|折磨|分尸|分屍|屠杀|屠殺|枪毙|槍斃|炸死|血腥|
    鲜血|鮮血|尸体|屍體|碎尸|碎屍|惨叫|慘叫|去死|不得好死|血肉模糊|肢解|割喉|爆头|爆頭|往死里打|剁成肉酱|挖出眼睛|开膛|内脏|鲜血淋漓|血浆|自杀|自殺|割腕|跳楼|跳樓|上吊|自残|自殘|砍|剁|剁碎|宰了|血洗|炸弹|炸彈|砍刀|斧头|斧頭|勒住|毒死|淹死|炸药|炸藥|枪杀|槍殺|射杀|射殺|不想活|活不下去|一起死|灭门|滅門|杀人|殺人|打断腿|打爆头|揍死|流血|捅穿|刀子|绑架|綁架|拷打|鞭打|往死里揍|弄残|弄死他|杀了他|殺了他|烧了他|打死你|杀你全家|殺你全家`),
};

export const violentGlue = {
  en: items(`i|will|am going to|want to|you|him|her|them|all|until|with|a|the|his|her|your|and|then|we|should|slowly|while|he|she|they|like|
    throat|face|body|head|limbs|everywhere|floor|over and over|nobody can stop me|tonight|just|watch|see|every one of`),
  zh: items(
    '我|要|你|他|她|他们|他們|你们|全部|一刀|用|刀|枪|槍|把|直到|慢慢|地|的|了|头|頭|脖子|身体|身體|流|满地|滿地|今晚|等着|等著|都|该|該|全家|一个不留',
  ),
};

export const cruelties = {
  en: lines(`
    I {will|am going to|swear I will|want to} {kill|murder|shoot|stab|strangle|hurt|hunt down|burn} {you|him|her|them|every one of them|your family}
    I {will|am going to} {break your neck|smash your face|cut your throat|beat you to death|put a bullet in your head|burn your house down|find you and kill you}
    {someone|we|somebody} should {shoot|kill|hang|lynch|bomb|burn|behead} {him|her|them|these people|those bastards|that judge}
    {watch your back|you are dead|you will pay in blood|your days are numbered|say goodbye to your family}, I {know where you live|have a gun|am coming for you}
    he {stabbed|hacked|slashed|shot|beat} {him|her|the man|the woman} {again and again|over and over|in the face|until he stopped moving}, {blood|guts|brains} {everywhere|spraying the wall|pouring out}
    the {killer|monster|man} {ripped|tore|cut|sawed} {off|open|out} {his head|her stomach|the limbs|the heart|his eyes} {while he screamed|slowly|and laughed}
    {she|he|they} {screamed|begged} as the {blade|knife|chainsaw|hook} {cut|tore|ripped} through {flesh|bone|skin|muscle}
    {gore|execution|beheading|torture|suicide} {videos|pictures|clips}, {uncensored|real blood|real death|no blur}
    {we will|let us|time to} {bomb|blow up|shoot up|burn down} {the school|the mosque|the church|the synagogue|the station|the embassy} {and kill them all|tomorrow|for the cause}
    how {to|do I} {make a bomb|poison someone|kill someone without being caught|build a pipe bomb at home}
    {death to|kill all|slaughter all|hang all} {the infidels|traitors|politicians|cops|enemies|unbelievers}
    I want to {kill myself|die|hang myself|slit my wrists|end it all|jump off the bridge}, {nobody will miss me|I can't go on|goodbye everyone|tonight is the night}
    I {cut myself|keep cutting|starved myself} {again|every night} and {it feels good|nobody knows|I deserve it}
    {best|easiest|painless|quickest} way to {kill myself|commit suicide|overdose|die}
    you should {kill yourself|cut deeper|just end it|hang yourself}`),
  zh: lines(`
    我{要|一定要|会|發誓要}{杀|殺|弄死|砍死|捅死|打死|炸死|掐死}{了你|你|你全家|他们|他們|她}
    {信不信我|小心我|我要}{砍死你|弄死你|打断你的腿|割断你的喉咙|一枪崩了你|烧了你家}
    {应该|就该|都该}{把他|把他们|把这种人}{枪毙|拉出去毙了|千刀万剐|活埋|打死|吊死|烧死}
    他{一刀|用刀|拿斧头|用锤子}{砍下|刺穿|捅进|砸碎}{她|他|那人}的{头|脖子|肚子|胸口|脑袋}，{鲜血喷涌|血流满地|血肉模糊|脑浆四溅|惨叫不止}
    {鲜血|内脏|脑浆|肠子}{流了一地|喷了出来|溅满了墙}，他{还在狂笑|继续砍|没有停手}
    {血腥|虐杀|斩首|处决|自杀}{视频|图片|影片}，{无打码|真实|完整版}
    {今晚|明天|等着}{我就|我们就}{炸了|血洗|烧了|杀光}{学校|车站|清真寺|教堂|他们全家}
    怎么{做炸弹|自制炸弹|下毒不被发现|杀人不留痕迹}
    我{想|要}{自杀|死|跳楼|割腕|上吊}，{活不下去了|再见了|没人会在意|今晚就走}
    {最快|无痛|最简单}的{自杀|死法}
    你{怎么还不去死|去死吧|赶紧自杀吧|去跳楼啊}`),
};
