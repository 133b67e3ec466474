import type { UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { Panel, Request } from '../request.ts';
import { type Account, type Pair, usableOwners } from './accounts.ts';

/** Who is asked to decide on a request. */

/** Who is asked, or the rule that leaves nobody to ask. */
export type Asking = { readonly panels: readonly Panel[] } | { readonly refused: Refusal };

/** Who is asked: the usable owners; without any, the usable admins. */
export function panelsOf(owners: readonly Account[], admins: readonly Account[], pair: Pair): Asking {
  const byOwners = ownersPanel(owners, pair);
  if (byOwners.people.length > 0) return { panels: [byOwners] };
  const byAdmins = usableOwners(admins, pair).map(({ id }) => id);
  return byAdmins.length > 0 ? { panels: [{ of: 'admins', people: byAdmins, needed: 1 }] } : { refused: 'no-approver' };
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
/** Is it for the admins to decide? */
export const asksAdmins = ({ asked }: Pick<Questioned, 'asked'>) => asked.some(({ of }) => of === 'admins');

/**
 * Who is asked in the place of those who were, because none of them can decide any more; null: somebody can, or there is
 * nobody else.
 */
export function successorsOf(
  request: Pair & Pick<Questioned, 'asked'>,
  owners: readonly Account[],
  admins: readonly Account[],
): readonly Panel[] | null {
  const now = panelsOf(owners, admins, request);
  if ('refused' in now) return null;
  const left = now.panels.flatMap(({ people }) => people).some((person) => isAsked(request, person));
  return left ? null : now.panels;
}

/** Were others asked before? Then the cards of those who are asked now are not the first ones. */
export const wasPassed = ({ askedBefore }: Request): boolean => askedBefore.length > 0;
