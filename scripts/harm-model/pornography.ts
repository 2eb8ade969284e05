import { items, lines } from './lines.ts';

/** Words that pages of pornography are full of, beside the shipped list's; glue is what stands between them. */
export const adult = {
  en: items(`
    porn|porno|pornography|xxx|sex|sexy|nude|nudes|naked|erotic|erotica|hardcore|softcore|uncensored|webcam girls|adult videos|sex tube|sex chat|live sex|
    milf|milfs|cougar|busty|horny|18+ girls|college girls|escort|escorts|orgy|gangbang|anal|oral|blowjob|handjob|creampie|cumshot|facial|deepthroat|
    fetish|bondage|femdom|lingerie|stripper|strippers|hentai|amateur|hookup|hookups|one night stand|orgasm|orgasms|masturbating|dildo|
    nipples|boobs|tits|big tits|ass|big ass|pussy|wet pussy|shaved|cock|big cock|dick|cum|topless|bdsm|threesome|lesbian sex|gay sex|interracial|
    swingers|sex toys|vibrator|sensual massage|adult dating|adult content|explicit|sex stories|slutty|kinky|fuck|fucked|fucking|suck|sucking|ride|
    riding|squirting|upskirt|voyeur|camgirl|camgirls|onlyfans leaks|leaked nudes|playboy|striptease|pornstar|pornstars|xvideos|nsfw|rule 34|nudity|sex tape|sex tapes|kink|kinks|panties|clit|moan|moans|groaned|stripped naked|stroking|erect|erection|thrusting|breasts|pussies|dicks|cocks|housewives|wives|stepmom|stepsister|taboo|seduce|seducing|foreplay|naughty|lust|lusty|steamy|hot teens|bikini babes|playmate|call girl|call girls|happy ending|rimming|fingering|grinding|spanking|submissive|dominatrix|incest|roleplay|sext|sexting|lewd|smut|fap|jerk off|wank|climax|seed|bareback|twink|gay porn|lesbian porn|shemale|ladyboy`),
  zh: items(`
    成人影片|成人视频|成人視訊|成人网站|成人電影|情色|色情|无码|無碼|有码|有碼|女优|女優|裸聊|裸体|裸體|裸照|约炮|約砲|援交|性爱|性愛|性爱视频|做爱|做愛|激情视频|三级片|
    黄色网站|黄片|黃片|偷拍|自拍|巨乳|美乳|爆乳|丝袜|絲襪|制服诱惑|诱惑|誘惑|一夜情|春药|春藥|外围女|外送茶|上门服务|小姐服务|全套服务|叫小姐|呻吟|高潮|口交|肛交|
    自慰|手淫|调教|調教|熟女|人妻|少妇|少婦|看片|激情|淫荡|淫蕩|肉棒|小穴|内射|內射|中出|潮吹|颜射|顏射|口爆|群交|3P|性奴|嫩穴|阴唇|陰唇|乳头|乳頭|奶子|
    大奶|骚货|騷貨|鸡巴|雞巴|屄|操逼|插入|抽插|勃起|射精|肏|打炮|打砲|啪啪|撸管|色图|色圖|淫叫|性感女神|情趣内衣|情趣用品|AV在线|国产自拍|欧美激情|日韩无码|亚洲情色|做愛視頻|洗澡偷拍|裸露|全裸|脱光|脫光|胸罩|内裤|內褲|乳房|下体|下體|私处|私處|床戏|床戲|欲望|慾望|情欲|情慾|肉欲|肉慾|春宫|春宮|荡妇|蕩婦|求约|求約|包夜|寂寞少妇|出轨|偷情|乱交|亂交|援助交际|学生妹|空姐|嫖|妓女|鸭子|按摩棒|跳蛋|舔|吸吮|娇喘|嬌喘|浪叫|抚摸|撫摸|湿透|濕透`),
};

export const adultGlue = {
  en: items(`free|hot|watch|now|online|her|his|and|the|with|on|in|girls|videos|pictures|movies|live|best|new|download|gallery|members|join|
    today|every|hour|site|stories|she|he|my|body|slowly|bed|into|as|me|over|clips|cam|chat|near you|local|wild|young|pics|full|hd|tube|models`),
  zh: items(`免费|免費|在线|線上|最新|高清|点击|點擊|下载|下載|观看|觀看|美女|视频|影片|图片|圖片|網站|网站|她|他|的|了|我|身体|身體|慢慢|床|一起|直播|
    每日更新|会员|會員|国产|日本|欧美|在线观看|免费观看|专区|大全|合集|推荐|手机|全集`),
};

