import { type Decided, together } from '../domain/accept.ts';
import { type Asks, passOn } from '../domain/decide.ts';
import { at, type GroupId, type UserId } from '../domain/ids.ts';
import { isOver } from '../domain/next-due.ts';
import { asksAdmins, decidersOf, isAsked, panelsToday, seatsOf, unlisted } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { Group, Person, Presence } from '../ports/directory.ts';
import { Fault } from '../ports/faults.ts';
import type { Context } from './command.ts';
import type { Deps } from './deps.ts';
import { bodiesOf } from './facts/bodies.ts';
import { rulingFor } from './facts/ruling.ts';
import { settle } from './settle.ts';
import { type Owned, ownersOf } from './tasks/deciders.ts';

/**
 * Who is asked follows who owns the group: whatever reads the owners records what has changed (`request.passed`), and cards
 * are drawn from the record.
 */

/** What was read live of some groups; of one that is missing nothing is known. */
export type Owners = ReadonlyMap<GroupId, Owned>;

interface Besides {
  /** The admins, where they were read already. */
  readonly admins?: readonly Person[];
  /** The answer of this turn shows the requests to them: they get no card for having been asked. */
  readonly shownTo?: UserId;
}

/**
 * Who could be asked today, by the owners that were just read. More is read only where they are not those who are asked.
 * Null: nothing has changed, or nothing is known.
 */
export async function todayOf(
  deps: Deps,
  request: Request,
  found: Owned | undefined,
  known?: readonly Person[],
): Promise<Asks | null> {
  if (found === undefined || isOver(request)) return null;
  // An admin's decision waits for no list of all admins: the hand-over looks at that.
  if (known === undefined && asksAdmins(request) && asksAdminsToday(deps, request, found)) return null;
  const asks = await asksOf(deps, request, found, known);
  if (panelsToday(asks.rule, request, asks) === null) return null;
  const missing = unlisted(request, asks);
  const looked = await Promise.all(missing.map((id) => deps.directory.lookUpPerson(id)));
  return { ...asks, unseen: missing.filter((_, n) => looked[n]?.is === 'absent') };
}

/** The same without a look at those who are asked and not listed any more. */
export async function asksOf(
  deps: Deps,
  request: Request,
  { group, owners }: Owned,
  known?: readonly Person[],
): Promise<Asks> {
  const rule = decidersOf(request, rulingFor(deps, group, request.right));
  const bodies = await bodiesOf(deps, { ...rule, escalated: request.escalated }, request, owners, known);
  return { rule, ...bodies, unseen: [] };
}

/** Is it for the admins alone to decide, because no owner can? */
export function asksAdminsToday(deps: Deps, request: Request, found: Owned | undefined): boolean {
  if (found === undefined) return false;
  const rule = decidersOf(request, rulingFor(deps, found.group, request.right));
  const seats = seatsOf(rule, request, { owners: found.owners });
  return seats?.every(({ of }) => of === 'admins') ?? false;
}

/** Records who is asked today, of requests of one batch. Gives how many have changed. */
export async function followOwners(
  deps: Deps,
  requests: readonly Request[],
  owners: Owners,
  { admins: known, shownTo }: Besides = {},
): Promise<number> {
  const read = await Promise.all(requests.map((one) => todayOf(deps, one, owners.get(one.group), known)));
  const today = new Map(requests.map(({ id }, n) => [id, read[n] ?? null]));
  const changed = requests.filter(({ id }) => today.get(id) !== null).map(({ id }) => id);
  if (changed.length === 0) return 0;
  const passed = await settle<Decided>(deps, async () => {
    const now = at(deps.clock.now());
    const states = await deps.store.get(changed);
    const all = states.flatMap((one) => passOn(one, today.get(one.id) ?? null, now) ?? []);
    const { work, ...rest } = together(all);
    const isShown = (task: (typeof work)[number]['task']) =>
      task.kind === 'card' && task.person === shownTo && !task.onlyEdits;
    return { ...rest, work: work.filter(({ task }) => !isShown(task)) };
  });
  return 'requests' in passed ? passed.requests.length : 0;
}

/** Who could be asked today, by what a decision was made on. A group that nobody is seen to own may be deleted. */
export const todayBy = (
  deps: Deps,
  request: Request,
  group: Presence<Group>,
  owners: readonly Person[] | 'unknown',
): Promise<Asks | null> => {
  const read = group.is === 'here' && owners !== 'unknown' && owners.length > 0;
  return todayOf(deps, request, read ? { group: group.it, owners } : undefined);
};

/**
 * Requests that the speaker may decide on, and that are shown now: from now on the speaker is asked too, so that the card is
 * kept in step. Gives them as they are then; where the owners cannot be read, the hand-over asks later.
 */
export async function alsoAsked(
  { deps, speaker, turn }: Context,
  requests: readonly Request[],
): Promise<readonly Request[]> {
  const unasked = requests.filter((one) => one.status === 'pending' && !isAsked(one, speaker.id));
  if (unasked.length === 0) return requests;
  const groups = unasked.map(({ group }) => group);
  try {
    const changed = await followOwners(deps, unasked, await ownersOf(deps, groups), { shownTo: speaker.id });
    return changed > 0 ? await deps.store.get(requests.map(({ id }) => id)) : requests;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('owners-not-read', { code: error.code, correlation: turn.correlation, error });
    return requests;
  }
}
