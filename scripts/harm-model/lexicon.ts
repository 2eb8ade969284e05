import { items } from './lines.ts';

/** What can be said of people, bad and good, in the forms that the templates need. */
export const lexicon = {
  /** they are … */
  badAdjectives: items(`
    disgusting|filthy|dirty|gross|revolting|repugnant|vile|nasty|foul|stinking|smelly|sick|sickening|ugly|hideous|evil|wicked|sinful|immoral|perverted|
    depraved|degenerate|corrupt|dishonest|deceitful|treacherous|greedy|lazy|useless|worthless|stupid|dumb|idiotic|moronic|ignorant|brainless|retarded|
    backward|primitive|uncivilised|savage|barbaric|violent|dangerous|aggressive|criminal|crazy|insane|deranged|mentally ill|inferior|subhuman|
    inhuman|weak|pathetic|miserable|annoying|unbearable|intolerable|obnoxious|rude|arrogant|cowardly|shameless|unnatural|abnormal|diseased|
    infected|contagious|toxic|poisonous|parasitic|rotten|wretched|horrible|horrid|awful|terrible|the worst|despicable|contemptible|abominable|
    detestable|hateful|selfish|dull|slow|incapable|unfit for work|a burden|a disgrace|a threat|a danger|a mistake|a nuisance|a joke|a shame`),
  /** they are … */
  badNouns: items(`
    scum|vermin|rats|pigs|dogs|apes|monkeys|cockroaches|insects|parasites|leeches|snakes|animals|beasts|savages|barbarians|filth|dirt|trash|garbage|
    rubbish|waste|sewage|shit|a disease|a cancer|a plague|a pest|an infection|an infestation|a tumour|monsters|demons|devils|freaks|perverts|weirdos|
    degenerates|criminals|thieves|liars|cheats|crooks|thugs|murderers|rapists|terrorists|traitors|enemies|invaders|losers|idiots|morons|
    imbeciles|retards|fools|cowards|beggars|scroungers|whores|sluts|bitches|bastards|assholes|cunts|lunatics|psychos|zombies|slaves|
    lesser beings|a waste of space|a waste of oxygen|the lowest of the low|a stain on humanity|an abomination|an embarrassment`),
  /** I … them */
  badVerbs: items(`
    hate|despise|detest|abhor|can't stand|cannot stand|dislike|resent|really hate|fucking hate|look down on|spit on|am disgusted by|am sick of|
    am tired of|am fed up with|have no respect for|feel contempt for|feel nothing but disgust for|want nothing to do with|never trust|never hire`),
  /** we should … them */
  harms: items(`
    kill|murder|shoot|stab|hang|lynch|burn|behead|gas|bomb|poison|strangle|beat|beat up|punch|kick|whip|torture|crush|slap|attack|hunt|rape|
    exterminate|eradicate|wipe out|eliminate|destroy|execute|get rid of|deport|expel|ban|lock up|cage|enslave|sterilise|castrate|kick out|throw out`),
  /** they should be … */
  harmed: items(`
    killed|murdered|shot|stabbed|hanged|lynched|burned|beheaded|gassed|bombed|poisoned|strangled|beaten|whipped|tortured|crushed|hunted down|
    exterminated|eradicated|wiped out|eliminated|destroyed|executed|deported|expelled|banned|locked up|caged|enslaved|sterilised|
    castrated|kicked out|thrown out|put down|put to death|erased from this earth|shunned|punished`),
  goodAdjectives: items(`
    kind|friendly|nice|lovely|wonderful|great|amazing|awesome|brilliant|beautiful|handsome|smart|clever|intelligent|funny|honest|loyal|brave|
    strong|proud|generous|helpful|hard-working|talented|creative|gifted|successful|happy|welcome|equal|human|normal|healthy|important|
    valuable|respected|loved|fantastic|inspiring|caring|gentle|polite|patient|warm|charming|precious|special|cool|free|innocent|peaceful`),
  goodNouns: items(`
    people like you and me|human beings|good people|my friends|our neighbours|good neighbours|citizens|doctors and teachers|heroes|role models|
    leaders|artists|great parents|family|part of our town|a blessing|an asset|the future|the backbone of this town|survivors|good company`),
  goodVerbs: items(`
    love|like|adore|admire|respect|support|welcome|trust|appreciate|value|stand with|enjoy working with|really like|am fond of|am happy for|
    fight for|care about|am proud of|learn a lot from|will always defend|miss|thank|celebrate|look up to|cherish`),
  /** things of the day that happen to anyone */
  doings: items(`
    work in the hospital|live next door|came to the party|moved to our street|study at the university|run the bakery|play in the band|voted
    on Sunday|wrote this book|won the prize|asked for help|went to court|opened a shop|teach at my school|serve in the army|marched in the city|
    came to the meeting|sang in the choir|lost their jobs|sent us a letter|joined the union|read the news|took the bus|started a company`),
  /** what nobody protects: things, food, weather, trades */
  things: items(`
    Mondays|cats|pizza|rain|winter|onions|traffic jams|taxes|alarm clocks|spiders|pigeons|mosquitoes|wasps|printers|meetings|commercials|landlords|
    bankers|lawyers|accountants|politicians|artists|capitalists|communists|smokers|cyclists|golfers|gamers|tourists|bureaucrats|salesmen|telemarketers|
    plastic bags|cheap shoes|horror films|reality shows|cabbage|coffee|this sofa|my old car|that phone|the new update|these jeans|my exams|the dentist`),
};
