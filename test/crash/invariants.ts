import { isDeepStrictEqual } from 'node:util';
import type { Stray } from '../../bot/domain/request.ts';
import type { ExchangeChange, Twin } from '../../bot/sandbox/twin.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import type { Seen } from '../support/office.ts';
import type { Scenario } from './scenarios.ts';
import type { Recorded, Stored } from './stored.ts';

/** Everything that there is to see at one moment. */
export interface Picture {
  readonly stored: Stored;
  /** What the bot has put into each person's chat, by alias. */
  readonly chats: ReadonlyMap<string, readonly Seen[]>;
  readonly changes: readonly ExchangeChange[];
}

export type Delivered = { readonly status: number; readonly text: string } | null;
type Rights = ReadonlySet<string>;

export interface Evidence {
  readonly scenario: Scenario;
  readonly twin: Twin;
  /** Exchange's rights at the very beginning. */
  readonly initial: Rights;
  readonly before: Picture;
  /** As the killed bot left it; null when it was not killed. */
  readonly crash: Picture | null;
  /** Ids of the work that was left at the moment of the kill: others take it over while the picture is taken. */
  readonly open: readonly string[];
  readonly after: Picture;
  /** How the first delivery of the trigger was answered, and the last. */
  readonly first: Delivered;
  readonly last: Delivered;
}

const key = (group: string, person: string, right: string) => `${group} ${person} ${right}`;

export function rightsOf({ world }: Twin): Rights {
  return new Set(
    [...world.groups.values()].flatMap(({ id, sendAs, sendOnBehalf }) => [
      ...[...sendAs].map((person) => key(id, person, 'sendAs')),
      ...[...sendOnBehalf].map((person) => key(id, person, 'sendOnBehalf')),
    ]),
  );
}

/** What is wrong, in words; nothing when every invariant holds. */
export function faultsOf(evidence: Evidence): readonly string[] {
  const target = targetOf(evidence);
  if (target === null) return ['nothing was recorded for the trigger'];
  return [chain, answered, decisions, exchange, recordFirst, acknowledged]
    .flatMap((check) => check(evidence))
    .concat(ending(evidence, target), cards(evidence, target), news(evidence, target));
}

/** The request that the trigger was about. */
function targetOf({ before, after }: Evidence): string | null {
  return after.stored.audit[before.stored.audit.length]?.request ?? null;
}

const chain = ({ before, crash, after }: Evidence) =>
  [before, crash, after].flatMap((picture) => picture?.stored.broken ?? []);

const answered = ({ scenario, last }: Evidence) =>
  !('later' in scenario.trigger) && (last === null || last.status >= 300)
    ? [`the last delivery was answered ${last?.status ?? 'not at all'}`]
    : [];

const decisions = ({ after }: Evidence) => decisionsOf(after.stored);

/** One decision each; what was approved has ended well or ill; what was to end has. */
export function decisionsOf(stored: Stored): readonly string[] {
  const found: string[] = [];
  for (const [id, records] of Map.groupBy(stored.audit, ({ request }) => request)) {
    const events = records.map(({ event }) => event);
    const count = (...names: string[]) => events.filter((event) => names.includes(event)).length;
    const at = (name: string) => events.indexOf(name);
    if (count('request.made', 'right.found') !== 1) found.push(`${id} was made more than once`);
    if (count('request.approved', 'request.denied') > 1) found.push(`${id} has two decisions`);
    if (count('right.applied') > 1 || count('right.ended') > 1) found.push(`${id} was applied or ended twice`);
    if (at('right.applied') >= 0 && !(at('request.approved') >= 0 && at('request.approved') < at('right.applied')))
      found.push(`${id} was applied without an approval`);
    if (at('request.approved') >= 0 && count('right.applied', 'request.failed', 'request.cancelled') === 0)
      found.push(`${id} was approved and never applied`);
    if (at('right.ending') >= 0 && count('right.ended', 'request.cancelled') === 0)
      found.push(`${id} was to end and never did`);
  }
  return [...found, ...askedTwice(stored)];
}

const closing = ['request.denied', 'request.cancelled', 'request.lapsed', 'request.failed', 'right.applied'];

/** One open request for each requester, person, group and right. */
function askedTwice(stored: Stored): readonly string[] {
  const open = new Map<string, string>();
  const found: string[] = [];
  for (const record of stored.audit) {
    const { event, request, actor } = record;
    if (closing.includes(event)) for (const [wish, by] of open) if (by === request) open.delete(wish);
    if (event !== 'request.made') continue;
    const wish = `${wanted(record)} by ${actor}`;
    if (open.has(wish)) found.push(`asked twice: ${wish}`);
    open.set(wish, request);
  }
  return found;
}

const wanted = ({ group, person, right }: Recorded) => key(group, person, right);

/** Each change once and in its order; the rights are those of the audit. */
function exchange({ scenario, twin, initial, before, after }: Evidence): readonly string[] {
  const changes = after.changes.slice(before.changes.length).map(({ change, right }) => `${change} ${right}`);
  const rights = rightsAfter(initial, after.stored);
  return [
    ...(isDeepStrictEqual(changes, scenario.changes) ? [] : [`Exchange was changed so: ${changes.join(', ')}`]),
    ...(isDeepStrictEqual(rights, rightsOf(twin)) ? [] : ['Exchange and the audit differ']),
  ];
}

/** No change in Exchange whose record was not on the disk when the bot died. */
function recordFirst({ before, crash }: Evidence): readonly string[] {
  if (crash === null || crash.changes.length === before.changes.length) return [];
  const records = crash.stored.audit.slice(before.stored.audit.length);
  const told = records.some(({ event }) => event === 'right.applying' || event === 'right.ending');
  return told ? [] : ['Exchange was changed before there was a record'];
}

