import { doubtBehind } from './doubt.ts';
import { type Hint, type Intent, type IntentName, nothing, type Understood } from './intent.ts';
import type { Language } from './language.ts';
import { ordinals } from './marks.ts';
import type { Match, Taken } from './match.ts';
import { groups, items, people, withoutPossessive } from './names.ts';
import type { Reading } from './reading.ts';
import { reasonOf } from './reason.ts';
import { leavesOpen } from './unclear.ts';

/** A match → what it means; `known` tells how many words of the sentence the grammar itself explains. */
export interface Meaning {
  readonly understood: Understood;
  readonly known: number;
  /** Where in the text names were read: from, to. */
  readonly taken: readonly (readonly [number, number])[];
  /** How the words fit a phrase. */
  readonly found: Match;
  readonly reading: Reading;
}

type Pieces = Omit<Intent, 'intent'>;
/** Questions: negation and time change nothing about them. */
const questions: ReadonlySet<IntentName> = new Set<IntentName>([
  'mine',
  'pending',
  'what',
  'audit',
  'export',
  'verify',
  'drift',
  'policy',
  'help',
  'greeting',
  'choose',
]);
const longestName = 7;

/** Null when the match cannot be meant. */
export function interpret(
  found: Match,
  reading: Reading,
  language: Language,
  text: string,
  whole: boolean,
): Meaning | null {
  const { emitted, known, rest } = found;
  if (!whole && rest >= reading.tokens.length) return null;
  const spent = (at: number) => found.taken.some(({ from, to }) => at >= from && at < to) || found.literal.includes(at);
  const core = reading.tokens.map((_, at) => at < rest && !spent(at));
  const negated = reading.negated.some((is, at) => is && core[at]);
  const more = reading.more.some((is, at) => is && core[at]);
  const time = timing(found, reading);
  if (emitted.includes('=needs-negation') && !negated && !more) return null;
  if (emitted.includes('=statement') && reading.keys.includes('?')) return null;
  if (emitted.includes('=needs-more') && !more) return null;
  if (emitted.includes('=needs-time') && !time.duration && !time.until) return null;
  const remark = emitted.includes('=remark') ? doubtBehind(reading.tokens.slice(rest)) : 'none';
  const { reason: given, ...late } = reasonOf(found, reading, text, whole);
  const reason = remark === 'polite' ? null : given;
  const term = questions.has(found.intent) ? noTime : late.term ? { ...time, ...late.term } : time;
  const pieces: Pieces = { ...who(found, reading, language, text), ...span(term), reason, id: id(found, reading) };
  const tooLong = (name: string) => !reading.wide && name.split(/\s+/).length > longestName && !isWhole(name, reading);
  if (pieces.people.some(tooLong) || pieces.groups.some(tooLong)) return null;
  const taken = found.taken.map(
    ({ from, to }) => [reading.tokens[from]?.start ?? 0, reading.tokens[to - 1]?.end ?? 0] as const,
  );
  const meaning = (understood: Understood): Meaning => ({ understood, known, taken, found, reading });
  const done = (intent: IntentName) => meaning({ ...pieces, intent, hint: null, draft: null });
  const ask = (hint: Hint) => meaning(unknown(pieces, hint));
  const { intent } = found;
  const bare = intent === 'request' && !pieces.people.length && !pieces.groups.length;
  if (bare && reason !== null) return ask(null);
  const said = found.literal.map((at) => reading.keys[at] ?? '');
  const happening = said.some((key) => happens.test(key)) && !said.some((key) => wishes.has(key));
  if (emitted.includes('=loose') && happening && !(negated && more)) return ask(null);
  if (emitted.includes('=plain') && found.literal.some((at) => reports.has(reading.keys[at] ?? ''))) return ask(null);
  const wish = intent === 'request' || intent === 'revoke' || intent === 'same' || !pieces.id;
  if (emitted.includes('=remark') && wish && saysMore(reading, rest, language)) return ask(null);
  if (found.taken.some((taken) => somebodyElse(taken, reading, language, text))) return ask(null);
  if (remark === 'doubt' && !questions.has(intent)) return ask('unsure');
  if (term.unclear && !found.unclear) return ask(term.later ? 'later-start' : 'end-unreadable');
  if (found.unclear) return ask(term.later ? 'later-start' : null);
  if (leavesOpen(found, reading, pieces)) return ask(null);
  if (intent === 'help') return meaning({ ...nothing, intent });
  const denying = emitted.includes('=needs-negation') || emitted.includes('=needs-more');
  if (questions.has(intent)) return done(intent);
  if (denying) return term.later ? ask('later-start') : done(intent);
  if (negated && more && intent === 'request') {
    const complains =
      pieces.people.every((name) => name === 'me') &&
      reading.keys.some((key, at) => at < rest && language.able.has(key));
    if (term.later) return ask('later-start');
    return complains ? ask('negated') : done('revoke');
  }
  if (negated) return ask('negated');
  // "K7QF mag langer" is no approval.
  if (more && intent === 'approve') return ask(null);
  return term.later ? ask('later-start') : done(intent);
}

