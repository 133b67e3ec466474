/** Dutch, read loosely; what english.loose.ts is to english.ts. */

export const classes = {
  SOFT_PUNCT: ', . : ; - ! … ( )',
  SOFT_ABLE: `te om kunnen mogen moeten willen zou zouden kan kun kunt mag moet wil wilt zal zullen gaan gaat krijgen krijgt hebben heeft worden wordt is zijn mogelijk toestemming machtiging recht rechten toegang
    mogelijkheid optie kans bevoegdheid de het een er dat zodat graag ook even gewoon misschien eventueel tijdelijk alsjeblieft alstublieft aub svp ff allebei beide alle allemaal twee drie nodig in staat gesteld stellen gemachtigd toegestaan vanaf nu snel voor
    laten geven toestaan verlenen regelen instellen aanzetten toekennen maken zetten starten beginnen toe staan machtigen toevoegen erbij bij op aan in met voortaan daarvoor hiervoor`,
  SOFT_LEAD: `ik wij we je jij u jullie mij me ons onze mijn jouw uw iemand van het er dit dat deze die de een te om of als voor aan in bij met op zodat en dan dus hier daar ervoor hiervoor daarvoor
    kun kan kunt kunnen zou zouden wil wilt willen wilde mag mogen moet moeten zal zullen ben is was zijn wordt worden hoop hopelijk krijg krijgt krijgen gaan ga gaat
    graag ook even eventjes gewoon misschien eventueel tijdelijk alsjeblieft alstublieft aub svp nodig snel nu vandaag mogelijk wellicht eens maar toch hoor zsm spoedig meteen direct
    zorgen zorg regel regelt regelen instellen instel aanzetten inregelen fixen fix maken maak geven geef laten laat toestaan verlenen verleen toekennen zetten zet toe wijs doe toevoegen helpen help doen doe aanvragen aanvraag vraag vragen verzoek verzoeken
    toestemming machtiging recht rechten toegang mogelijkheid optie kans bevoegdheid staat stellen stel gemachtigd machtigen
    fijn handig mooi prettig leuk top super goed prima oké oke ok akkoord graag lukt lukken vriendelijk hulp moment minuut tijd vraagje kort kleine klein snelle
    hoi hallo hey goedemorgen goedemiddag goedenavond dag beste team allemaal collega's bot behalf dank bedankt dankjewel alvast sorry groet groeten mvg
    bedoeling vriendelijk wens wenst wensen gewenst afgesproken besproken zoals per mail vind vinden vindt weten`,
  SOFT_TAIL: `graag alsjeblieft alstublieft aub svp ook even nu vandaag snel zsm meteen direct bedankt dank dankjewel dankje je u wel alvast groet groetjes groeten mvg top fijn handig prima goed oké oke ok akkoord als dat het kan mag lukt zou zijn is er
    geen haast mogelijk mooi super regelen instellen aanzetten aanvragen geven laten toestaan maken zetten kunnen mogen willen krijgen hebben nodig worden te toekennen verlenen inregelen fixen in orde gebruiken kan kun hoor eens tijdelijk voortaan`,
  SOFT_ASK: `hoi hallo hey kun kan kunt je u jij mij me ik wil graag weten zien laat toon geef vertel zeg eens even een de het overzicht lijst lijstje van met alle allemaal mensen collega's personen leden die dat er nu momenteel precies eigenlijk
    mag mogen kunnen heeft hebben is zijn nog ook wel al alsjeblieft aub svp recht rechten toestemming machtiging toegang om te benieuwd vraag me af was of op dit moment anders hier voor onze mijn , . : - ! ? in bij weet iedereen opvragen bekijken zoek uit`,
  LOOSE_STOP: 'stop stopt stoppen verbied blokkeer verhinder belet ontzeg',
  LOOSE_REMOVE:
    'verwijder verwijderen ontneem ontnemen schrap intrekken herroep beëindig beeindig beëindigen beeindigen weghalen afnemen wis trek haal neem pak zet stop afpakken uitzetten stopzetten opheffen',
} as const;

export const rules = {
  lead: ['SOFT_PUNCT', 'SOFT_LEAD', '(ik heb|wij hebben|we hebben|ik had|had ik|we hadden) graag'],
  able_to: ['SOFT_ABLE'],
  trail: ['SOFT_PUNCT', 'SOFT_TAIL'],
  query: ['SOFT_ASK'],
  state: [
    'SOFT_ASK',
    '(status|stand|gebeurd|gebeurt|gebeurde|goedgekeurd|afgewezen|besloten|beoordeeld|bekeken|gezien|nieuws|voortgang|ervoor|gaat|staat|staan|loopt|lopen|al|inmiddels|gedaan|ingediend|aangevraagd|gevraagd|gemaakt|verstuurd|klaar|behandeld|verwerkt|open|openstaan|openstaande|ver|uitslag|geworden|terechtgekomen|rond|binnen|blijft|waar|hoe|wat|welke|loopt|lopende|recente|laatste|oude|eigen|zaken|wordt|is|zijn|update)',
  ],
  todo: [
    'SOFT_ASK',
    '(iets|ergens|over|of|afwijzen|weigeren|wat|welke|REQUESTS|dingen|nog|moet|moeten|te|goed|wacht|wachten|ligt|liggen|staat|staan|open|klaar|openstaande|nieuwe|reactie|antwoord|ter|er|hoeveel|iemand|zaken)',
  ],
  off: ['SOFT_PUNCT', 'SOFT_LEAD', '(weg|af|in|terug|uit|meer|langer)'],
  heart: ['<do>', '<righton>'],
} as const;

