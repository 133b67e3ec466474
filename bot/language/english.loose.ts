/**
 * English, read loosely: the heart of a sentence in its place, and around it only words that change nothing. Tried when
 * no phrase of english.ts fits. What such words are is the whole safety of it: none here denies, asks about what is,
 * tells what was, or names anything. `{s}` takes only what can be nothing but people.
 */

export const classes = {
  SOFT_PUNCT: ', . : ; - ! … ( )',
  // May stand between a person and what they shall do.
  SOFT_ABLE: `to be able allowed permitted authorised authorized enabled entitled empowered get gets getting have has can could will would may might shall should must need needs want
    wants wish wishes would like likes love ought going gonna gotta wanna supposed required permission permissions right rights access ability option possibility opportunity chance privilege
    privileges authority the a an it so that is are do does please kindly also even too really just simply maybe perhaps possibly temporarily directly now for as well up out start begin
    given granted set enabled sorted there us asap possible all both each on with down only`,
  // May stand anywhere before it.
  SOFT_LEAD: `i we you u ya me us my our your yours this it its the a an one some to for of with in on at by about if whether that so and then as well there here is are am be been being was
    can could will would may might shall should must need needs want wants wish like love require please kindly plz pls also even too really just simply maybe perhaps possibly probably ideally hopefully
    make making makes sure ensure ensuring see let allow allowing letting permit permitting enable enabling authorise authorize give giving grant granting set setting up out add adding put arrange arranging
    organise organize sort sorting fix handle manage process submit file raise open start help helping assist provide get getting have having
    happy-to wonder wondering hoping hope wondered looking trying asking ask request requesting apply question quick small little short favour favor thing hand way chance possible possibility option
    permission permissions right rights access ability able okay ok fine alright good great nice lovely perfect helpful useful handy wonderful fantastic amazing awesome brilliant ideal appreciate appreciated grateful
    time moment sec second minute today now asap urgently quickly soon temporarily bot behalf team folks guys all everyone hi hello hey greetings dear morning afternoon evening thanks thank thx regards cheers sorry again
    based agreed discussed mentioned per email follow following
    it'd i'd we'd you'd i'll we'll i'm we're that'd it's that's let's would've could've`,
  // May stand behind it.
  SOFT_TAIL: `please pls plz kindly too also well as asap now today soon thanks thank you thx ty cheers appreciated much very so many ok okay alright right if possible that would be great nice helpful
    lovely good perfect fine wonderful could can is it's it'd there's no rush hurry when get a the chance time moment have again temporarily officially yourself permission permissions rights access us me for`,
  SOFT_ASK: `hi hey please can could you tell show give let me us know see find out list get i we need want would like to have an the a all of with and about at overview list names people everyone everybody
    those person persons colleagues members users who whom which exactly currently now today right moment is are be able allowed permitted authorised authorized entitled may might do does has have had got rights right permission
    permissions access ability at this that just also else still there here quick question wondering was am curious check look up it , . : - ! ? for our my in`,
  LOOSE_STOP: 'stop prevent block disallow forbid ban bar stopping',
  LOOSE_REMOVE:
    'remove revoke withdraw end terminate cancel delete drop strip rescind pull undo take taking removing revoking remove switch turn disable deactivate lift retract',
} as const;

export const rules = {
  lead: [
    'SOFT_PUNCT',
    'SOFT_LEAD',
    "(would|could|i'd|we'd|it'd|that'd|it'll|will) be [super|very|really|so|most|extremely|more than] (happy|glad|grateful|thankful|delighted|pleased|great|nice|lovely|good|helpful|useful|handy|wonderful|fantastic|awesome|perfect|ideal|cool) [if|to|when]",
    "(wouldn't|would not) mind",
  ],
  able_to: ['SOFT_ABLE'],
  trail: ['SOFT_PUNCT', 'SOFT_TAIL'],
  query: ['SOFT_ASK'],
  state: [
    'SOFT_ASK',
    '(how|did|has|was|anything|something|status|state|happen|happened|happening|approved|denied|decided|applied|answered|reviewed|looked|seen|news|update|updates|progress|going|go|stand|standing|yet|already|been|being|any|made|sent|submitted|placed|filed|raised|asked|done|through|still|waiting|pending|open|doing|far|along|recent|latest|last|own|current|outcome|result|granted|handled|processed)',
  ],
  todo: [
    'SOFT_ASK',
    '(handle|process|reject|deny|or|do|what|which|anything|something|things|thing|REQUESTS|still|need|needs|have|must|should|waiting|pending|open|left|outstanding|new|queue|action|decide|look|respond|react|attention|awaiting|awaits|wait|waits|any|requests|response)',
  ],
  off: [
    'SOFT_PUNCT',
    'SOFT_LEAD',
    '(away|off|back|from|anymore|any|more|longer)',
    '(scratch|forget) that',
    "(i've|i have|i) changed my mind",
  ],
  heart: ['<do>', '<righton>'],
} as const;

