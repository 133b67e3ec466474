import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { Panel, PanelKind, Request, Seat } from '../request.ts';
import { type Account, counts, type Pair } from './accounts.ts';
import { type Bodies, type Deciders, seatOf, seatsOf, usableOf } from './parties.ts';
import type { Ruling } from './rules/ruling.ts';
import { everyParty } from './rules/tighten.ts';

/** Who is asked to decide on a request. */

/** Who is asked, or the rule that leaves nobody to ask. */
export type Asking = { readonly panels: readonly Panel[] } | { readonly refused: Refusal };

/** Who is asked by a rule. `more` are asked beside each party: the request was escalated to them. */
export function panelsOf(rule: Deciders, bodies: Bodies, pair: Pair, more: string | null = null): Asking {
  const seats = seatsOf(rule, pair, bodies);
  if (seats === null || seats.length === 0) return { refused: 'no-approver' };
  return {
    panels: seats.map((seat) => {
      const people = sitting(seat, bodies, pair, more);
      const quiet = people.filter((person) => bodies.quiet?.includes(person));
      return { ...seat, people, ...(quiet.length > 0 && { quiet }) };
    }),
  };
}

/** Everybody who can take a seat, by object id. */
function sitting(seat: Seat, bodies: Bodies, pair: Pair, more: string | null): readonly UserId[] {
  const also = more === null ? [] : [seatOf({ from: more, count: 1 })];
  const people = [seat, ...also].map((one) => usableOf(one, bodies, pair));
  return [...new Set(people.flatMap((all) => (all === 'unread' ? [] : all.map(({ id }) => id))))];
}

/** One of the owners decides. */
export const ownersPanel = (owners: readonly Account[], pair: Pair): Panel => {
  const seat = { of: 'owners', needed: 1 } as const;
  return { ...seat, people: sitting(seat, { owners }, pair, null) };
};

/**
 * Who decides on a request: by the rule of today and by that of when it was asked, so that no change of the file makes it
 * easier. What was asked while it was unclear which rule applies follows the rule of today.
 */
export const decidersOf = ({ policy }: Pick<Request, 'policy'>, { values }: Ruling): Deciders => ({
  approve: everyParty(values.approve, policy.approve),
  fallback: values.fallback,
  quiet: values.quiet,
});

type Questioned = Pick<Request, 'asked' | 'askedBefore'>;

/** Everybody who is asked to decide. */
export const askedPeople = ({ asked }: Pick<Questioned, 'asked'>): readonly UserId[] => [
  ...new Set(asked.flatMap(({ people }) => people)),
];
export const isAsked = (request: Pick<Questioned, 'asked'>, person: UserId) => askedPeople(request).includes(person);
/** Everybody who is asked and hears of it: `quiet` ones decide when they look. */
export const noticedPeople = (request: Pick<Questioned, 'asked'>): readonly UserId[] => {
  const quiet = new Set(request.asked.flatMap((panel) => panel.quiet ?? []));
  return askedPeople(request).filter((person) => !quiet.has(person));
};

/** Whose answer is missing, and who may be reminded of it. */
export const toRemind = (request: Pick<Request, 'asked' | 'approvals'>): readonly UserId[] => {
  const missing = stillAsked(request);
  return noticedPeople(request).filter((person) => missing.includes(person));
};

/** Those who are asked and have not approved it yet. */
export const stillAsked = (request: Pick<Request, 'asked' | 'approvals'>): readonly UserId[] => {
  const done = new Set(request.approvals.map(({ by }) => by));
  return askedPeople(request).filter((person) => !done.has(person));
};

/** Those who have approved it so far, and how many must in all. */
export const approvalsOf = ({ asked, approvals }: Pick<Request, 'asked' | 'approvals'>) => ({
  by: approvals.map(({ by }) => by),
  needed: asked.reduce((sum, { needed }) => sum + needed, 0),
});

/** Is this person asked, or was it before the request was passed to others? */
export const wasAsked = (request: Questioned, person: UserId) =>
  isAsked(request, person) || request.askedBefore.includes(person);
/** The sets of people as one of which this person is asked. */
export const setsAskedOf = ({ asked }: Pick<Questioned, 'asked'>, person: UserId): readonly string[] =>
  asked.flatMap(({ set, people }) => (set !== undefined && people.includes(person) ? [set] : []));

/** Those who are found by neither owning the group nor being an admin: a set of people is asked. */
export const askedBySet = (request: Pick<Request, 'asked' | 'escalated'>): readonly UserId[] => {
  const { escalated } = request;
  const bySet = escalated !== undefined && escalated !== 'admins' && escalated !== 'owners';
  return bySet || request.asked.some(({ of }) => of === 'set') ? askedPeople(request) : [];
};

