import type { Span } from './calendar.ts';

/** The words of time phrases in English and Dutch. To add one, add it here. */

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Phrases by their first word. */
function phrases(list: readonly string[]): ReadonlyMap<string, string[][]> {
  const map = new Map<string, string[][]>();
  for (const phrase of list) {
    const parts = phrase.split(' ');
    map.set(parts[0] ?? '', [...(map.get(parts[0] ?? '') ?? []), parts]);
  }
  return map;
}
function table<V>(rows: Readonly<Record<string, V>>): ReadonlyMap<string, V> {
  return new Map(Object.entries(rows).flatMap(([keys, value]) => keys.split(' ').map((key) => [key, value] as const)));
}

export const numbers = table<number>({
  'a an one een één eén': 1,
  'two twee': 2,
  'three drie': 3,
  'four vier': 4,
  'five vijf': 5,
  'six zes': 6,
  'seven zeven': 7,
  'eight acht': 8,
  'nine negen': 9,
  'ten tien': 10,
  'eleven elf': 11,
  'twelve twaalf': 12,
  'thirteen dertien': 13,
  'fourteen veertien': 14,
  'fifteen vijftien': 15,
  'sixteen zestien': 16,
  'eighteen achttien': 18,
  'twenty twintig': 20,
  'thirty dertig': 30,
  'forty veertig': 40,
  'fifty vijftig': 50,
  'sixty zestig': 60,
  'ninety negentig': 90,
  'hundred honderd': 100,
  'thousand duizend': 1000,
});
export type Unit = 'minute' | 'hour' | 'day' | 'workday' | 'week' | 'month' | 'quarter' | 'year';
export const units = table<Unit>({
  'minute minutes min mins minuut minuten minuutje': 'minute',
  "hour hours hr hrs h uur uren uurtje u hour's hours'": 'hour',
  'day days d dag dagen dgn dagje dagjes': 'day',
  "week weeks wk wks wkn w weken weekje weekjes week's weeks' weken": 'week',
  'month months mth mths mo mnd mnds maand maanden maandje maandjes': 'month',
  'quarter quarters kwartaal kwartalen': 'quarter',
  'year years yr yrs y jaar jaren jr jaartje': 'year',
});
/** More of them is more than ten years: an end that nobody means, which is asked back. */
export const most: Readonly<Record<Unit, number>> = {
  minute: 5_258_880,
  hour: 87_648,
  day: 3652,
  workday: 3652,
  week: 521,
  month: 120,
  quarter: 40,
  year: 10,
};
/** A whole number of units → ISO 8601; weeks in days, quarters in months. */
export function iso(amount: number, unit: Unit): string {
  switch (unit) {
    case 'minute':
      return `PT${amount}M`;
    case 'hour':
      return `PT${amount}H`;
    case 'day':
    case 'workday':
      return `P${amount}D`;
    case 'week':
      return `P${amount * 7}D`;
    case 'month':
      return `P${amount}M`;
    case 'quarter':
      return `P${amount * 3}M`;
    case 'year':
      return `P${amount}Y`;
  }
}
const durations: Readonly<Record<string, string>> = {
  'a fortnight': 'P14D',
  fortnight: 'P14D',
  'one fortnight': 'P14D',
  'half a year': 'P6M',
  'half year': 'P6M',
  'a half year': 'P6M',
  'half jaar': 'P6M',
  'een half jaar': 'P6M',
  'n half jaar': 'P6M',
  halfjaar: 'P6M',
  'een halfjaar': 'P6M',
  'half an hour': 'PT30M',
  'een half uur': 'PT30M',
  'een halfuur': 'PT30M',
  'half a day': 'PT12H',
  'anderhalf jaar': 'P18M',
  'one and a half years': 'P18M',
  'a year and a half': 'P18M',
  'a couple of weeks': 'P14D',
  'a couple of days': 'P2D',
  'a couple of months': 'P2M',
  'a couple of hours': 'PT2H',
  'a dozen days': 'P12D',
  'a decade': 'P10Y',
  'een decennium': 'P10Y',
};
export const fixedDurations = phrases(Object.keys(durations));
export const durationOf = (phrase: string): string => durations[phrase] ?? '';

