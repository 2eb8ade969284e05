import { lines } from './lines.ts';

/**
 * What is said of groups of people: sentences with slots for the words of `lexicon.ts`, so that no single word decides.
 * `G` is a group; `T` a thing or a trade that nobody protects.
 */
export const hatefulGrammar = lines(`
  G are <badAdjectives>
  G are {so|really|all|just|truly|fucking|always} <badAdjectives>
  all G are <badAdjectives> {|and everyone knows it}
  G are <badAdjectives> and <badAdjectives>
  G are {nothing but|all|just|like|the same as|worse than} <badNouns>
  G are <badNouns>
  those <badAdjectives> G
  {look at|listen to|I saw} {these|those} <badAdjectives> G {|again}
  {most|many|all} G are <badNouns>, {so stop defending them|believe me|every one of them}
  I <badVerbs> G
  I <badVerbs> all G
  {we|most of us|decent people|everyone} <badVerbs> G
  I {don't|do not|can't|cannot|could never|will never} {like|trust|respect|stand|tolerate|accept|love|work with|live near} {|any} G
  {being|to be} G is <badAdjectives>
  G make me {sick|angry|puke|vomit|furious|cringe}
  {we|we should|let's|let us|someone should|I will|I want to|I'd love to|the government must|time to} <harms> {|all|every last one of} {the|those|these|} G
  <harms> {all|the|every|those} G
  G {should|must|need to|ought to|have to|deserve to} be <harmed>
  {all|most} G {should|must|deserve to} be <harmed>
  I {hope|wish|want|pray} {all|that all|those} G {die|get <harmed>|are <harmed> soon|disappear|rot in hell}
  {I want|it would be good} to see G <harmed>
  G {deserve|have|should have|should get} no {rights|respect|jobs|help|mercy|place here|vote|children|money}
  no G {deserves|should have|should get|is worth|can be trusted with} {to live|respect|rights|mercy|a job|love|anything}
  {you can't|never|don't ever} {trust|hire|believe|respect} G
  G {don't|do not} {deserve|belong|count|matter|have a place} {here|among us|to live|as humans|in this country|in our schools|}
  why are G {so|always|all} <badAdjectives>
  aren't G just <badNouns>
  {who|does anyone} {really|even|} {likes|want|wants|needs} {these|those|} G {here|at all|anyway}
  I think {that|} G are <badAdjectives>
  in my {opinion|view|experience}, G are <badNouns>
  {honestly|frankly|sorry but|let's be honest|the truth is}, G are <badAdjectives>
  {this place|the city|my school|my bus} is full of G. {They are|They're all} <badNouns>
  G {came|moved} here. They are <badAdjectives> and should be <harmed>
  {you|you are a|you're just a} <badAdjectives> G
  {fuck|screw|damn|to hell with} {all|those|these|the|} G
  G {ruin|destroy|infect|poison|pollute|steal|invade} {everything|our country|our schools|our jobs|our culture|the neighbourhood}
  {get|keep|throw|kick} {the|all|those} G out {|of here|of our country|now}
  G {spread|bring} {disease|crime|filth|terror|lies}
  the {world|country|town} would be better {without|off without} G
  {G|those G} are <badAdjectives>, {I|we} <badVerbs> them {all|so much|}
  I {would|could} never {date|marry|hire|sit next to} {G|a G|one of those G}, they are <badAdjectives>`);

export const harmlessGrammar = lines(`
  G are <goodAdjectives>
  G are {so|really|all|just|truly|fucking|always} <goodAdjectives>
  G are <goodAdjectives> and <goodAdjectives>
  G are <goodNouns>
  those <goodAdjectives> G
  I <goodVerbs> G
  {we|most of us|decent people} <goodVerbs> G
  {being|to be} G is <goodAdjectives>
  I am G
  we are G and {we are|} <goodAdjectives>
  I'm {a|one of the} G and I <doings>
  {some|many|two|most|the|several|a few|hundreds of} G <doings>
  {some|many|most} G <doings> and are <goodAdjectives>
  the {story|life|health|history|work|music|number|rights|wages|votes|faith|language} of G
  {a|the} {study|report|film|book|club|school|exhibition|law|festival} {about|for|by|of|on} G
  {we|we should|let's|the government must|time to} {help|protect|support|respect|listen to|welcome|thank|hire|invite} {|all|the|more} G
  G {should|must|need to|deserve to} be {respected|protected|heard|welcomed|treated fairly|free|safe|paid the same|helped}
  G {deserve|have|should have|should get} {rights|respect|jobs|help|equal pay|the vote|better care|safety|justice|love}
  no G {deserves to|should} be <harmed>
  no G {deserves|should have to face} {hate|this|violence|abuse|insults}
  {nobody|no one} should be <harmed> for being G
  {nobody|no one} should <harms> G
  it is {wrong|a crime|horrible|illegal|unacceptable|cruel|cowardly} to <harms> G
  {he|they|the gang|the regime|the mob} {was jailed because he|were condemned because they} wanted to <harms> G
  {ten|many|dozens of|innocent} G were <harmed> in the {war|attack|camp|massacre|riots|raid}
  G were <harmed> {by the regime|by the mob|during the war}, {a tragedy|and we remember them|and the killers were sentenced}
  G are {not|never|hardly|by no means} <badAdjectives>
  G {aren't|are not} <badNouns>
  I {don't|do not|did not|could never|would never} {hate|despise|insult|hurt|fear|look down on|mock} G
  {I don't think|I never said|nobody believes|it isn't true|it's not true|it is a lie|it is wrong to say} that G are <badAdjectives>
  {there's|there is} nothing {wrong with|shameful about|bad about} {being|} G
  {saying|to say|claiming|writing|shouting|posting} {"|}G are <badNouns>{"|} is {wrong|hate speech|racist|disgusting|unacceptable|not okay|stupid|false}
  {people|anyone|those|bigots|racists|trolls} who {say|think|claim} {"|}G are <badAdjectives>{"|} {are wrong|should be ashamed|are idiots|get blocked|disgust me|make me sick}
  {he|she|the man|some troll|a politician} {said|wrote|shouted|posted} "<harms> all G" and {was arrested|was banned|I reported it|I was shocked|got fired}
  "I <badVerbs> G" is {a hateful thing to say|what the racist shouted|not an opinion|hate}
  {stop|don't|do not|please don't|never|you should not} {say|saying|write|calling|call} {G are|G} <badNouns>
  {stop|we must stop|let us end|I am against} the {hate|violence|discrimination|attacks|racism|abuse} against G
  {hating|attacking|insulting|mocking} G is {disgusting|wrong|a crime|cowardly|stupid|vile}
  {how dare you|why would you|who would} {say|write|think} that G are <badAdjectives>
  {whoever|anyone who} <harms>s G {is a monster|goes to prison|is a criminal}
  G {face|suffer|report|fear|fight} {discrimination|violence|hatred|prejudice|abuse|attacks}
  I {hate|despise|detest|can't stand} {T|it when people insult G|how they treat G|what they did to G|racism against G}
  T {is|are} <badAdjectives>
  T {is|are} <badNouns>
  I <badVerbs> T
  {we|we should|let's|let us|someone should|time to} <harms> {|all} T
  T {should|must|ought to} be <harmed>
  {fuck|screw|damn} {all|those|these|} T
  T {ruin|destroy|pollute} {everything|my day|the city}
  the world would be better without T
  why {is|are} T so <badAdjectives>`);