function acknowledged({ scenario, first, before, crash }: Evidence): readonly string[] {
  if ('later' in scenario.trigger || crash === null || first === null || first.status >= 300) return [];
  return crash.stored.audit.length > before.stored.audit.length ? [] : ['what was acknowledged was lost'];
}

const last: Readonly<Record<Scenario['word'], string>> = {
  waiting: 'request.made',
  applied: 'right.applied',
  denied: 'request.denied',
  cancelled: 'request.cancelled',
  failed: 'request.failed',
  ended: 'right.ended',
};

function ending({ scenario, after }: Evidence, target: string): readonly string[] {
  const event = after.stored.audit.findLast(({ request }) => request === target)?.event;
  return event === last[scenario.word] ? [] : [`${target} ends with ${event}`];
}

const shows = ({ text }: Seen, word: string) => new RegExp(`^(\\d+ )?${word}$`, 'm').test(text);
const about = (target: string) => (seen: Seen) => seen.card !== null && seen.text.includes(target);

/** Every card that we keep shows the end; asker and approvers have one each. */
function cards({ scenario, before, crash, after }: Evidence, target: string): readonly string[] {
  const made = after.stored.audit.find(({ request }) => request === target)?.data.asked as {
    readonly batch: string;
    readonly requester: string;
  };
  const passed = after.stored.audit.findLast(({ request, event }) => request === target && event === 'request.passed');
  const first = after.stored.audit.find(({ request }) => request === target)?.data.panels;
  const panels = (passed?.data.to ?? first) as readonly { readonly people: readonly string[] }[];
  const byHand = after.stored.audit.some(({ request, event }) => request === target && event === 'right.found');
  const kept = after.stored.copies.filter(({ batch }) => batch === made.batch);
  const found: string[] = [];
  for (const person of byHand ? [] : [made.requester, ...panels.flatMap(({ people }) => people)]) {
    if (!kept.some((copy) => copy.person === person)) found.push(`${person} has no card`);
  }
  for (const [alias, seen] of after.chats) {
    const mine = seen.filter(({ id }) =>
      kept.some(({ activity, person }) => activity === id && isAlias(person, alias)),
    );
    for (const card of mine) {
      if (!shows(card, scenario.word)) found.push(`${alias}'s card does not show ${scenario.word}: ${brief(card)}`);
    }
    if (scenario.word !== 'waiting') continue;
    const questions = seen.filter(about(target));
    const most = sentUnkept(crash, alias, target) ? 2 : 1;
    if (questions.length > most) found.push(`${alias} was sent ${questions.length} cards`);
  }
  for (const [alias, seen] of before.chats) {
    const now = new Set(after.chats.get(alias)?.map(({ id }) => id));
    if (seen.some(({ id }) => !now.has(id))) found.push(`a message of ${alias} is gone`);
  }
  return found;
}

/** Did the kill fall between Teams' reply and our note of the card? */
function sentUnkept(crash: Picture | null, alias: string, target: string): boolean {
  const seen = crash?.chats.get(alias)?.filter(about(target)) ?? [];
  return seen.some(({ id }) => !crash?.stored.copies.some(({ activity }) => activity === id));
}

/** Told once; twice at most if the kill fell between Teams' reply and the record of it. */
function news(evidence: Evidence, target: string): readonly string[] {
  const { scenario, crash, open, after } = evidence;
  if (scenario.word === 'waiting') return [];
  const found: string[] = [];
  for (const alias of after.chats.keys()) {
    const count = newsIn(evidence, after, alias, target);
    const left = open.some((id) => id.startsWith(`tell:${target}:`) && id.endsWith(demoPerson(alias)));
    const unrecorded = left && crash !== null && newsIn(evidence, crash, alias, target) > 0;
    const told = scenario.told.includes(alias) ? 1 : 0;
    if (count < told || count > told + (unrecorded ? 1 : 0))
      found.push(`${alias} was told ${count} times that it is ${scenario.word}`);
  }
  return found;
}

/** Messages since the trigger that show the end and are none of the cards that we keep. */
function newsIn({ scenario, before, after }: Evidence, picture: Picture, alias: string, target: string): number {
  const old = new Set(before.chats.get(alias)?.map(({ id }) => id));
  const kept = new Set([...picture.stored.copies, ...after.stored.copies].map(({ activity }) => activity));
  const fresh = (picture.chats.get(alias) ?? []).filter(({ id }) => !old.has(id) && !kept.has(id));
  return fresh.filter((seen) => about(target)(seen) && shows(seen, scenario.word)).length;
}

const isAlias = (person: string, alias: string) => demoPerson(alias) === person;
const brief = ({ text }: Seen) => text.replaceAll('\n', ' | ').slice(0, 100);

/** The rights that the audit says there are. A grant that ended because another took its place leaves that one's right. */
export function rightsAfter(initial: Rights, { audit }: Stored): Rights {
  const holders = new Map([...initial].map((right) => [right, '']));
  for (const record of audit) {
    const { event, request, group, person, right, data } = record;
    const { stray } = data as { readonly stray?: Stray };
    if (event === 'drift.found' && stray?.by === 'others')
      holders.set(key(group, stray.id ?? '', stray.right), 'by hand');
    if (event === 'right.applied') {
      holders.set(wanted(record), request);
      holders.delete(key(group, person, right === 'sendAs' ? 'sendOnBehalf' : 'sendAs'));
    }
    if (event === 'right.ended' && ['', request].includes(holders.get(wanted(record)) ?? ''))
      holders.delete(wanted(record));
  }
  return new Set(holders.keys());
}