/** Do the admins decide too, whichever group it is about? What waits for them is found by it. */
export const waitsForAdmins = (request: Pick<Request, 'asked' | 'escalated'>): boolean =>
  asksAdmins(request) || request.escalated === 'admins';

/** Is it for the admins to decide, because no owner can? Cards say so. */
export const asksAdmins = ({ asked }: Pick<Questioned, 'asked'>) => asked.some(({ of }) => areAdmins[of]);
const areAdmins: Readonly<Record<PanelKind, boolean>> = { owners: false, admins: true, set: false };

/** Who could be asked today, read live. */
export interface Today extends Bodies {
  /** Those who are asked, and are neither listed nor found: they may only be out of sight. */
  readonly unseen: readonly UserId[];
}

type Waiting = Pair & Pick<Questioned, 'asked'> & Pick<Request, 'escalated'>;

/**
 * Who is asked from today on; null: the same people as before. Whoever is asked and is only out of sight, or of whom it is
 * unclear whether the account may be used, stays beside others who can decide.
 */
export function panelsToday(rule: Deciders, request: Waiting, today: Today): readonly Panel[] | null {
  const panels = panelsNow(rule, request, today);
  return same(panels, request.asked) ? null : panels;
}

/** The same, also where nobody has come or left. */
export function panelsNow(rule: Deciders, request: Waiting, today: Today): readonly Panel[] {
  const found = panelsOf(rule, today, request, request.escalated ?? null);
  const unsure = (person: UserId) => today.unseen.includes(person) || isUnclear(today, person);
  const before = (seat: Seat) => request.asked.find((one) => isSame(one, seat))?.people ?? [];
  const keep = (panel: Panel, stays: (person: UserId) => boolean): Panel => {
    // Of a body that could not be read nobody is known to have left.
    const unread = usableOf(panel, today, request) === 'unread';
    const kept = before(panel).filter((person) => unread || stays(person));
    return { ...panel, people: [...kept, ...panel.people.filter((one) => !kept.includes(one))] };
  };
  return 'refused' in found
    ? request.asked.map((panel) => keep({ ...panel, people: [] }, unsure))
    : found.panels.map((panel) => keep(panel, (one) => panel.people.includes(one) || unsure(one)));
}

/** The same without those who can decide no more, and without anybody new: of what was decided nobody else is asked. */
export function panelsLeft(rule: Deciders, request: Waiting, today: Today): readonly Panel[] | null {
  const still = (panelsToday(rule, request, today) ?? request.asked).flatMap(({ people }) => people);
  const panels = request.asked.map((panel) => ({
    ...panel,
    people: panel.people.filter((one) => still.includes(one)),
  }));
  return same(panels, request.asked) ? null : panels;
}

/** Object ids of everybody who was read of those whom a rule may name. */
export const everybodyIn = (bodies: Bodies): readonly UserId[] => [...new Set(listed(bodies).map(({ id }) => id))];

/** Everybody who was read of those whom a rule may name. */
const listed = ({ owners, admins, sets }: Bodies): readonly Account[] =>
  [owners, admins ?? [], ...(sets?.values() ?? [])].flatMap((people) => (people === 'unknown' ? [] : people));

/** Those who are asked and not listed any more: left, or only out of sight. */
export const unlisted = (request: Pick<Questioned, 'asked'>, bodies: Bodies) => {
  const found = new Set(listed(bodies).map(({ id }) => id));
  return askedPeople(request).filter((person) => !found.has(person));
};

/** Those who were asked before it was passed on, and those who came to it. */
export function passedBetween(from: readonly Panel[], to: readonly Panel[]) {
  const before = askedPeople({ asked: from });
  return { before, came: askedPeople({ asked: to }).filter((person) => !before.includes(person)) };
}

const isUnclear = (today: Today, person: UserId) =>
  listed(today).some((one) => one.id === person && counts(one) === null);

const isSame = (one: Seat, other: Seat) => one.of === other.of && one.set === other.set;

const same = (some: readonly Panel[], others: readonly Panel[]) =>
  some.length === others.length &&
  some.every((panel, n) => {
    const other = others[n];
    if (other === undefined || !isSame(panel, other)) return false;
    return panel.needed === other.needed && panel.people.join() === other.people.join();
  });

/** Were others asked before? Then the cards of those who are asked now are not the first ones. */
export const wasPassed = ({ askedBefore }: Request): boolean => askedBefore.length > 0;