export const request = [
  '<lead>* {s} <able_to>* {=loose} <do> <trail>*',
  '<lead>* {s} [,] (zodat) (hij|zij|ze) <able_to>* {=loose} <do> <trail>*',
  '<lead>* {s} <able_to>* <righton> <trail>*',
  '<lead>* {s} <able_to>* <right> <able_to>* ON {g} <trail>*',
  '<lead>* <heart> <trail>* voor {s} <trail>*',
  '<lead>* <righton> <trail>* aan {s} <trail>*',
  '<lead>* <right> <able_to>* (voor|aan) {s} <able_to>* ON {g} <trail>*',
  '{+me} <lead>* (ik|mij|me|mezelf) <able_to>* {=loose} <do> <trail>*',
  '{+me} <lead>* (ik|mij|me|mezelf) <able_to>* <righton> <trail>*',
  '{+me} <lead>* (ik|mij|me|mezelf) <able_to>* <right> <able_to>* ON {g} <trail>*',
  '<lead>* (wij|we|ons) <able_to>* {=loose} <do> <trail>*',
  '<lead>* (wij|we|ons) <able_to>* <righton> <trail>*',
];

export const revoke = [
  '<off>* LOOSE_STOP <off>* {s} <off>* <do> <trail>*',
  '<off>* (ontneem|ontnemen|neem|pak|afnemen|afpakken) <off>* {s} <off>* <righton> <off>* <trail>*',
  '<off>* LOOSE_REMOVE <off>* {s} {=whose} <off>* <righton> <off>* <trail>*',
  '<off>* <righton> <off>* (van|bij|voor) {s} <off>* LOOSE_REMOVE <off>* <trail>*',
  '<off>* <right> <off>* (van|bij|voor) {s} <off>* ON {g} <off>* LOOSE_REMOVE <off>* <trail>*',
  '<off>* LOOSE_REMOVE <off>* <righton> <off>* (van|bij|voor) {s} <off>* <trail>*',
  '<off>* LOOSE_REMOVE <off>* <right> <off>* (van|bij|voor) {s} <off>* ON {g} <off>* <trail>*',
  "<off>* LOOSE_REMOVE <off>* {p's} <off>* <heart> <off>* <trail>*",
  '{+me} <off>* (LOOSE_REMOVE|teruggeven|inleveren) <off>* mijn <off>* <heart> <off>* <trail>*',
  '{+me} <off>* mijn <off>* <heart> <off>* (LOOSE_REMOVE|teruggeven|inleveren|weg|terug) <trail>*',
];

export const cancel = [
  '<off>* (annuleer|annuleren|geannuleerd|intrekken|ingetrokken|schrap|schrappen|cancel|cancelen|vergeet|vervallen|trek|laat) <off>* <id> <off>* [zitten|vallen|vervallen] <trail>*',
  '<off>* <id> <off>* (annuleren|geannuleerd|intrekken|ingetrokken|schrappen|geschrapt|cancelen|gecanceld|vervallen|weg|stoppen|terugtrekken) <off>* <trail>*',
];

export const extend = [
  '<lead>* <id> [PUNCT] <lead>* [langer|erbij|door|doorlopen|lopen|verlengen|verlengd|extra|duren|blijven] [lopen|worden] <trail>* {=needs-time}',
  '<lead>* EXTEND <lead>* <id> <lead>* [langer|extra] <trail>*',
];

export const mine = [
  "<state>* (mijn|m'n) [eigen|laatste|eerste] REQUESTS <state>*",
  '<query>* REQUESTS <query>* (ik|van mij) <state>*',
  '<state>* <id> <state>*',
];

export const pending = [
  '<todo>* (ik|mij|me|mijn|ons|wij) <todo>* (goedkeuren|goedgekeurd|goedkeuring|beoordelen|beslissen|beslissing|keuren|akkoord) <todo>*',
  '<todo>* (goedkeuren|goedkeuring|goedkeuringen|beoordelen|beslissen|wacht|wachten|openstaande|ligt|liggen|staat|staan) <todo>* (ik|mij|me|mijn|ons) <todo>*',
];

export const who = [
  "<query>* (wie|welke mensen|welke collega's|welke leden|welke personen) <query>* <heart> <query>*",
  "<query>* (wie|welke mensen|welke collega's|welke leden|welke personen) <query>* <right> <query>* ON {g} <query>*",
];
