import type { Phrases } from './grammar.ts';

/**
 * What people say of their own asking, and mean nothing by: "not sure if this is the right place". A clause that is one of
 * these from its first word to its last is passed over. Written as grammar.ts tells; doubts about the wish itself never belong here.
 */

const ending = { tail: [''], close: [''] };

const english: Phrases = {
  classes: {
    ADV: 'really quite entirely exactly completely totally honestly even still actually just 100% that also',
    SPOT: 'place person one channel chat bot address spot desk team way form contact people department side',
    IT: 'this that it these me',
    DO: 'ask go turn request do arrange send put be contact write handle',
  },
  rules: {
    ...ending,
    unsure: [
      "[i'm|i am|im|we're|we are|i was|was] ADV* not ADV* (sure|certain)",
      "[i|we] ADV* (don't|do not|dont|didn't|did not) ADV* know",
      "[i have|i've|i've got|i had|we have] ADV* no ADV* (idea|clue)",
      "[i'm|i am|im] ADV* unsure",
    ],
    right: [
      "(this is|it's|it is|that's|that is|i'm at|i'm in|im in|i am at|i am in|i've got|i have|i'm on|you are|you're|youre|this bot is) ADV* [the|a] (right|correct|proper|best) SPOT [to DO] [for|to|with|about] [IT] [question|request]",
    ],
    where: [
      '(who|whom|where|how|which SPOT|what) (to|i should|i must|i have to|i need to|i can|one should) DO [to|for|about] [IT|this kind of thing]',
    ],
    able: [
      '(you|this bot|the bot|behalf|it) (can|could|are able to|is able to) [also] (help|do|handle|arrange) [me] [with|for] [IT]',
      '(you do|you handle|you arrange) IT',
    ],
    works: [
      '(this|it|that) (works|goes|belongs|can be done) [here|via|through|by] [you|this way|like this]',
      "[this is|it is|it's|that is|that's] (possible|for you|something you do|something for you|your job)",
      'how [exactly] (this|it|that|you|this bot|the bot|everything|all this) (works|work|goes|is done)',
      '(who|which team) (handles|does|arranges|decides|takes care of|is responsible for|looks after) IT',
    ],
  },
  intents: [
    {
      intent: 'unknown',
      phrases: [
        '<unsure> [if|whether|that] (<right>|<able>|<works>)',
        '<unsure> (<where>|<works>)',
        "[i've|i have|we have|we've] never (done|used|asked|tried) [IT|you|behalf|for IT] [before]",
        "(i|we) (haven't|have not) (done|used|asked|tried) [IT|you|behalf|for IT] [before]",
        "[i|we] (don't|do not|didn't|did not|dont) (want|mean|like|wish) to (bother|disturb|interrupt|trouble|be a pain|be a nuisance|be a bother) [you|anyone|anybody|people|your day] [with] [IT]",
        "you (don't|do not|may not|might not|probably don't|won't) know me [yet]",
      ],
    },
  ],
};

const dutch: Phrases = {
  classes: {
    BIJW: 'eigenlijk precies zeker helemaal echt goed even zo wel ook hier nog ook er al',
    PLEK: 'plek plaats kanaal adres weg loket persoon chat bot afdeling team manier formulier contactpersoon mensen kant',
    DIT: 'dit dat het deze die hiervoor daarvoor hierover hiermee daarmee',
  },
  rules: {
    ...ending,
    onzeker: [
      '[ik|we|wij] weet BIJW* niet BIJW*',
      '[ik|we|wij] weten BIJW* niet BIJW*',
      '[ik heb] geen (idee|flauw idee)',
      '[ik ben|ben] [er] niet BIJW* zeker',
    ],
    goed: [
      'of (ik|we|wij|dit|het|dat|mijn vraag|deze vraag) BIJW* [bij] [je|jou|jullie|u] [aan|op] [de|het] (goed|juist|goede|juiste|juist adres) [PLEK] BIJW* (zit|zitten|ben|zijn|is|sta) [voor] [DIT]',
      'of (dit|het|dat|je|jij|u|jullie) BIJW* (de|het) (goede|juiste) PLEK (is|zijn|bent|ben) [voor] [DIT]',
      'of (ik|we) BIJW* [met] [DIT] [bij] [je|jou|jullie|u] BIJW* [moet|moeten] (terecht|zijn|wezen) [kan|kunnen|moet|moeten] [voor] [DIT]',
      'of (dit|het|dat|deze vraag|mijn vraag) BIJW* (thuishoort|hoort|kan|werkt|past|mogelijk is)',
    ],
    kunt: [
      'of (je|jij|u|jullie|de bot|behalf) [DIT] [me|mij|ons] BIJW* [mee|DIT] (kan|kunt|kunnen) (helpen|regelen|doen)',
      'of (je|jij|u|jullie|de bot|behalf) [DIT] [me|mij|ons] BIJW* [mee|DIT] (helpen|regelen|doen|regelt|doet) [kan|kunt|kunnen]',
      'of (je|jij|u|jullie) (hierover|daarover) (gaat|gaan)',
      'of (je|jij|u|jullie) (hier|daar) BIJW* over (gaat|gaan)',
    ],
    waar: [
      '[bij|aan|naar] (wie|waar|hoe|welke PLEK) (ik|we) [DIT] [hier|daar] [voor|dit|dat] [DIT] (moet|kan|moeten) [zijn|vragen|aanvragen|doen|regelen|wezen|aankloppen] [DIT]',
      '(hoe|waar|wie) (DIT|je|de bot) [BIJW] [DIT] (werkt|gaat|moet|regelt|doet|aanvraagt)',
    ],
  },
  intents: [
    {
      intent: 'unknown',
      phrases: [
        '<onzeker> (<goed>|<kunt>|<waar>)',
        '[ik heb|heb|we hebben] [DIT] nog nooit [eerder] [DIT] (gedaan|gebruikt|gevraagd|aangevraagd)',
        '[ik heb|heb] [DIT] [nog] (nooit|niet) eerder [DIT] (gedaan|gebruikt|gevraagd|aangevraagd)',
        '[ik wil|wil] [je|jullie|u|niemand] niet (storen|lastigvallen|lastig vallen|tot last zijn)',
        '[ik wil|wil] niemand (storen|lastigvallen|lastig vallen|tot last zijn)',
        '(je|jij|u|jullie) (kent|kennen) (me|mij) [nog] niet',
      ],
    },
  ],
};

export const asides = { en: english, nl: dutch };
