import type { GroupId, UserId } from '../../domain/ids.ts';
import type { Account, AskFacts, DecideFacts, Ground, Looker, Sought } from '../../domain/policy.ts';
import { BUILT_IN_RULING, decidersOf, maySeeDelegates, withoutPeople } from '../../domain/policy.ts';
import type { Request, Right } from '../../domain/request.ts';
import type { Denial } from '../../domain/rest.ts';
import type { Group, Person, Presence } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import { rightsIn } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { askableFrom, refusedLately } from '../refusals.ts';
import type { Owned } from '../tasks/deciders.ts';
import { bodiesOf, bodiesToDecide, unreadSets } from './bodies.ts';
import { isAdmin } from './roles.ts';
import { rulingFor, standingsOf } from './ruling.ts';

/** Facts for the decisions of domain/: read live, side by side. Throws Fault `directory-*`. */

/** One pair of a wish, looked up. */
export interface Pair {
  readonly requester: UserId;
  readonly beneficiary: Person;
  readonly group: Group;
  readonly right: Right;
  /** What the requester is to the group. */
  readonly looker: Looker;
}

/** An account as the directory knows it, or why not. */
export function soughtOf(presence: Presence<Person>, id: UserId): Sought {
  if (presence.is === 'here') return presence.it;
  return { id, unseen: presence.is };
}

/** For what cannot be said while somebody or something is out of sight. Throws Fault `directory-unavailable`. */
function outOfSight(what: string): never {
  throw new Fault('directory-unavailable', `the directory does not find ${what}`);
}

/** A deleted account counts as disabled; throws for one that is only out of sight. */
function accountOf(presence: Presence<Person>, id: UserId): Account {
  if (presence.is === 'absent') outOfSight('an account that is asked for');
  return presence.is === 'here' ? presence.it : { id, enabled: false, guest: false };
}

export async function askFacts(deps: Deps, pair: Pair): Promise<AskFacts> {
  const { directory, store } = deps;
  const { requester, beneficiary, group, right, looker } = pair;
  const ruling = rulingFor(deps, group, right);
  // What may not be told is not read: neither the words nor the time can depend on it.
  const mayKnow = maySeeDelegates(looker);
  const same = { requester, person: beneficiary.id, group: group.id, right };
  const [asker, receiver, found, member, held, beneficiaryHasMailbox, open, own, recent, denied, refused] =
    await Promise.all([
      directory.lookUpPerson(requester),
      directory.lookUpPerson(beneficiary.id),
      group.kind === 'microsoft365' ? directory.owners(group.id) : [],
      group.kind === 'microsoft365' && directory.isMember(group.id, beneficiary.id),
      mayKnow ? fromExchange(deps, pair, () => heldNow(deps, pair)) : null,
      fromExchange(deps, pair, () => deps.permissions.hasMailbox(beneficiary)),
      store.find({ of: 'open', group: group.id, person: beneficiary.id }),
      store.find({ of: 'openBy', person: requester, limit: deps.policies.current.openRequests + 1 }),
      store.find({ of: 'requester', person: requester, after: null, limit: deps.policies.current.asks.perDay }),
      store.find({ of: 'denied', ...same, limit: 2 }),
      refusedLately(deps, group.id),
    ]);
  // Nobody's word for it that there are none: a question is never put before the admins for that.
  const owners = found ?? outOfSight('the group that is asked for');
  const standings = await standingsOf(deps, ruling.values.mayAsk, { id: requester, account: asker, group, owners });
  const who = { requester, beneficiary: beneficiary.id };
  const bodies = await bodiesOf(deps, ruling.values, who, owners);
  const unread = unreadSets(ruling, bodies);
  const byAdmins = unread.length > 0 ? await bodiesOf(deps, withoutPeople(ruling, unread).values, who, owners) : bodies;
  return {
    requester: accountOf(asker, requester),
    beneficiary: accountOf(receiver, beneficiary.id),
    beneficiaryIsMember: member ?? outOfSight('the group that is asked for'),
    ruling: unread.length > 0 ? withoutPeople(ruling, unread) : ruling,
    standings,
    beneficiaryHasMailbox,
    groupIsMicrosoft365: group.kind === 'microsoft365',
    ...byAdmins,
    held,
    heldMayBeTold: mayKnow,
    open: open.some((one) => one.requester === requester && one.right === right),
    denied: denied.flatMap(denialOf),
    openOfRequester: own.length,
    recent: recent.map(({ askedAt, status }) => ({ askedAt, denied: status === 'denied' })),
    // It tells that somebody was approved.
    exchangeRefuses: mayKnow && refused !== null ? askableFrom(refused) : null,
  };
}