export const weekdays = table<number>({
  'monday mon maandag ma mondays': 1,
  'tuesday tue tues dinsdag di': 2,
  'wednesday wed weds woensdag wo': 3,
  'thursday thu thur thurs donderdag do': 4,
  'friday fri vrijdag vr': 5,
  'saturday sat zaterdag za': 6,
  'sunday sun zondag zo': 7,
});
export const months = table<number>({
  'january jan januari': 1,
  'february feb februari': 2,
  'march mar maart mrt': 3,
  'april apr': 4,
  'may mei': 5,
  'june jun juni': 6,
  'july jul juli': 7,
  'august aug augustus': 8,
  'september sep sept': 9,
  'october oct oktober okt': 10,
  'november nov': 11,
  'december dec': 12,
});
export const spans = table<Span>({
  'day dag workday werkdag': 'day',
  'week werkweek workweek': 'week',
  'month maand': 'month',
  'quarter kwartaal': 'quarter',
  'year jaar': 'year',
});
type NamedDay =
  | { readonly kind: 'plus'; readonly days: number }
  | { readonly kind: 'date'; readonly month: number; readonly day: number };
const inDays = (days: number): NamedDay => ({ kind: 'plus', days });
const dated = (day: number, month: number): NamedDay => ({ kind: 'date', month, day });
const dayNames: Readonly<Record<string, NamedDay>> = {
  today: inDays(0),
  tonight: inDays(0),
  'this evening': inDays(0),
  'this afternoon': inDays(0),
  vandaag: inDays(0),
  vanavond: inDays(0),
  vanmiddag: inDays(0),
  tomorrow: inDays(1),
  morgen: inDays(1),
  'tomorrow evening': inDays(1),
  'tomorrow night': inDays(1),
  morgenavond: inDays(1),
  'morgen avond': inDays(1),
  'day after tomorrow': inDays(2),
  overmorgen: inDays(2),
  'christmas eve': dated(24, 12),
  kerstavond: dated(24, 12),
  christmas: dated(25, 12),
  'christmas day': dated(25, 12),
  kerst: dated(25, 12),
  kerstmis: dated(25, 12),
  'boxing day': dated(26, 12),
  'tweede kerstdag': dated(26, 12),
  'eerste kerstdag': dated(25, 12),
  "new year's eve": dated(31, 12),
  oudjaar: dated(31, 12),
  oudejaarsdag: dated(31, 12),
  oudejaarsavond: dated(31, 12),
  "new year's day": dated(1, 1),
  nieuwjaarsdag: dated(1, 1),
  sinterklaas: dated(5, 12),
};
export const namedDays = phrases(Object.keys(dayNames));
export const namedDay = (name: string): NamedDay => dayNames[name] as NamedDay;

