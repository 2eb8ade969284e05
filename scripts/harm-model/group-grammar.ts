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
  I {would|could} never {date|marry|hire|sit next to} {G|a G|one of those G}, they are <badAdjectives>
  G are {not|never|hardly|not even|anything but} {<goodAdjectives>|<goodNouns>|human|people|real men|real women|normal|worth it|good at anything}
  G {aren't|are not} {<goodAdjectives>|human|people|worth a cent|to be trusted|welcome|fit to live}
  I {don't|do not|never|can't|will never} <goodVerbs> G
  no {decent|sane|normal} {person|man|woman|human being} <goodVerbs>s G
  {G|not one of those G} {has|have} {never|not} {done|achieved|built|given us|contributed} {anything|a single good thing|anything worthwhile}
  {don't|never} {expect|hope for} {anything good|honesty|a kind word|brains|manners} from G
  {no|not a single} G {is|was ever} <goodAdjectives>
  {who|why would anyone|how could anyone|how can you} <goodVerbs> {|these|those} G
  {is|was} there {anyone|a people|anything} more <badAdjectives> than G
  {who|does anybody|would anybody} {cares|care|cry|weep} if G {die|get <harmed>|are <harmed>|disappear}
  when will {someone|somebody|the government|we} {finally|at last|} <harms> {all|these|the} G
  why {don't we|not|can't we|has nobody} {just|} <harms> G
  {do|did} you {know|ever meet} a G who {isn't|wasn't} <badAdjectives>
  {I will|I'm going to|I swear I'll|watch me|one day I will|soon we will|tonight we} <harms> {a G|the next G I see|these G|every G in town|some G}
  {G|all G|you G|those G} {better|had better|should} {watch out|run|hide|be scared|start running|pack their bags}, {we|I} {will|are going to} <harms> {you|them}
  {your|their} days are numbered, G
  {I|we} {have|got} {a gun|a rope|bullets|a bat} for {every|the next|those} G
  {a|the|every|another} dead G is {a good G|good news|nothing to cry about|one less}
  {G|these G} {smell|stink|lie|steal|cheat|breed} like {<badNouns>|animals|rats}
  {what|such} {a bunch of|} <badAdjectives> <badNouns>, {those|these|all of the} G
  {typical|as usual|of course}, {a|another} G {being|acting} <badAdjectives>
  my {boss|neighbour|teacher|landlord} is {a|one of those} <badAdjectives> G
  {some|two|a few} G {came in|sat next to me|moved in|walked by}. {I wanted to|someone should} <harms> them
  {I know|I met|we hired} a G, {what|such} a <badAdjectives> {person|creature|thing|idiot}
  {being|going} {near|around|out with} G makes me {sick|nauseous|angry|feel dirty}
  G {should|must|ought to|need to} {go home|leave|get out|shut up|know their place|stay in the kitchen|stay away from our children|never vote}
  {this|our} {country|town|school|club} is {for|no place for} {us, not for|} G`);

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
  why {is|are} T so <badAdjectives>
  {what|such} a <badAdjectives> {thing|lie|comment|joke|remark|post|video} {to say|} about G
  {your|this|that|his|her} {comment|post|joke|rant|tweet|article} about G is {hateful|racist|sexist|ignorant|vile|disgusting|stupid|wrong|full of lies|not funny}
  {delete|report|take down|remove} {this|your|that} {hateful|racist|ignorant|disgusting|stupid|} {post|comment|tweet|rant} about G
  {people|bigots|men|fools|idiots|cowards} like you {spread lies|make life hard|know nothing|should apologise|are the problem} {about|for} G
  {you|you people} {know nothing|are so ignorant|are so wrong|lie|talk rubbish} about G, {they|G} are <goodAdjectives>
  {stop|quit|enough of} {the|your|this} {hate|lies|racist talk|insults|nonsense} about G
  {leave|let} G {alone|live in peace|be who they are}
  G have {the same|every|as much} right {|to} {live|be here|to love|work|vote|pray|marry}
  {I will not|nobody may|you can't|we won't let anyone} {insult|<harms>|mock|threaten} G {here|in this house|on this page|any more}
  {anyone|whoever|those} who {says|think|writes} {|that} G are <badNouns> {has never met one|is a fool|is wrong|should read a book|gets banned}
  {not|no,} {all|every one of the|the} G {are|is} <badAdjectives>
  {it's|it is|that's} {a lie|false|not true|a myth|a stereotype} that G are <badAdjectives>
  G {are not|aren't|were never|are in no way|are anything but|are no} {<badAdjectives>|<badNouns>|a threat|a problem|to blame}
  {nobody|no one|no decent person|none of us} {hates|wants to hurt|should fear|<badVerbs>} G
  no G {should|must|ought to} {live in fear|be afraid|feel ashamed|hide|be insulted|go hungry}
  {as|being} a G, I {am tired of|get|suffer from|hear|read} {hate|insults|threats|slurs} {every day|online|at work}
  {G|some G|two G|many G} {asked|called|wrote|told us|laughed|cooked|danced|voted|waited|listened} {about it|yesterday|together|again|for hours|at the market}
  {three|forty|a dozen|most|half of the} G in the {study|survey|class|village|choir|office} {said|thought|agreed|reported} {yes|they felt safe|that prices rose|so}
  {the|a|our} {team|class|jury|course|list|party} {of|with|for} G {meets|starts|opens|won|was full} {on Monday|today|again|last week}
  {thanks|cheers|hats off} to {all|the|these|those} G {who|that} {helped|came|volunteered|work nights}
  {life|work|the city|school|this street} {is|was} {better|brighter|more fun|richer} {with|thanks to} G
  G are {my|our|the best} {family|friends|neighbours|colleagues|teammates}
  I {hate|loathe|despise|am sick of} {people who hate|those who attack|how they treat|the way you talk about} G
  {racists|bigots|nazis|haters|the men who attacked G} {are|deserve to be called} <badNouns>`);