/** Verbs that tell what somebody does, and ask for nothing: "Megan sends as Sales". */
const reports = new Set('sends writes replies responds answers posts verzendt verstuurt mailt stuurt'.split(' '));

/** What goes on, not what shall be: "Alex is sending as Sales". */
const happens =
  /^(?:sends|writes|replies|responds|answers|sending|mailing|emailing|writing|replying|responding|verzendt|verstuurt|stuurt|mailt|schrijft|antwoordt)$/;
const wishes = new Set('dat zodat'.split(' '));

/** A remark that is a second wish, takes something back or may belong to the name ("Sales (EMEA)"), and no reason. */
function saysMore({ keys, tokens }: Reading, rest: number, { negation }: Language): boolean {
  const more = /\b(?:on behalf of|send as|send-as|verzenden (?:als|namens)|mailen (?:als|namens))\b/;
  const first = tokens[rest];
  const denied = first?.kind === 'word' && negation.has(first.key) && tokens.length - rest < 4;
  const opened = tokens[rest - 1]?.key === '(' ? tokens.slice(rest).filter(({ kind }) => kind !== 'punct') : [];
  const partOfName = opened.length > 0 && opened.length < 4 && opened.every(({ capital }) => capital);
  return denied || partOfName || more.test(keys.slice(rest).join(' '));
}

/** "Alex and his assistant": one is named, another is not; nobody is left out in silence. */
function somebodyElse({ slot, from, to }: Taken, { tokens }: Reading, { names }: Language, text: string): boolean {
  if (slot !== 'p' && slot !== 'w' && slot !== 's') return false;
  const row = tokens.slice(from, to);
  const named = people(row, text, names).length;
  return named > 0 && named < items(row, names).length;
}

/** Between quotes, or a mention: the name says itself where it ends. */
const isWhole = (name: string, { tokens }: Reading) =>
  tokens.some((token) => token.name === name && (token.kind === 'quoted' || token.kind === 'mention'));

const unknown = ({ id: _, ...draft }: Pieces, hint: Hint): Understood => ({ ...nothing, hint, draft });

interface Timing {
  readonly duration: string | null;
  readonly until: string | null;
  readonly later: boolean;
  readonly unclear: boolean;
}
const noTime: Timing = { duration: null, until: null, later: false, unclear: false };
const span = ({ duration, until }: Timing) => ({ duration, until });

/** The time phrases before the reason. Two ends at once are not certain. */
function timing({ rest }: Match, { terms }: Reading): Timing {
  let time = noTime;
  for (const [at, { term }] of terms) {
    if (at >= rest) continue;
    if (term.kind === 'later') time = { ...time, later: true };
    if (term.kind === 'unclear') time = { ...time, unclear: true };
    const second = time.duration !== null || time.until !== null;
    if (term.kind === 'for') time = { ...time, duration: term.duration, unclear: time.unclear || second };
    if (term.kind === 'until') time = { ...time, until: term.date, unclear: time.unclear || second };
  }
  return time;
}

function who(
  found: Match,
  reading: Reading,
  language: Language,
  text: string,
): Pick<Intent, 'right' | 'people' | 'groups'> {
  const { emitted } = found;
  const tokens = ({ from, to }: Taken) => reading.tokens.slice(from, to);
  const of = (slots: string) => found.taken.filter(({ slot }) => slots.includes(slot[0] as string));
  const named = of('pws').map((taken) => {
    const names = people(tokens(taken), text, language.names);
    if (taken.slot !== "p's") return names;
    return names.map(withoutPossessive).filter((name) => !language.names.pronouns.has(name.toLowerCase()));
  });
  if (emitted.includes('=swap')) named.reverse();
  const rights = new Set(emitted.filter((emit) => emit === '=sendAs' || emit === '=sendOnBehalf'));
  const right = rights.size === 1 ? (emitted.includes('=sendAs') ? 'sendAs' : 'sendOnBehalf') : null;
  const groupTokens = of('g').flatMap(tokens);
  const names = of('g').flatMap((taken) => {
    const list = groups(tokens(taken), text, language.names);
    return taken.slot === "g's" ? list.map(withoutPossessive) : list;
  });
  const [only] = groupTokens;
  const person =
    emitted.includes('=audited') && groupTokens.length === 1 && (only?.kind === 'mention' || only?.kind === 'mail');
  const speaker = emitted.includes('+me') ? ['me'] : [];
  const others = [...named.flat(), ...(person ? names : [])].filter((name) => name !== 'me' || !speaker.length);
  const everybody = [...speaker, ...others];
  return { right, people: everybody, groups: person ? [] : names };
}

function id({ emitted, taken }: Match, reading: Reading): string | null {
  const slot = taken.find((each) => each.slot === 'id' || each.slot === 'n');
  if (slot?.slot === 'id') return reading.id(slot.from);
  if (slot) return String(Number(reading.number(slot.from)));
  return ordinals.find((ordinal) => emitted.includes(ordinal))?.slice(1) ?? null;
}