export const until = phrases([
  'until',
  'till',
  'til',
  "'til",
  "'till",
  'untill',
  'through',
  'thru',
  'through to',
  'up to',
  'up to and including',
  'up until',
  'up till',
  'until and including',
  'ending',
  'ending on',
  'ends',
  'expiring',
  'expires',
  'valid until',
  'no later than',
  'until at the latest',
  'only until',
  'just until',
  'til the',
  'until around',
  'all the way to',
  'running until',
  'lasting until',
  'tot',
  'tot en met',
  'tot aan',
  't/m',
  't.m',
  'tm',
  'tem',
  'uiterlijk',
  'geldig tot',
  'geldig t/m',
  'eindigend op',
  'tot uiterlijk',
  'alleen tot',
  'alleen t/m',
  'tot maximaal',
  'tot &',
  'uiterlijk tot',
  'uiterlijk t/m',
  'maximaal tot',
]);
export const restOf = phrases([
  'for the rest of the',
  'rest of the',
  'the rest of the',
  'for the rest of this',
  'for the remainder of the',
  'for this',
  'this',
  'only this',
  'just this',
  'voor de rest van de',
  'de rest van de',
  'de rest van het',
  'voor de rest van het',
  'voor de rest van deze',
  'deze',
  'voor deze',
  'dit',
  'voor dit',
]);
export const from = phrases([
  'from',
  'starting',
  'starting from',
  'starting on',
  'beginning',
  'beginning on',
  'beginning from',
  'starts',
  'as of',
  'as from',
  'effective',
  'effective from',
  'with effect from',
  'after',
  'on',
  'once',
  'in',
  'by',
  'before',
  'commencing',
  'start',
  'not before',
  'during',
  'within',
  'vanaf',
  'met ingang van',
  'm.i.v',
  'miv',
  'ingaand',
  'ingaande',
  'per',
  'startend',
  'beginnend',
  'na',
  'op',
  'over',
  'van',
  'sinds',
  'voor',
  'vóór',
  'binnen',
  'beginnend op',
  'startend op',
  'te beginnen op',
  'te beginnen',
  'starting with',
  'tijdens',
  'gedurende',
]);
/** Among `from`: with a length of time they mean later ("in two weeks", "over twee weken"). */
export const within = set('in over within binnen after na');
export const tomorrow = phrases([
  'tomorrow',
  'tomorrow morning',
  'tomorrow afternoon',
  'the day after tomorrow',
  'day after tomorrow',
  'morgen',
  'morgenochtend',
  'morgenmiddag',
  'overmorgen',
  'this weekend',
  'next weekend',
  'dit weekend',
  'volgend weekend',
  'komend weekend',
  'yesterday',
  'gisteren',
  'later this week',
  'later deze week',
  'straks',
  'binnenkort',
  'soon',
]);
export const todayOnly = phrases([
  'today',
  'for today',
  'just today',
  'only today',
  'just for today',
  'only for today',
  'for today only',
  'today only',
  'tonight',
  'just for tonight',
  'vandaag',
  'voor vandaag',
  'alleen vandaag',
  'alleen voor vandaag',
  'enkel vandaag',
  'vanavond',
  'alleen vanavond',
  'vanmiddag',
]);
/** A beginning that is now, or no end: nothing to keep. */
export const open = phrases([
  'from now on',
  'from now',
  'as of now',
  'as of today',
  'from today',
  'from today on',
  'from today onwards',
  'starting today',
  'starting now',
  'starting immediately',
  'effective immediately',
  'with immediate effect',
  'immediately',
  'right away',
  'right now',
  'now',
  'asap',
  'until further notice',
  'permanently',
  'indefinitely',
  'for good',
  'forever',
  'for ever',
  'for an indefinite time',
  'as soon as possible',
  'straight away',
  'without an end date',
  'without end date',
  'for now',
  'for the time being',
  'vanaf nu',
  'vanaf vandaag',
  'vanaf heden',
  'per direct',
  'per nu',
  'per vandaag',
  'per heden',
  'met onmiddellijke ingang',
  'met ingang van nu',
  'met ingang van vandaag',
  'met ingang van heden',
  'onmiddellijk',
  'direct',
  'meteen',
  'nu',
  'zo snel mogelijk',
  'zsm',
  'z.s.m',
  'tot nader order',
  'tot nader bericht',
  'tot nadere berichtgeving',
  'permanent',
  'voorgoed',
  'voor altijd',
  'voor onbepaalde tijd',
  'zonder einddatum',
  'blijvend',
  'voor nu',
  'voorlopig',
]);
export const vague = phrases([
  'every',
  'each',
  'weekly',
  'monthly',
  'sometimes',
  'for some time',
  'a century',
  'for a century',
  'centuries',
  'for ages',
  'for a lifetime',
  'een eeuw',
  'eeuwen',
  'for a while',
  'for a bit',
  'a while',
  'when needed',
  'elke',
  'iedere',
  'wekelijks',
  'soms',
  'voor een tijdje',
  'een tijdje',
  'een poosje',
  'voor even',
  'af en toe',
  'for long',
  'for a short time',
  'for a short while',
  'een tijd',
]);
export const lasting = phrases([
  'for',
  'for the',
  'for the next',
  'for the coming',
  'the next',
  'the coming',
  'for another',
  'another',
  'by another',
  'by',
  'with',
  'with another',
  'during the next',
  'for about',
  'for a period of',
  'a period of',
  'for a total of',
  'for the duration of',
  'for a maximum of',
  'for up to',
  'for only',
  'for just',
  'just for',
  'only for',
  'over the next',
  'for at most',
  'for max',
  'max',
  'for exactly',
  'voor',
  'voor de',
  'voor het',
  'voor de komende',
  'voor het komende',
  'voor komende',
  'de komende',
  'het komende',
  'komende',
  'gedurende',
  'gedurende de komende',
  'nog',
  'met nog',
  'nog eens',
  'met nog eens',
  'met',
  'voor nog',
  'voor een periode van',
  'een periode van',
  'voor de duur van',
  'voor maximaal',
  'maximaal',
  'hooguit',
  'voor hooguit',
  'voor slechts',
  'alleen voor',
  'de eerstkomende',
  'de aankomende',
  'voor de aankomende',
  'eenmalig voor',
  'with an extra',
  'an extra',
  'by an extra',
  'met nog een',
  'een extra',
  'for an additional',
  'by an additional',
  'een extra',
  'met een extra',
  'nog een extra',
]);
export const padding = set(
  "about around roughly approximately exactly ongeveer circa ca zo'n precies only just next coming komende extra",
);
/** "for the next month": one of it. */
export const ahead = set('another next coming komende eerstkomende aankomende');
export const few = set('few several some couple paar aantal enkele wat');
export const a = set('a an een the de');
export const longer = set('long longer lang langer extra more');
export const orMore = set('or of to tot');
export const and = set('and en plus');
export const at = set('at om around rond before voor');
export const oclock = set("o'clock am pm uur u h");
export const inclusive = set('inclusive included incl inclusief');
export const articles = set('the de het');
export const on = set('on op at coming');
export const of = set('of van');
export const next = set('next following volgende volgend');
export const current = set('this coming current deze dit komende aanstaande aankomende eerstvolgende lopende');
export const endOf = phrases([
  'end of',
  'the end of',
  'end',
  'eind',
  'einde',
  'eind van',
  'einde van',
  'het eind van',
  'het einde van',
  'end of the',
  'ultimo',
  'close of',
]);
/** Directly after these a number belongs to a name. */
export const anchors = set('as als namens of behalf from vanuit group groep team van');
export const dutchOnly = set('tot t/m t.m tm tem uiterlijk geldig vanaf per met op na ingaand eindigend alleen');
export const englishOnly = set('until till til through thru up ending ends expiring from starting on as by');

/** Every word a time phrase can begin with: anything else is passed over at once. */
export const openers: ReadonlySet<string> = new Set(
  [
    until,
    restOf,
    from,
    tomorrow,
    todayOnly,
    open,
    vague,
    lasting,
    fixedDurations,
    numbers,
    few,
    next,
    articles,
    padding,
  ].flatMap((words) => [...words.keys()]),
);
/** What typing errors are mended to. */
export const vocabulary: readonly string[] = [
  ...new Set([...openers, ...units.keys(), ...weekdays.keys(), ...months.keys(), ...namedDays.keys()]),
];
/** Small words of the calendar: behind a group's name they are a misread time, not a part of the name. */
export const calendarWords: ReadonlySet<string> = new Set(
  [...units.keys(), ...weekdays.keys(), ...months.keys()].filter((word) => word.length > 3 && word !== 'mins'),
);
