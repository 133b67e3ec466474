import { type Decided, together } from '../domain/accept.ts';
import { passOn } from '../domain/decide.ts';
import { at, type GroupId, type UserId } from '../domain/ids.ts';
import { isOver } from '../domain/next-due.ts';
import {
  type Account,
  asksAdmins,
  type DecideFacts,
  isAsked,
  panelFor,
  panelsToday,
  type Today,
  unlisted,
} from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import { Fault } from '../ports/faults.ts';
import type { Context } from './command.ts';
import type { Deps } from './deps.ts';
import { admins } from './facts/roles.ts';
import { settle } from './settle.ts';
import { ownersOf } from './tasks/deciders.ts';

/**
 * Who is asked follows who owns the group: whatever reads the owners records what has changed (`request.passed`), and cards
 * are drawn from the record.
 */

/** What was read live of some groups; of one that is missing nothing is known. */
export type Owners = ReadonlyMap<GroupId, readonly Account[]>;

interface Besides {
  /** The admins, where they were read already. */
  readonly admins?: readonly Account[];
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
  owners: readonly Account[] | undefined,
  known?: readonly Account[],
): Promise<Today | null> {
  if (owners === undefined || isOver(request)) return null;
  if (panelsToday(request, { owners, admins: known ?? [], unseen: [] }) === null) return null;
  const byAdmins = panelFor(owners, request) === 'admins';
  // An admin's decision waits for no list of all admins: the hand-over looks at that.
  if (byAdmins && known === undefined && asksAdmins(request)) return null;
  const all = byAdmins ? (known ?? (await admins(deps))) : [];
  const missing = unlisted(request, { owners, admins: all });
  const looked = await Promise.all(missing.map((id) => deps.directory.lookUpPerson(id)));
  return { owners, admins: all, unseen: missing.filter((_, n) => looked[n]?.is === 'absent') };
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
export const todayBy = (deps: Deps, request: Request, { owners }: DecideFacts): Promise<Today | null> =>
  todayOf(deps, request, owners === 'unknown' || owners.length === 0 ? undefined : owners);

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
