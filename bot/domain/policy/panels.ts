import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { Panel, PanelKind, Request } from '../request.ts';
import { type Account, counts, type Pair, usableOwners } from './accounts.ts';

/** Who is asked to decide on a request. */

/** Who is asked, or the rule that leaves nobody to ask. */
export type Asking = { readonly panels: readonly Panel[] } | { readonly refused: Refusal };

/** Which panel decides: the usable owners; without any, the admins. */
export const panelFor = (owners: readonly Account[], pair: Pair): PanelKind =>
  usableOwners(owners, pair).length > 0 ? 'owners' : 'admins';

/** Who is asked. */
export function panelsOf(owners: readonly Account[], admins: readonly Account[], pair: Pair): Asking {
  switch (panelFor(owners, pair)) {
    case 'owners':
      return { panels: [ownersPanel(owners, pair)] };
    case 'admins': {
      const people = usableOwners(admins, pair).map(({ id }) => id);
      return people.length > 0 ? { panels: [{ of: 'admins', people, needed: 1 }] } : { refused: 'no-approver' };
    }
  }
}

/** One of the owners decides. */
export const ownersPanel = (owners: readonly Account[], pair: Pair): Panel => ({
  ...{ of: 'owners', people: usableOwners(owners, pair).map(({ id }) => id), needed: 1 },
});

type Questioned = Pick<Request, 'asked' | 'askedBefore'>;

/** Everybody who is asked to decide. */
export const askedPeople = ({ asked }: Pick<Questioned, 'asked'>): readonly UserId[] => [
  ...new Set(asked.flatMap(({ people }) => people)),
];
export const isAsked = (request: Pick<Questioned, 'asked'>, person: UserId) => askedPeople(request).includes(person);
/** Is this person asked, or was it before the request was passed to others? */
export const wasAsked = (request: Questioned, person: UserId) =>
  isAsked(request, person) || request.askedBefore.includes(person);
/** Is it for the admins to decide: for the same people, whichever group it is about? Cards say so, and what waits is found by it. */
export const asksAdmins = ({ asked }: Pick<Questioned, 'asked'>) => asked.some(({ of }) => areAdmins[of]);
const areAdmins: Readonly<Record<PanelKind, boolean>> = { owners: false, admins: true };

/** Who could be asked today, read live. */
export interface Today {
  readonly owners: readonly Account[];
  /** Read only where no owner can decide. */
  readonly admins: readonly Account[];
  /** Those who are asked, and are neither listed nor found: they may only be out of sight. */
  readonly unseen: readonly UserId[];
}

/**
 * Who is asked from today on; null: the same people as before. Whoever is asked and is only out of sight, or of whom it is
 * unclear whether the account may be used, stays beside others who can decide.
 */
export function panelsToday(request: Pair & Pick<Questioned, 'asked'>, today: Today): readonly Panel[] | null {
  const found = panelsOf(today.owners, today.admins, request);
  const before = (kind: PanelKind) => request.asked.find(({ of }) => of === kind)?.people ?? [];
  const unsure = (person: UserId) => today.unseen.includes(person) || isUnclear(today, person);
  const keep = (panel: Panel, stays: (person: UserId) => boolean): Panel => {
    const kept = before(panel.of).filter(stays);
    return { ...panel, people: [...kept, ...panel.people.filter((one) => !kept.includes(one))] };
  };
  const panels =
    'refused' in found
      ? request.asked.map((panel) => keep({ ...panel, people: [] }, unsure))
      : found.panels.map((panel) => keep(panel, (one) => panel.people.includes(one) || unsure(one)));
  return same(panels, request.asked) ? null : panels;
}

/** The same without those who can decide no more, and without anybody new: of what was decided nobody else is asked. */
export function panelsLeft(request: Pair & Pick<Questioned, 'asked'>, today: Today): readonly Panel[] | null {
  const still = (panelsToday(request, today) ?? request.asked).flatMap(({ people }) => people);
  const panels = request.asked.map((panel) => ({
    ...panel,
    people: panel.people.filter((one) => still.includes(one)),
  }));
  return same(panels, request.asked) ? null : panels;
}

/** Those who are asked and not listed any more: left, or only out of sight. */
export const unlisted = (request: Pick<Questioned, 'asked'>, { owners, admins }: Pick<Today, 'owners' | 'admins'>) => {
  const listed = new Set([...owners, ...admins].map(({ id }) => id));
  return askedPeople(request).filter((person) => !listed.has(person));
};

/** Those who were asked before it was passed on, and those who came to it. */
export function passedBetween(from: readonly Panel[], to: readonly Panel[]) {
  const before = askedPeople({ asked: from });
  return { before, came: askedPeople({ asked: to }).filter((person) => !before.includes(person)) };
}

const isUnclear = ({ owners, admins }: Today, person: UserId) =>
  [...owners, ...admins].some((one) => one.id === person && counts(one) === null);

const same = (some: readonly Panel[], others: readonly Panel[]) =>
  some.length === others.length &&
  some.every(({ of, people }, n) => of === others[n]?.of && people.join() === others[n].people.join());

/** Were others asked before? Then the cards of those who are asked now are not the first ones. */
export const wasPassed = ({ askedBefore }: Request): boolean => askedBefore.length > 0;
