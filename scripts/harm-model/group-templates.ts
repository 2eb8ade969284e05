import { lines } from './lines.ts';

/** Sentences about groups of people, written for Winnow: what is said of them decides, not that they are named. `G` is a group. */
export const hateful = {
  en: lines(`
    I hate G
    I really hate G so much
    I fucking hate G
    I despise G
    I can't stand G
    I have nothing but contempt for G
    G disgust me
    G make me sick
    G are disgusting
    G are vermin
    G are animals
    G are not even human
    G are subhuman
    G are scum
    G are the scum of the earth
    G are filth
    G are parasites
    G are rats
    G are pigs
    G are a disease
    G are a plague on this country
    G are like a cancer
    G are cockroaches
    G are monkeys
    G are trash
    G are garbage
    G are evil
    G are retarded
    G are stupid
    G are so dumb
    G are inferior to us
    G are worth less than everyone else
    G are all criminals
    G are thieves and liars
    G are lazy and useless
    G are terrorists
    G are perverts
    G are sick freaks
    G are disgusting freaks
    G are ruining our country
    G ruin everything
    G don't belong here
    G do not belong in this country
    G should be killed
    All G should die
    All G must die
    G deserve to die
    G should be wiped out
    G should be exterminated
    G should be shot
    G should be hanged
    G should be burned alive
    G should be deported
    G should be locked up
    G should be banned from this country
    G should have no rights
    G shouldn't be allowed to vote
    G do not deserve rights
    G must be stopped
    G deserve to be beaten
    Kill all G
    Deport all G
    Get rid of all G
    Gas all G
    Send all G back to where they came from
    Let us exterminate G
    We need to get rid of G
    We will hunt G down
    I will kill every G I see
    I would love to punch a G in the face
    I want to beat up G
    Someone should shoot those G
    Go back to your country, you G
    You are just a dirty G
    You are nothing but a filthy G
    You disgusting G
    You stupid G
    Shut up, you filthy G
    Fuck G
    Fuck all G
    Fuck off, G
    Nobody wants G here
    Nobody likes G
    We don't want G in our town
    I wish all G were dead
    I hope all G die
    I don't trust any G, they all lie
    The only good G is a dead G
    There is nothing worse than G
    Typical G, always lying and stealing
    How can anyone respect G when they are worthless
    Being G is a mental illness
    G are mentally ill
    It is disgusting to be G
    Why are G so stupid
    When will all G finally disappear
    Everyone would be better off without G
    A G is worth nothing
    Those damn G again
    These G are savages
    If you are G, you are trash
    I won't let G in my house, they stink
    My neighbour is a filthy G`),
  zh: lines(`
    我讨厌G
    我最恨G
    G真恶心
    G真噁心
    G都是垃圾
    G就是畜生
    G都不是人
    G都是骗子
    G都是小偷
    G都该死
    G去死吧
    G滚出去
    G滾出去
    G滚回老家
    把G都杀光
    把G全部赶走
    G全是废物
    G都是人渣
    G就是蛆虫
    G是低等人
    G又脏又臭
    G又懒又蠢
    G没有一个好东西
    G沒有一個好東西
    G素质太低
    G天生就蠢
    G有病吧
    G都是神经病
    死G
    臭G
    你这个死G
    看到G就想吐
    G不配活着
    G不配有权利
    G就该被打
    G污染了我们的社会`),
};

export const harmless = {
  en: lines(`
    I love G
    I really like G
    I admire G
    I respect G
    I have many friends who are G
    I am G and I am proud of it
    I am proud to be G
    I am a G
    My best friend is G
    My neighbour is G
    My doctor is G
    I met some G on holiday
    G are great
    G are amazing
    G are people like everyone else
    G are human beings
    G are beautiful
    G are welcome here
    G are part of our community
    G are just as smart as everyone else
    G deserve respect
    G deserve equal rights
    G deserve the same rights as everyone else
    G should be treated equally
    G should be allowed to live in peace
    G should have the right to vote
    G should be protected from violence
    G should not be killed
    G should never be attacked
    G must be respected
    G bring a lot to our country
    G make our country better
    G belong here
    We need to protect G
    We should welcome G
    We must stop the hate against G
    Let us support G
    Support G
    Thank you to all G
    It is great to be G
    Being G is nothing to be ashamed of
    Being G is not a crime
    Being G is not a mental illness
    There is nothing wrong with being G
    There is nothing better than being G
    No G deserves to die
    No G should ever be insulted
    No one should be killed for being G
    Nobody should be attacked because they are G
    Nobody should hate G
    I don't hate G
    I do not hate G
    I could never hate G
    I would never hurt a G
    I don't think that G are stupid
    G are not vermin
    G are not animals
    G are not stupid
    G are not scum
    G are not inferior
    G are not terrorists
    G are not criminals
    G are not disgusting
    G are no threat to us
    It is wrong to say that G are scum
    It is not okay to hate G
    It is not true that G are criminals
    Saying that all G should die is unacceptable
    Saying "I hate G" is horrible
    Whoever says that G are vermin is wrong
    You can't just say that G are disgusting
    How dare you say that G are inferior
    "G are scum" is a terrible thing to say
    "Kill all G" is hate speech
    People who call for violence against G should be punished
    If you think that G are inferior, you are wrong
    Stop saying G are stupid
    Hatred of G is disgusting
    Racists who hate G are disgusting
    Killing G is a terrible crime
    The attack on G was horrible
    G were murdered in the attack
    The police is looking for the man who attacked G
    G are often the victims of hate crimes
    Discrimination against G is illegal
    The law protects G
    The history of G in the city
    Many G live in this city
    G and their families
    A study about the health of G
    The share of G who work rose last year
    Services for G in your area
    Rights of G`),
  zh: lines(`
    我喜欢G
    我喜歡G
    我爱G
    我有很多朋友是G
    我是G，我很骄傲
    G也是人
    G都很好
    G很善良
    G很聪明
    G值得尊重
    G值得我們尊重
    G应该得到平等的权利
    G應該受到保護
    不要歧视G
    不應該歧視G
    歧视G是不对的
    我不讨厌G
    我不歧视G
    反对歧视G
    G不是垃圾
    G并不都是坏人
    说G都是垃圾是不对的
    不能说G都该死
    骂G的人很没素质
    欢迎G
    歡迎G
    保护G的权益
    保障G的權益
    G的历史
    G的生活
    很多G住在这里
    G的就业率上升
    G的健康研究`),
};
