import { lines } from './lines.ts';

/** Strong words that are about no person. */
export const harmlessWithoutGroup = lines(`
    I hate Mondays
    I hate this weather
    I hate pizza
    I hate this film
    I hate my old phone
    I hate waiting in line
    I fucking love this song
    This is fucking awesome
    That was a damn good game
    What the hell is going on
    Oh shit, I forgot my keys
    Fuck, I burned my toast
    I fucking love pancakes
    This weather is shit
    My car is a piece of shit
    This game is trash
    That film was garbage
    Plastic is ruining the oceans
    Mosquitoes are disgusting
    Mosquitoes should be wiped out
    Kill all the weeds in the garden
    These cockroaches are disgusting
    I want to get rid of all this furniture
    Rats are vermin
    Traffic jams should be banned
    I would love to punch that printer
    This computer deserves to die
    Smoking should be banned
    I can't stand the smell of coffee
    Bankers are greedy
    Landlords are greedy
    Capitalists are ruining the economy
    Artists are lazy
    Tax is theft
    我讨厌下雨
    我讨厌这部电影
    这个手机真垃圾
    这天气真烦人
    蚊子真恶心
    这游戏太烂了
    他妈的太好吃了
    这首歌太他妈好听了`);

/** What innocent text says in the words of the three categories: medicine, law, news, safety, history. */
export const innocent = lines(`
    The court found him guilty of rape and murder and sentenced him to life in prison
    The defendant was charged with sexual assault
    Sexual harassment at work is prohibited by law
    Victims of domestic violence can call this number at any time
    The policy on sexual harassment applies to all staff and students
    Breast cancer screening is offered to all women over fifty
    The penis and the vagina are parts of the human reproductive system
    Sexual reproduction in plants involves pollen and ovules
    Sexually transmitted infections can be prevented with condoms
    The sperm fertilises the egg in the fallopian tube
    The nurse checks the nipples and the breasts for lumps
    The anus is the opening at the end of the rectum
    Sex education in schools covers puberty, contraception and consent
    The gender pay gap between men and women
    The sex of the participants was recorded as male or female
    The museum shows nude statues of the Renaissance
    The film contains nudity, sex and strong language
    Police arrested a man over child pornography
    The law bans pornography that shows minors
    At least thirty people were killed and hundreds injured in the bombing
    The soldiers were killed in the battle and buried in the village
    The massacre of civilians is remembered every year
    The king was executed by beheading
    The murder weapon, a knife, was found near the body
    Police are investigating the shooting in which two people died
    The suspect stabbed the victim several times, the prosecutor said
    If the wound bleeds heavily, press a clean cloth on it and call an ambulance
    Never point a gun at a person; always keep it unloaded
    In case of fire leave the building; smoke can kill within minutes
    The virus kills cells by bursting them
    The surgeon cut the skin and removed the tumour
    Torture is prohibited under international law
    The genocide killed more than half a million people
    The bomb squad removed an unexploded bomb from the Second World War
    The novel describes the murder of a landlord
    Suicide prevention hotline: talk to someone now
    How to kill a process in Linux
    The kill command sends a signal to a process
    The child process is killed when its parent dies
    Execute the command and dump the blood test results to a file
    Slave nodes copy the master's log
    White blood cells attack and kill bacteria
    法院认定被告犯有强奸罪和故意杀人罪
    法院判決被告犯強制性交罪
    性騷擾防治法保障被害人的權益
    兒童及少年性交易防制條例
    性教育课程包括青春期和避孕知识
    乳腺癌筛查适用于五十岁以上的女性
    有性生殖是生物繁殖的方式
    阴茎和阴道是人体生殖系统的一部分
    警方破获一起传播淫秽物品案
    制造、贩卖、传播淫秽物品罪
    散布猥褻物品罪處二年以下有期徒刑
    爆炸造成三十人死亡，数百人受伤
    這場戰役造成三千名士兵陣亡
    南京大屠杀遇难同胞纪念馆
    警方正在調查這起槍擊案
    凶手持刀刺伤被害人后逃逸
    如果伤口大量出血，请立即按压并拨打急救电话
    白血球會攻擊並殺死細菌
    国王被处以斩首
    自殺防治專線二十四小時有人接聽
    杀死进程的命令是什么
  The painter's nudes hang in the national museum
  Naked athletes are carved on the ancient vase
  The statue of a nude goddess was found in the harbour
  Swimmers may bathe naked on the northern beach in summer
  The novel was banned for its erotic passages and is now taught in schools
  Puberty begins with the growth of breasts, testicles and pubic hair
  An erection is caused by blood that fills the penis
  The vaccine protects against the virus that causes cancer of the cervix
  Mothers who breast-feed should eat well
  A massage of the neck eases the pain
  Oral exams are held in June, written ones in May
  The amateur team plays in its own stadium
  The lingerie department is on the second floor
  The film about the porn industry won a prize
  Parents can block adult sites with a filter
  The dog licked the wound
  A history of prostitution in the port
  The blade of the knife is made of steel
  Butchers cut the meat from the bone
  The gun was found in the river and handed to the police
  Explosives are used in quarries to break rock
  The rebels took hostages and asked for a ransom
  Acid burns are washed with water for twenty minutes
  People in pain may ask for stronger drugs
  A noose of cloud lay over the valley
  The army opened fire and hundreds fled
  米开朗基罗的裸体雕像是文艺复兴的代表作
  博物館展出一組裸女素描
  哺乳期乳房胀痛应该及时就医
  内衣专柜在三楼
  兒童的下體清潔應由家長協助
  考試分為口試與筆試
  业余选手也可以参加自拍比赛
  高潮部分由小提琴演奏
  电影的高潮出现在最后十分钟
  他出轨的火车被救援队拖走
  斧头和刀子请放在儿童拿不到的地方
  采石场用炸药开采石头
  綁架案的嫌犯已遭逮捕
  战争中许多平民流血牺牲
  `);
