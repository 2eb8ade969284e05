import { lines } from './lines.ts';

/** `X` is an insult, `S` a slur, `{a|b}` one of several. */
export const insulting = {
  en: lines(`
    You are a X
    You're such a X
    you are nothing but a X
    what a X
    he is a {complete|total|fucking|huge} X
    she is a {complete|total|fucking|stupid} X
    they are all X s
    shut up you {stupid|dumb|fucking|ugly|fat} X
    shut the fuck up X
    fuck you X
    fuck off you X
    go to hell you X
    nobody likes you, X
    this {guy|man|woman|kid|dude} is a X
    {imagine being|only someone like you could be} such a X
    stop being a X
    ok X, {go cry|go back to school|nobody asked}
    your {mom|mother|father|wife|sister} is a X
    I hope you {choke|rot|suffer|die}, X
    get lost X
    the author is a X
    the {president|senator|mayor|host|coach|referee} is a X
    typical {liberal|conservative|leftist|republican|democrat} X
    {liberals|conservatives|democrats|republicans|leftists} are {idiots|morons|scum|trash|a disease|retarded|pathetic liars}
    you are {stupid|dumb|ugly|fat|disgusting|pathetic|worthless|retarded|brainless|a waste of space|as dumb as a rock}
    you {look|sound|smell} like {shit|a pig|garbage|an idiot|trash}
    how {stupid|dumb|retarded|pathetic} {are you|can you be|can one person be}
    {kill yourself|go kill yourself|kys|go die|drop dead|eat shit|suck my dick|kiss my ass|go fuck yourself|fuck your mother}
    {kys|eat shit and die|go jump off a bridge|do the world a favor and die}
    I {hate|despise|can't stand} you, you {disgusting|worthless|stupid|miserable} X
    you're a {lying|corrupt|worthless|fat|ugly|dirty} piece of shit
    {dumb|stupid|crazy|lying|ugly} ass {bitch|hoe|motherfucker|mf|people}
    you S
    you {dirty|filthy|fucking|stupid} S
    S are {disgusting|scum|trash|animals|everywhere now|ruining this place}
    I hate S
    fucking S
    {look at|listen to|who let in} this {stupid|dirty|fucking} S
    another S {on welfare|in the news|who can't drive|crying about racism}
    go back to {your country|where you came from|the jungle|your cave} S
    get out of {here|my country|our town}, you {fucking|} S
    acting like a S again
    {send|deport|ship} the S back
    no S allowed
    all S {should die|deserve to die|must go|are the same}`),
  zh: lines(`
    你是X
    你就是个X
    你真是个X
    你这个X
    你們這些X
    X，滚{|吧|开|出去}
    X，{闭嘴|去死|活该|恶心死了}
    这个X{真恶心|怎么还不死|又来了|有病吧}
    他{就是|真是}个X
    她{就是|真是}个X
    一群X
    都是X
    说你X都是{侮辱|抬举}了{猪|这个词|你}
    骂你X怎么了
    操你妈
    {草泥马|操你大爷|去你妈的|滚你妈的|你妈死了|死全家|全家死光|日你妈|干你娘|幹你娘|靠北|你妈逼}
    {你|他|她|你们|他们}{有病|脑子有病|脑子进水了|真贱|真恶心|不要脸|没素质|不是东西|活该|欠骂|欠揍}
    {素质真低|什么素质|有娘生没娘养|没教养|丢人现眼|臭不要脸|狗嘴里吐不出象牙|滚回去|滚出去|蠢得要死|又蠢又坏}`),
};