export const request = [
  // Somebody else.
  '<lead>* {s} <able_to>* {=loose} <do> <trail>*',
  '<lead>* {s} [,] (so|so that|and|then) (he|she|they) <able_to>* {=loose} <do> <trail>*',
  '<lead>* with {s} <do> <trail>*',
  '<lead>* {s} <able_to>* <righton> <trail>*',
  '<lead>* {s} <able_to>* <right> <able_to>* ON {g} <trail>*',
  '<lead>* <heart> <trail>* for {s} <trail>*',
  // "Send a mail as Sales to Alex" tells to whom.
  '<lead>* <righton> <trail>* to {s} <trail>*',
  '<lead>* <right> <able_to>* (for|to) {s} <able_to>* ON {g} <trail>*',
  // The speaker.
  "{+me} <lead>* (i|me|myself|i'd|i'll) <able_to>* {=loose} <do> <trail>*",
  "{+me} <lead>* (i|me|myself|i'd|i'll) <able_to>* <righton> <trail>*",
  "{+me} <lead>* (i|me|myself|i'd|i'll) <able_to>* <right> <able_to>* ON {g} <trail>*",
  // Nobody in particular.
  "<lead>* (we|us|we'd) <able_to>* {=loose} <do> <trail>*",
  "<lead>* (we|us|we'd) <able_to>* <righton> <trail>*",
];

export const revoke = [
  '<off>* LOOSE_STOP <off>* {s} <off>* <do> <trail>*',
  '<off>* LOOSE_REMOVE <off>* {s} <off>* <righton> <trail>*',
  '<off>* LOOSE_REMOVE <off>* <righton> <off>* (from|of|for) {s} <off>* <trail>*',
  '<off>* LOOSE_REMOVE <off>* <right> <off>* (from|of|for) {s} <off>* ON {g} <off>* <trail>*',
  "<off>* LOOSE_REMOVE <off>* {p's} <off>* <heart> <off>* <trail>*",
  '{+me} <off>* (LOOSE_REMOVE|return|surrender|relinquish) <off>* my <off>* <heart> <off>* <trail>*',
];

export const cancel = [
  '<off>* (cancel|cancelled|withdraw|withdrawn|drop|dropped|scrap|scrapped|abort|retract|forget|removed|deleted|gone) <off>* <id> <off>* <trail>*',
  '<off>* <id> <off>* (cancelled|canceled|withdrawn|dropped|scrapped|removed|deleted|retracted|cancel|withdraw) <off>* <trail>*',
];

export const extend = [
  '<lead>* <id> [PUNCT] <lead>* [run|last|continue|go|stay|keep|extended|extend|renewed|prolonged|longer|more|extra] [on|going|running] <trail>* {=needs-time}',
  '<lead>* EXTEND <lead>* <id> <lead>* [run|last|longer|more|extra|going|running|alive|active|valid] <trail>*',
  '<lead>* (add|put|tack) <lead>* (to|on|onto) <id> <trail>* {=needs-time}',
];

export const mine = [
  '<state>* my [own|first] REQUESTS <state>*',
  '<query>* REQUESTS <query>* (i|of mine) <state>*',
  '<state>* <id> <state>*',
];

export const pending = [
  '<todo>* (i|me|my|us|our) <todo>* (approve|decide|review|judge|approval|approvals|decision|decisions|sign-off|answer) <todo>*',
  '<todo>* (approve|decide|review|approval|approvals|waiting|pending|open|decision|decisions|outstanding) <todo>* (i|me|my|us|our) <todo>*',
];

export const who = [
  "<query>* (who|who's|whos|which people|which colleagues|which members|whoever) <query>* <heart> <query>*",
  "<query>* (who|who's|whos|which people|which colleagues|which members|whoever) <query>* <right> <query>* ON {g} <query>*",
];

export const what = [
  '<query>* (what|which|whose|where) [groups|group|teams|team|addresses|mailboxes|names|address] <query>* (i {+me}|{s}) <query>* <dangling> <query>*',
];
