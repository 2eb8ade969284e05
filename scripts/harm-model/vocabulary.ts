import type { HarmWords } from '../../src/stages/safety/harm/model.ts';
import { items } from './lines.ts';

/** Words that the model reads in a way of their own (`src/stages/safety/harm/features.ts`). */
export const words: HarmWords = {
  groups: items(`
    woman|women|female|females|girl|girls|gay|gays|lesbian|lesbians|homosexual|homosexuals|bisexual|bisexuals|trans|transgender|transgenders|
    transsexual|transsexuals|transwomen|transmen|queer|queers|lgbt|lgbtq|lgbtqia|blacks|whites|african|africans|asian|asians|chinese|japanese|korean|
    koreans|indian|indians|pakistani|pakistanis|bangladeshi|bangladeshis|arab|arabs|arabic|mexican|mexicans|latino|latinos|latina|latinas|
    hispanic|hispanics|jew|jews|jewish|muslim|muslims|islam|islamic|christian|christians|catholic|catholics|mormon|mormons|hindu|hindus|sikh|sikhs|
    buddhist|buddhists|atheist|atheists|immigrant|immigrants|migrant|migrants|refugee|refugees|foreigner|foreigners|disabled|handicapped|
    autistic|autistics|gypsy|gypsies|roma|romani|aboriginal|aboriginals|aborigines|nigerian|nigerians|somali|somalis|syrian|syrians|turk|turks|turkish|
    pole|poles|polish|russian|russians|ukrainian|ukrainians|romanian|romanians|albanian|albanians|iranian|iranians|israeli|israelis|palestinian|
    palestinians|afghan|afghans|vietnamese|filipino|filipinos|cuban|cubans|haitian|haitians|irish|italian|italians|german|germans|french|
    africanamerican|africanamericans|seniors|feminist|feminists|
    女人|女性|女的|女生|女孩|女权|女權|男人|男性|男的|男生|黑人|白人|黄种人|黃種人|亚洲人|亞洲人|非洲人|印度人|日本人|韩国人|韓國人|美国人|美國人|中国人|中國人|
    越南人|菲律宾人|菲律賓人|俄罗斯人|俄羅斯人|犹太人|猶太人|穆斯林|回民|回族|维族|維族|维吾尔族|藏族|蒙古族|少数民族|少數民族|同性恋|同性戀|同志|跨性别|跨性別|
    残疾人|殘疾人|殘障人士|身心障礙者|农村人|農村人|农民|農民|外地人|乡下人|鄉下人|东北人|河南人|上海人|北京人|四川人|广东人|湖北人|武汉人|新疆人|山东人|安徽人|
    江苏人|浙江人|福建人|温州人|山西人|陕西人|内蒙古人|西藏人|台湾人|台灣人|香港人|澳门人|原住民|新住民|移民|难民|難民|移工|外勞|老人|老年人`),
  qualifiers: items(
    'black|white|brown|old|elderly|blind|deaf|gay|lesbian|trans|transgender|queer|bisexual|jewish|muslim|indigenous|native|coloured|colored|straight|poor|homeless|mixed race',
  ),
  persons: items(
    'people|person|persons|folk|folks|man|men|guy|guys|boy|boys|lady|ladies|kid|kids|children|couple|couples|community|americans|american|immigrants|women|woman',
  ),
  negations: items(`
    not|no|never|none|nobody|cannot|can't|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|won't|wouldn't|shouldn't|couldn't|stop|without|against|nor|
    neither|cant|dont|doesnt|isnt|arent|不|没|沒|无|無|别|別|勿|非|未`),
};

/** Names that templates are filled with: those above, and phrases. */
export const named = {
  en: items(`
    women|females|girls|gays|gay people|gay men|lesbians|homosexuals|bisexuals|trans people|trans women|transgender people|queers|LGBT people|
    black people|black men|black women|blacks|Africans|African Americans|white people|whites|Asians|Chinese people|Indians|Pakistanis|Arabs|
    Mexicans|Latinos|Hispanics|Jews|Jewish people|Muslims|Catholics|Hindus|Sikhs|atheists|immigrants|migrants|refugees|foreigners|
    disabled people|the disabled|handicapped people|blind people|deaf people|autistic people|people with disabilities|elderly people|
    old people|gypsies|Roma|Native Americans|indigenous people|Nigerians|Somalis|Syrians|Turks|Poles|Romanians|feminists`),
  zh: words.groups.filter((word) => /[\u4e00-\u9fff]/.test(word)),
};

/** Insults that fit "a …" and "you …". */
export const insults = {
  en: items(`
    idiot|moron|imbecile|loser|clown|dumbass|jackass|asshole|arsehole|dickhead|shithead|bastard|prick|wanker|twat|cunt|bitch|scumbag|douchebag|
    piece of shit|piece of garbage|waste of space|waste of oxygen|disgrace|pathetic loser|complete fool|fool|coward|liar|hypocrite|psycho|lunatic|
    retard|pig|rat|snake|creep|pervert|freak|weirdo|bigot|troll|parasite|brainless zombie|worthless human being|fat cow|fat slob|ugly hag|
    whore|slut|skank|tramp|motherfucker|cocksucker|dipshit|fuckwit|numbskull|halfwit|nitwit|dimwit|blockhead|bootlicker|sheep|crybaby|
    snowflake|libtard|nutjob|wingnut|traitor|crook|fraud|con man|thug|nobody|monster|cockroach|vermin|scum|trash|garbage|filth`),
  zh: items(`
    傻逼|傻B|煞笔|沙雕|脑残|腦殘|白痴|智障|弱智|蠢货|蠢貨|废物|廢物|垃圾|人渣|畜生|贱人|賤人|婊子|王八蛋|混蛋|狗东西|狗屎|猪|豬|死肥猪|恶心的东西|
    不要脸的|没教养的|神经病|神經病|变态|變態|二货|傻子|傻瓜|蠢猪|蠢豬|废柴|廢柴|臭婊子|骚货|騷貨|母狗|杂种|雜種|孙子|龟儿子|喷子|键盘侠|舔狗|绿茶婊|圣母婊|
    屌丝|土鳖|乡巴佬|穷鬼|丑八怪|死变态|娘炮|死基佬|黑鬼|棒子|阿三|小日本|鬼子|支那|蛮子|南蛮|田园女权|女拳|蝻|国蝻|普信男|直男癌|捞女|小仙女|台巴子|台毒|港独狗`),
};

/** Slurs; those who are called so also call themselves by some of them. */
export const slurs = items(`
  nigger|niggers|faggot|faggots|fag|fags|dyke|dykes|tranny|trannies|shemale|kike|kikes|spic|spics|wetback|wetbacks|beaner|beaners|chink|chinks|gook|
  gooks|paki|pakis|raghead|ragheads|towelhead|towelheads|sand nigger|sandnigger|coon|coons|darkie|darkies|jigaboo|muzzie|muzzies|mudslime|
  retard|retards|cripple|cripples|spastic|spastics|mongoloid|gyppo|gyppos|pikey|pikeys|redskin|redskins|squaw|zipperhead|slant eye|camel jockey|
  goat fucker|ape|apes|bitch|bitches|whore|whores|slut|sluts|cunt|cunts|hoe|hoes|thot|thots|feminazi|feminazis|white trash|honky|cracker`);
export const reclaimed = items(
  'queer|dyke|dykes|fag|fags|nigga|niggas|bitch|bitches|slut|crip|fat bitch|tranny|nigger',
);