/** Coarse words, dialect and banter that insult nobody; quotations; neighbours of slurs. */
export const harmlessTalk = lines(`
  I fucking {love|adore|needed|enjoyed} {this|that} {song|game|film|place|burger|book|show}
  {this|that|it} is fucking {awesome|amazing|brilliant|beautiful|delicious|cold}
  {damn|shit|fuck|hell|holy shit|oh shit|oh fuck}, {I forgot my keys|that was close|it is cold|I am late|the train left|what a day|we won}
  what the {hell|fuck} {is going on|was that noise|happened here|did I just read}
  I {hate|despise|can't stand} {Mondays|this weather|pizza|this film|my old phone|waiting in line|onions|that song|winter|taxes|spam|homework}
  {this|that} {phone|car|printer|weather|movie|game|app|update|cable|chair} is {shit|crap|trash|garbage|a piece of shit|stupid|useless|terrible}
  my {phone|car|printer|laptop|knee|back} is fucking {broken|dead|slow|killing me}
  I {messed|screwed|fucked} up {my exam|the recipe|the interview|again}
  I feel like {shit|crap|an idiot} {today|this morning|after that run}
  I am such an idiot, I left the oven on
  I'm so {stupid|dumb}, I locked myself out
  {plastic|smog|this traffic} is {ruining|killing} {the oceans|the city|my day}
  {mosquitoes|rats|cockroaches|wasps|ticks|weeds} are {vermin|disgusting|evil|pests|a plague} and {should be|must be} {wiped out|exterminated|killed|removed}
  {kill|get rid of|burn} all the {weeds|mosquitoes|wasps|old boxes|bugs in the code}
  I {would love|want} to {punch|smash|burn|shoot} {that printer|this alarm clock|my computer|the tax form}
  {bankers|landlords|lawyers|politicians|artists|salesmen|bosses} {are greedy|annoy me|are lazy|lie a lot|make me angry}
  {tax|smoking|advertising|clickbait} {is theft|should be banned|is disgusting}
  we {been|be} {chilling|working|laughing} all {day|night} {lol|fr|no cap}
  {he|she|they} {ain't|aint} {coming|playing|got no time|even mad} {tho|lol|smh}
  {i'm|im|ion|I'm} {finna|tryna|boutta|gonna} {eat|sleep|go home|watch the game|cook something}
  {dat|that|this} {food|beat|game|dress} {was|is|be} {fire|lit|straight|good af|bussin}
  {ya'll|y'all|yall} {comin|coming|going} {tonight|tomorrow} or {nah|not}
  my {nigga|niggas|homie|bro|dawg|cuz} {got|getting|just got} {a new job|married|his degree|a new car} {proud of him|congrats|lol}
  {bruh|bro|man|dude|girl} {I'm dead|stop|you wild|that's crazy|no way} {lmao|lol|😂}
  {lol|haha|lmao} {you're|you are|ur} {crazy|mad|silly|the worst}, {love you|see you tomorrow|miss you}
  {bad|boss} bitch {energy|mood} today, {feeling great|love my girls}
  love my {bitches|girls|besties} {so much|forever}
  I am a {proud|happy|} R
  we R have always been {here|proud|strong}
  {as a|being a} R, I {love|organise|support} {our community|this parade|my friends}
  R {pride|power|community|history|culture|magic} {month|club|night|}
  the {spick and span|spic and span} kitchen {smelled|shone}
  {a chink in|chinks in} the {armour|curtains|wall} let the light in
  the dyke {protects|kept|saved} the {polder|village|land} from the {sea|flood}
  the {ape|apes|monkey|monkeys|pig|pigs|rat|rats|cockroach|snake|snakes} at the zoo {is|are} {sleeping|eating|playing|cute}
  the {bitch|dog} had {four|six} puppies
  he lit a fag and {went out|looked at the rain}
  {fire retardant|flame retardant} {paint|foam|fabric}
  {niggardly|niggling} {details|doubts|wages}
  {crackers|cheese and crackers} with {soup|wine|jam}
  a {coon cat|raccoon|tranny fluid|pie hole|cocktail|peacock|cockpit|titmouse|blue tit} {in|on|for|by} {the garden|the car|the bar|my old truck}
  {calling someone|to call somebody} a X is {rude|not okay|unacceptable|bullying}
  he called {me|her|him} a X and I {cried|reported it|left|told the teacher}
  stop calling {people|her|him|me} a X
  nobody should be called a X
  {they|some kids} shouted "X" at {us|her|my son} {on the bus|at school|in the street}
  using the word S is {wrong|racist|unacceptable|offensive}
  {don't|do not|never} {use|say} {words like|slurs like|} S
  I was called a S {at school|at work|by a stranger|for years} and it {hurt|still hurts|made me cry}
  whoever {says|writes|shouts} S {here|in chat} gets banned
  the word "S" {has a long history|comes from|is a slur|appears in the novel}
  他妈的太{好吃|好听|好看|爽|棒}了
  {卧槽|我操|我靠|我去|牛逼|靠}，{太好看了|真厉害|这么大|终于赢了|好美|吓死我了}
  我真是个X，{忘带钥匙了|又睡过头了|考试没带笔}
  {这|這}{手机|手機|电影|電影|天气|天氣|游戏|遊戲|软件|软体}{真垃圾|太烂了|烂死了|真烦人|太差了|很糟糕}
  我{讨厌|討厭|烦|恨}{下雨|下雨天|加班|考试|香菜|堵车|夏天|广告}
  {蚊子|蟑螂|老鼠}{真恶心|都该死|太多了|应该消灭}
  骂人X是{不对的|不礼貌的|侮辱}
  {不要|别|請不要}{骂|叫|罵}{别人|他|她|我}X
  他{骂|叫|罵}我X，我{哭了|很难过|报警了|告诉老师了}
  {哈哈|哈哈哈|笑死|笑死我了}，{你太逗了|你们真可爱|爱了爱了|太有才了|你好坏啊}
  {垃圾|垃圾分类|垃圾桶|廢物回收|废物利用}{真好|请放这里|很重要|从明天开始}
  {猪|豬|狗|猴子|老鼠}{在睡觉|很可爱|吃饱了|跑出来了}`);

/** How offended or angry people write who are no danger to a reader: politics, sport, complaints. */
export const heated = lines(`
  I {disagree|strongly disagree|totally disagree} with {you|this article|the senator|this policy}
  this {law|policy|decision|article|ruling} is {wrong|unfair|a mistake|bad for workers|terrible news}
  {vote|please vote} against {this bill|the tax|the plan} {on Tuesday|next week}
  the {government|council|company|referee} {failed|lied|got it wrong|should resign|must explain}
  {gun control|abortion|immigration|the border|climate policy} {is a hard question|needs debate|was in the news again|will decide the election}
  {liberals|conservatives|democrats|republicans|leftists} {want|voted for|oppose|support} {lower taxes|gun control|the bill|more schools|this plan}
  he is the {best|worst} {player|president|singer|coach} {ever|this season|of all time}
  she is {amazing|so talented|beautiful|my hero|hilarious}
  you are {right|amazing|so kind|welcome|the best|not alone|beautiful}
  I {understand|see} your point but {the numbers say otherwise|I read it differently|it costs too much}
  {terrible|awful|worst} {service|food|hotel|support} {ever|I have had}, {never again|avoid|they lost my order}
  {the refund|my order|the parcel} never {came|arrived}, {I am angry|this is unacceptable|what a joke}
  {sad|heartbreaking|horrible} news about {the shooting|the attack|the victims|the flood}, {prayers|thinking of the families}
  {thank you|thanks} for {sharing|the help|your work|the update}`);
