/**
 * Prose for the example crawl. `{a|b}` is one of its choices; a topic's paragraphs are drawn and filled anew for each
 * article, so that no two articles are the same.
 */
export interface Topic {
  title: string;
  paragraphs: readonly string[];
}

export const englishTopics: readonly Topic[] = [
  {
    title:
      '{How|Why} the {old|stone|covered} {quay|market|bridge} of {Larkhaven|Eastmoor|Tolsey|Brindle Bay} {was saved|opened again|changed the town}',
    paragraphs: [
      'The {quay|bridge|market} had been closed for {two|three|nearly five} winters when the {council|parish|harbour board} voted to repair it. Engineers found that the {foundations|timbers|arches} were sound, and that most of the damage came from {road salt|a blocked drain|one badly mended joint}. The work cost {a third|half|a quarter} of what a new structure would have cost, and it kept {forty|sixty|a dozen} small businesses where they were.',
      'Residents remember the {flood|storm|spring tide} of that year as the moment when opinion turned. Until then the talk had been of a {bypass|car park|shopping street}. "We saw the water stop at the {old wall|third step|chapel door}," said {Ada Merrow|Tom Hale|Ruth Okafor}, who has sold {fish|bread|rope} there since she was {fourteen|sixteen|twenty}, "and everyone understood what the wall was for."',
      'The masons used {lime mortar|oak pegs|hand cut slate} rather than cement, because the older material moves a little when the ground does. {It takes longer to set|It needs patience|It cannot be hurried in frost}, and the crew worked only between {April and October|May and September}. Each stone was {numbered|photographed|drawn} before it was lifted, so that it could go back to the same place.',
      'Not everybody was pleased. Drivers complained about the {detour|one way system|loss of parking}, and a {petition|letter|public meeting} in {March|November} asked for the work to stop. The {mayor|harbour master|chair of the council} answered with a plain sheet of figures: what had been spent, what was left, and what would be lost if the site stood open through another winter.',
      'Today the place is {busy|quieter than before|full of children} on market days. A plaque lists the people who {carried sand|gave money|kept the accounts}, in order of the alphabet and not of the sum. The town has begun to look at its other {neglected|forgotten|empty} buildings, beginning with the {mill|rope walk|lifeboat house}, and this time nobody has asked whether it would be cheaper to start again.',
      'Historians at the {county archive|small museum by the church} have traced the first record of the {quay|bridge|market} to a {toll book|court roll|letter about herring} written more than {three|four} hundred years ago. The clerk complained that {carts|pigs|boats} were left there overnight without payment. The complaint, they say, could have been written last week.',
    ],
  },
  {
    title: 'What {tide pools|rock pools|salt marshes} {teach|tell us|show} about {patience|change|small animals}',
    paragraphs: [
      'A {tide pool|rock pool} is a hard place to live. Twice a day the sea leaves, and the water that stays behind grows {warm|salty|short of oxygen}. Animals that cannot swim away must close themselves: {limpets|barnacles|mussels} clamp down on the rock and keep a little sea inside their shells until the waves come back.',
      'If you visit the same pool every {week|month}, you begin to see its order. {Green weed|Brown weed|Pink crust} covers the shaded side, and the {anemones|sponges} sit just below the line where the sun reaches at noon. Move one stone, even with care, and the pattern takes {a season|a year} to return.',
      'Scientists use these pools as {laboratories|small models of the ocean} because they are easy to count. In a square of {half a metre|one metre} a student can name every {snail|worm|crab} in an afternoon. Repeated over {twenty|thirty} years, such counts show which species move {north|to deeper water} as the sea warms, and which simply vanish.',
      'The {starfish|whelk|shore crab} is the famous example. When it was removed from one stretch of coast, {mussels|barnacles} crowded out almost everything else within {three|two} years. An animal that eats the strongest competitor leaves room for the weak, which is why ecologists call it a {keystone|key} species.',
      'Children understand the pools at once. They kneel, they wait, and after a minute the {prawns|gobies|hermit crabs} come out again. The rule we give them is simple: {wet your hands|look with your eyes first|put every stone back}, and carry nothing away but {a drawing|a photograph|the question you came with}.',
      'On the way home we wrote down what we had seen: {eleven|nine|seventeen} kinds of shell, {two|four} small fish, and one {sea slug|brittle star} that none of us could name. The {guide book|old chart in the hut} gave three candidates. It is pleasant to be {wrong about|unsure of} something so small.',
    ],
  },
  {
    title:
      '{Baking|Learning to bake|A first loaf of} {rye bread|sourdough|oat bread} {in a cold kitchen|without a mixer|on a weekday}',
    paragraphs: [
      'Flour, water, salt and time are enough. The {starter|leaven} is only flour and water in which wild yeast has been allowed to grow, and it asks for {a spoonful of flour|five minutes} a day. If it {smells sharp|has a grey skin}, feed it twice and wait; it is {hungry|cold}, not dead.',
      'Weigh the flour. A cup can hold anything from {110 to 150|120 to 160} grams, depending on how hard you pack it, and that difference is the difference between {a loaf and a brick|dough and soup}. For one loaf take {450|500} grams of flour, {330|360} grams of water and {nine|ten} grams of salt.',
      'Mix until no dry flour is left, cover the bowl, and go away for {half an hour|forty minutes}. During this rest the flour drinks the water and the gluten begins to form without any work. Then {fold the dough|stretch one side over the other} {four|six} times, turn the bowl, and rest again.',
      'A {cold|stone floored} kitchen slows everything down, which is good for flavour and bad for plans. Judge the dough by its {size|surface|wobble} and not by the clock: it is ready when it has grown by {half|two thirds} and a wet finger leaves a dent that fills slowly. In {winter|January} this may take {seven|nine} hours.',
      'Heat the oven and the {iron pot|heavy tray} together for {forty|thirty} minutes. The pot holds steam around the loaf, so the crust stays soft while the inside rises. After {twenty five|thirty} minutes take the lid away and let the crust turn the colour of {chestnuts|strong tea}.',
      'Let the loaf cool before you cut it. Inside, the starch is still setting, and a hot slice will be {gummy|wet} whatever you did before. {Rye|Wholemeal} bread is better on the second day and best on the third, with {salted butter|a little honey|sharp cheese}.',
    ],
  },
  {
    title:
      '{Understanding|A short guide to|Notes on} {gravity|waves|heat|friction} {for beginners|with a pencil and a stopwatch|in the kitchen}',
    paragraphs: [
      'Physics begins with measurement. Hang a {key|metal nut} on a thread of {one metre|half a metre}, let it swing, and count {ten|twenty} swings. The time for one swing does not depend on the weight of the {key|nut}, and hardly on how far you pull it: it depends on the length of the thread and on gravity.',
      'A quantity that is kept is worth more than a quantity that changes. {Energy|Momentum} cannot be made or destroyed; it can only move from one form or body to another. When a {cyclist|sledge} stops, the energy of motion has become {heat in the brakes|heat in the snow}, and a careful {thermometer|hand} can find it there.',
      'Students often confuse {heat and temperature|mass and weight|speed and acceleration}. A {bath of warm water|large pan of soup} holds far more energy than a {glowing needle|lit match}, although the {needle|match} is hundreds of degrees hotter. Temperature tells you which way energy will flow, not how much of it there is.',
      'To estimate is a skill. How many {piano tuners|bicycles|loaves of bread} are there in a city of {one|two} million people? Nobody knows, but the answer is surely more than {ten|fifty} and less than {a million|ten million}, and a few sensible guesses, multiplied together, usually come within a factor of {three|five} of the truth.',
      'Write down the uncertainty of every number. A length of {20.0|35.5} centimetres measured with a ruler is really {20.0|35.5} plus or minus {one|two} millimetres, and when you divide two such lengths the uncertainties add. A result without an error bar is {an opinion|half a result}.',
      'Exercise: drop a {coin|marble} from {one|two} metres and from twice that height. The second fall does not take twice as long. Find the ratio of the times, compare it with the {square root of two|number 1.41}, and explain in {two|three} sentences what this says about {acceleration|falling bodies}.',
    ],
  },
  {
    title:
      'The {night train|slow train|ferry} to {Varnholm|the northern islands|Saltby} {is running again|has a new timetable|and the people who keep it going}',
    paragraphs: [
      'At {ten|half past nine} in the evening the {night train|ferry} leaves with {eleven|six} carriages, a {dining car|small kitchen}, and a conductor who knows most of the passengers by name. Before the service was cut, {ninety|seventy} thousand people a year travelled this way, many of them {students|nurses|seasonal workers} who could sleep and arrive ready for work.',
      'The operator says that the {rolling stock|vessel} is {forty|thirty five} years old and costs more to repair every year. The union answers that a {new|second hand} unit would pay for itself in {eight|twelve} years. An independent study, published in {June|February}, found both figures to be {roughly right|too hopeful}, and recommended a trial of {two|three} summers.',
      'What decides such questions is rarely comfort. It is the {connection|timetable|last mile}: a train that arrives {ten minutes|a quarter of an hour} after the bus has gone is of no use to anybody. The new schedule was therefore drawn up {backwards|from the far end}, beginning with the hour at which the {hospital shift|school|fish auction} starts.',
      'On the first night the carriages were {almost full|two thirds full}. {Ingrid Solheim|Pavel Novak|Maria Teixeira} had brought {a thermos of soup|her violin|three grandchildren} and said she would have come by any means, but that this was the only one which let her {look out of the window|keep her bicycle beside her|read}.',
      'The track itself is a patient kind of engineering. Between {the tunnel and the lake|the junction and the coast} it climbs {four hundred|three hundred} metres in gentle curves, because the builders of the last century had {more time than dynamite|mules instead of machines}. Trains are limited to {sixty|seventy} kilometres an hour there, and nobody on board minds.',
    ],
  },
  {
    title:
      '{Growing|Keeping|A year with} {beans and squash|fruit trees|bees} on a {small|windy|city} {plot|roof|balcony}',
    paragraphs: [
      'Begin with the soil. Take a handful when it is moist and press it: if it {falls apart|crumbles}, it holds too little water; if it keeps the shape of your hand like {clay|putty}, it holds too much. {Compost|Leaf mould} cures both faults, and a layer of {five|eight} centimetres every autumn is worth more than any bottle from a shop.',
      'Beans climb, squash spreads, and maize stands between them; the three have been grown together for {thousands of years|longer than anyone can say}. The beans fix nitrogen with the help of {bacteria|small nodules} on their roots, the broad leaves of the squash shade the ground, and the maize gives the beans {a pole|something to hold}.',
      'Water {in the morning|before eight} and water {deeply|seldom}. A light sprinkle every evening teaches roots to stay near the surface, where the sun will find them. Push a finger into the ground up to the {second|first} joint: if the tip is dry, give each plant {two|three} litres, slowly, and leave it for {three days|half a week}.',
      'Bees need flowers from {March|early spring} to {October|the first frost}. If you keep only one hive, plant {crocus|willow} for the beginning of the year and {ivy|asters} for its end, and let part of the lawn {grow|go to seed}. In a good summer a hive gives {twelve|fifteen} kilograms of honey and still keeps enough for the winter.',
      'Mistakes are the real teachers. In my first year I {planted too early|pruned in the wrong month|trusted the forecast} and lost {half the seedlings|every plum}. I wrote the date on the {shed door|back of the seed packet}, and it is still there, with {four|six} more dates below it, each with a few words that {were expensive|nobody else would understand}.',
    ],
  },
  {
    title:
      '{Choosing|Repairing|How we test} a {bicycle|rain jacket|camping stove|desk lamp} that {lasts|can be mended|you will keep}',
    paragraphs: [
      'We bought {six|eight} models in ordinary shops and used them for {a whole winter|four months} before writing a word. Two were returned because {a seam opened|the switch failed|the bearings ran dry}, one of them after only {nine|eleven} days. The prices ranged from {35|40} to {210|260} euros, and price said {little|almost nothing} about how long a thing would last.',
      'The question we ask first is whether it can be {opened|repaired} with common tools. {Screws|Bolts} are a good sign; {glue|rivets} and clips that break when you lift them are not. The maker of the {second|third} model publishes drawings and sells every part for at least {ten|fifteen} years, which is why we rank it above the {lighter|prettier} one that won elsewhere.',
      'For comfort we asked {twelve|nine} people of different height and weight, none of them experts. Their notes disagree about {colour|weight} and agree about {noise|the handle|the zip}. If most people complain about the same {small thing|detail}, it is not small.',
      'Cleaning costs nothing and saves most repairs. {Wipe the chain|Wash the membrane|Blow the dust out} once a {month|fortnight}, use a drop of {oil|mild soap}, and store the thing {dry|off the floor}. The instructions say so on page {twenty|thirty one}, where nobody reads them.',
      'Our recommendation: take the {plain|middle} model if you use it {daily|in bad weather}, and the {cheap|small} one if you need it for {a week a year|the summer}. Do not buy the {limited edition|bundle}; its only difference is a {bag|label} that costs {thirty|twenty} euros.',
    ],
  },
  {
    title:
      "{Reading|What is in|A visitor's guide to} the {library|observatory|lighthouse} at {Harrow Point|Mossgate|St Wenna}",
    paragraphs: [
      'The {library|observatory|lighthouse} stands where two paths meet, {half an hour|twenty minutes} above the village. It was built with money left by a {ship owner|widow|schoolteacher} who wished that "no person who can climb the hill shall be sent away". The sentence is carved above the door, and the rule is still kept.',
      'Inside, the first thing you notice is the {smell of paper|sound of the clock|cool air}. The {reading room|dome|lamp room} is round, with {seven|nine} windows, and in the middle stands a {table|brass instrument|lens} that took {three men and an ox|a whole summer} to bring up. Visitors may {touch it|turn it} under the eye of a guide.',
      'The guides are volunteers. {Elena Marsh|Joseph Adeyemi|Wen-Hua Lin}, a retired {pilot|chemist|bus driver}, explains the {catalogue|rotation of the dome|code of the flashes} so clearly that children repeat it to their parents on the way down. She keeps a notebook of questions which she could not answer, and writes to {the university|old colleagues} until she can.',
      'Opening hours are from {ten to four|noon until sunset}, except on {Mondays|days of strong wind}. Entrance is free, and a {box|jar} by the door takes gifts for the roof. Bring {a warm coat|sensible shoes}, and do not rely on a telephone for light: the {stairs|last steps} are steep and there is no signal.',
      'If you have another hour, follow the path along the {ridge|cliff} to the {cairn|stone seat}. On a clear day you can count {five|four} islands, and on a very clear one the {white line|tower} of the next {lighthouse|town}, {thirty|forty} kilometres away. Most days you will see {cloud|sheep}, which is also worth the walk.',
    ],
  },
];