async function heldNow({ permissions }: Deps, { group, beneficiary }: Pair): Promise<readonly Right[] | null> {
  const held = await permissions.held(group.id, beneficiary, 'as-shown');
  return held && rightsIn(held);
}

const denialOf = (request: Request): readonly Denial[] => {
  if (request.status !== 'denied') return [];
  const { term, reason, decision } = request;
  return [{ by: decision.by, at: decision.at, term, reason }];
};

/** Asking works while Exchange is out of reach: then nothing is known (null), and the card says so. */
async function fromExchange<T>({ log }: Deps, { group }: Pair, read: () => Promise<T>): Promise<T | null> {
  if (group.kind !== 'microsoft365') return null;
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('exchange-not-read', { code: error.code, group: group.id, error });
    return null;
  }
}

export interface Standing {
  readonly ground: Ground;
  readonly facts: DecideFacts;
  readonly group: Presence<Group>;
  /** The group and its owners; undefined: it is not there, or nobody knows who owns it. */
  readonly found: Owned | undefined;
  readonly people: { readonly [Key in 'requester' | 'beneficiary' | 'decider']: Presence<Person> };
}

/** What a decision on a request needs: who decides, and whether the request still has its ground. */
export async function standing(deps: Deps, request: Request, by: UserId): Promise<Standing> {
  const { directory } = deps;
  // Asked for together, which is one call; what is said of a group that is gone does not count, nor that it cannot be said.
  const ofGroup = Promise.all([
    directory.owners(request.group),
    directory.isMember(request.group, request.beneficiary, 'known'),
  ]);
  ofGroup.catch(() => {});
  const [group, requester, beneficiary, decider, deciderIsAdmin] = await Promise.all([
    directory.lookUpGroup(request.group),
    directory.lookUpPerson(request.requester),
    directory.lookUpPerson(request.beneficiary),
    directory.lookUpPerson(by),
    isAdmin(deps, by),
  ]);
  const stands = groundOf(group);
  const [found, member] = stands === 'stands' ? await ofGroup : [[], false];
  const owners = stands === 'absent' ? 'unknown' : (found ?? 'unknown');
  const ruling = group.is === 'here' ? rulingFor(deps, group.it, request.right) : BUILT_IN_RULING;
  const rule = { ...decidersOf(request, ruling), escalated: request.escalated };
  const bodies = owners === 'unknown' ? {} : await bodiesToDecide(deps, rule, request, owners);
  return {
    ground: {
      group: owners === 'unknown' || member === null ? 'absent' : stands,
      requester: soughtOf(requester, request.requester),
      beneficiary: soughtOf(beneficiary, request.beneficiary),
      beneficiaryIsMember: member === true,
      ruling,
    },
    facts: { ...bodies, decider: soughtOf(decider, by), owners, deciderIsAdmin: deciderIsAdmin ?? 'unknown' },
    group,
    found:
      stands === 'stands' && group.is === 'here' && found !== null ? { group: group.it, owners: found } : undefined,
    people: { requester, beneficiary, decider },
  };
}

/** Those who have approved a request so far, as they are now. */
export async function approversOf(deps: Deps, request: Request): Promise<readonly DecideFacts[]> {
  const all = await Promise.all(request.approvals.map(({ by }) => standing(deps, request, by)));
  return all.map(({ facts }) => facts);
}

/** Throws Fault `directory-unavailable` for a group of which the directory does not say what it is. */
function groundOf(group: Presence<Group>): Ground['group'] {
  if (group.is !== 'here') return group.is;
  if (group.it.kind === 'unclear')
    throw new Fault('directory-unavailable', 'the directory does not say what the group is');
  return group.it.kind === 'microsoft365' ? 'stands' : 'other-kind';
}

interface EndFacts extends DecideFacts {
  readonly group: Presence<Group>;
  readonly owners: readonly Person[] | 'unknown';
}

/** What an end needs: is this one the holder, an owner or an admin? */
export async function endFacts(deps: Deps, id: GroupId, by: UserId): Promise<EndFacts> {
  const { directory } = deps;
  const [decider, group, found, deciderIsAdmin] = await Promise.all([
    directory.lookUpPerson(by),
    directory.lookUpGroup(id),
    directory.owners(id),
    isAdmin(deps, by),
  ]);
  // A deleted group has no owners until it is restored.
  const owners = group.is === 'deleted' ? [] : (found ?? 'unknown');
  return { group, decider: soughtOf(decider, by), owners, deciderIsAdmin: deciderIsAdmin ?? 'unknown' };
}