/** Scenes, as stories and chats tell them; adults all. */
export const scenes = {
  en: lines(`
    she {moaned|gasped|screamed|whimpered} as he {thrust|slid|pushed|pounded} {deeper|harder|faster|inside her}
    he {kissed|licked|sucked|bit} her {neck|breasts|nipples|thighs|pussy|clit} {slowly|hungrily|until she moaned|again}
    her {hand|fingers|lips|mouth} {wrapped around|slid down|closed over|stroked} his {cock|shaft|erection|hard dick|length}
    his {cock|dick|shaft|manhood} was {hard|throbbing|huge|deep inside her} and she {wanted it|begged for more|was soaking wet}
    I {want|wanted|need} to {fuck|ride|taste|lick|suck} {you|her|him|your cock|your pussy} {all night|right now|so bad}
    she {unbuttoned|took off|pulled down|slipped out of} her {blouse|panties|bra|dress|skirt} and {stood naked|lay naked|climbed on top of him|spread her legs}
    {write|tell|continue} {a|an} {erotic|explicit|steamy|dirty|nsfw|smutty} {story|scene|roleplay|fanfic} about {two lovers|a couple|a secretary and her boss|a woman and her neighbour|a threesome}
    they {had|made} {wild|passionate|hot|rough} {sex|love} on the {bed|sofa|floor|kitchen table}, both {naked|sweating|moaning}
    he {came|exploded|finished} {inside her|in her mouth|on her face|all over her tits} with a {groan|moan|shudder}
    {the|her} orgasm {ripped|rolled|washed} through {her|her body} and she {cried out|shook|came}
    {she|he} {tied|cuffed|blindfolded|spanked} {him|her} {to the bed|until it hurt|and teased her} with {a vibrator|a whip|the dildo|ropes}
    I am {horny|so wet|so hard|touching myself|masturbating} {right now|thinking of you|in the shower}
    {sexting|send nudes|send me your nudes|show me your tits|let me see you naked|come sit on my face|I'm naked in bed}
    her {huge|firm|perfect|bare} {breasts|tits|boobs|ass} {bounced|pressed against him|filled his hands}
    {hot|horny|sexy|naked} {girls|women|moms|singles|guys} {in your area|near you|on cam|waiting for you} want {sex|to fuck|to meet|a hookup} tonight
    {watch|download|stream} {free|hd|uncensored} {porn|xxx|sex|hentai|adult} {videos|movies|clips|pics} {now|of hot milfs|with no sign up|every day}`),
  zh: lines(`
    她{呻吟|娇喘|尖叫|浪叫}着，他{用力|慢慢|猛烈地}{插入|抽插|进入她的身体|顶了进去}
    他{吻|舔|吸吮|揉捏|抚摸}着她的{脖子|乳房|乳头|大腿|小穴|阴蒂}
    她{握住|含住|舔着|套弄}他{坚硬|勃起|粗大}的{肉棒|阴茎|鸡巴|下体}
    她{脱下|解开|褪去}{衣服|内裤|胸罩|裙子}，{赤裸|全裸|光着身子}地{躺在床上|坐在他身上|张开双腿}
    {两人|他們|他们}{赤裸|激烈|疯狂}地{做爱|做愛|缠绵|交合}，{汗水淋漓|高潮迭起|呻吟不断}
    他{射|射精|內射|射了出来}在她{体内|脸上|嘴里|胸上}
    我{好想|想要|要}{操你|幹你|上你|舔你|和你做爱|和你上床}
    {寫|写}一{个|篇|段}{色情|情色|露骨的|成人}{小说|小說|故事|剧本}
    {裸聊|约炮|上门|全套|外围|援交}{服务|小姐|学生妹|少妇|空姐}，{加微信|加LINE|包夜|价格优惠|随叫随到}
    {免费|高清|在线|無碼|无码}{观看|下载|播放}{黄片|成人电影|av|AV|情色影片|三级片|偷拍视频}
    她的{奶子|乳房|胸部|屁股}{又大又软|很挺|晃来晃去|贴着我}`),
};