/** Short posts for the bicycle forum: a question, then answers. */
export const forumThreads: readonly { title: string; posts: readonly string[] }[] = [
  {
    title: '{Rear hub clicks|Chain skips|Brake squeals} after {rain|a new cassette|long descents}',
    posts: [
      'Hi all, since last {week|Sunday} my {touring|commuting} bike makes a {clicking|grinding} noise, but only {under load|when I pedal hard uphill}. I have cleaned everything I can reach and changed the {chain|pads|cable}. It goes away for {a day|ten kilometres} and then comes back. What should I look at next?',
      'Take the {wheel|cassette} out and spin it by hand. If you can feel the noise in the axle it is the {bearing|freehub pawls}, and a drop of oil will only hide it. I had exactly this on an {old steel frame|eight speed hub} and it was a {cracked spacer|dry pawl spring}.',
      'Before you buy anything, check the {derailleur hanger|quick release}. Mine was bent by {three|four} millimetres after a fall that I had forgotten about, and the symptoms were the same. A shop with the right gauge straightens it in {five|ten} minutes.',
      'Agree with the post above. Also measure the chain: at {0.75|0.5} percent wear it starts to climb the teeth. A new chain on an old cassette skips {even when it is perfect|in the two gears you use most}, so change them together or not at all.',
      'Update: it was the {hanger|spacer|pawls}. Straightened, greased, silent for {two hundred|ninety} kilometres now. Thank you all, I would have bought a whole new {wheel|drivetrain}.',
    ],
  },
  {
    title: '{Winter gloves|Lights|Mudguards} that {survive|work|do not rattle} in {sleet|the dark|sea air}',
    posts: [
      'I ride {twelve|nine} kilometres to work through {fields|the harbour}, from {November to March|October on}. What are you using that has lasted more than one season? The expensive ones I bought {leaked|cracked|went flat} before Christmas.',
      'Third winter with {wool under a plain shell|a hub dynamo|the aluminium ones}. Heavier than the fashionable stuff and there is nothing to {charge|glue}. The only trick is to {dry them slowly|check the connector|use proper bolts}.',
      'Whatever you buy, keep the {receipt|old pair}. My second set lasted {four|five} years and the third, same brand, {six|eight} weeks. They moved production and changed the {coating|plastic}.',
      'If it rattles, it is the {stay|bracket}, not the {guard|lamp}. A piece of {inner tube|cork} between the two parts costs nothing and ends the noise.',
    ],
  },
];

export const productWords = {
  names: [
    'Lantern',
    'Kettle',
    'Wool Blanket',
    'Rain Cape',
    'Enamel Mug',
    'Field Notebook',
    'Canvas Bag',
    'Oil Lamp',
    'Cutting Board',
    'Folding Stool',
  ],
  adjectives: ['Harbour', 'Orchard', 'Winter', 'Juniper', 'Slate', 'Copper', 'Meadow', 'Northern'],
  sentences: [
    'The {body|frame|cloth} is made of {recycled steel|waxed cotton|beech wood|spun brass} in a workshop of {nine|twelve} people, and every seam is {checked by hand|stitched twice}.',
    'It weighs {420|610|850} grams, folds to the size of {a book|a loaf of bread}, and fits {an ordinary shelf|a bicycle basket}.',
    'Spare {handles|wicks|buckles|straps} are available for at least {ten|fifteen} years, and a drawing of all parts is in the box.',
    'Clean it with {warm water and a brush|a dry cloth}; do not use the dishwasher, which {dulls the surface|swells the wood}.',
    'Customers use it {on boats|in the garden|at the desk}, and more than one has written that it outlived the {table|car} it was bought for.',
  ],
};
