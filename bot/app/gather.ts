import type { GroupId, UserId } from '../domain/ids.ts';
import type { Account, AskFacts, DecideFacts, Ground } from '../domain/policy.ts';
import { maySeeDelegates, usableOwners } from '../domain/policy.ts';
import type { Asked, Right } from '../domain/request.ts';
import type { Group, Person } from '../ports/directory.ts';
import { Fault } from '../ports/faults.ts';
import { rightsIn } from './delegates.ts';
import type { Deps } from './deps.ts';
import { admins, isAdmin, looker } from './roles.ts';

/** Facts for the decisions of domain/: read live, side by side. Throws Fault `directory-*`. */

/** One pair of a wish, looked up. */
export interface Pair {
  readonly requester: UserId;
  readonly beneficiary: Person;
  readonly group: Group;
}

/** The account of an id; one that the directory does not know counts as disabled. */
export function accountOf(people: ReadonlyMap<UserId, Person>, id: UserId): Account {
  return people.get(id) ?? { id, enabled: false, guest: false };
}

export async function askFacts(deps: Deps, pair: Pair): Promise<AskFacts> {
  const { directory, store } = deps;
  const { requester, beneficiary, group } = pair;
  const [people, owners, beneficiaryIsMember, held, beneficiaryHasMailbox, open, own] = await Promise.all([
    directory.people([requester, beneficiary.id]),
    group.kind === 'microsoft365' ? directory.owners(group.id) : [],
    group.kind === 'microsoft365' && directory.isMember(group.id, beneficiary.id),
    fromExchange(deps, pair, () => heldNow(deps, pair)),
    fromExchange(deps, pair, () => deps.permissions.hasMailbox(beneficiary)),
    store.find({ of: 'open', group: group.id, person: beneficiary.id }),
    store.find({ of: 'openBy', person: requester, limit: deps.policy.openRequests + 1 }),
  ]);
  const byOwners = usableOwners(owners, { requester, beneficiary: beneficiary.id });
  // Only where there is something to tell of somebody else it matters who asks.
  const secret = requester !== beneficiary.id && (held?.length ?? 0) > 0;
  const heldMayBeTold = !secret || maySeeDelegates(await looker(deps, requester, group.id));
  return {
    requester: accountOf(people, requester),
    beneficiary: accountOf(people, beneficiary.id),
    beneficiaryIsMember,
    beneficiaryHasMailbox,
    groupIsMicrosoft365: group.kind === 'microsoft365',
    owners,
    admins: byOwners.length > 0 ? [] : await admins(deps),
    held,
    heldMayBeTold,
    open: open.length > 0,
    openOfRequester: own.length,
  };
}

async function heldNow({ permissions }: Deps, { group, beneficiary }: Pair): Promise<readonly Right[] | null> {
  const held = await permissions.held(group.id, beneficiary);
  return held && rightsIn(held);
}

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

export interface Standing extends Ground {
  readonly facts: DecideFacts;
  readonly beneficiaryPerson: Person | null;
}

/** What a decision on a request needs: who decides, and whether the request still has its ground. */
export async function standing(deps: Deps, asked: Asked, decider: UserId): Promise<Standing> {
  const { directory } = deps;
  // Asked for together, which is one call; what is said of a group that is gone does not count, nor that it cannot be said.
  const ofGroup = Promise.all([directory.owners(asked.group), directory.isMember(asked.group, asked.beneficiary)]);
  ofGroup.catch(() => {});
  const [groups, people, admin] = await Promise.all([
    directory.groups([asked.group]),
    directory.people([asked.requester, asked.beneficiary, decider]),
    isAdmin(deps, decider),
  ]);
  const kind = groups.get(asked.group)?.kind;
  if (kind === 'unclear') throw new Fault('directory-unavailable', 'the directory does not say what the group is');
  const groupStands = kind === 'microsoft365';
  const [owners, beneficiaryIsMember] = groupStands ? await ofGroup : [[], false];
  return {
    groupStands,
    requester: people.get(asked.requester) ?? null,
    beneficiary: people.get(asked.beneficiary) ?? null,
    beneficiaryPerson: people.get(asked.beneficiary) ?? null,
    beneficiaryIsMember,
    facts: { decider: accountOf(people, decider), owners, deciderIsAdmin: admin },
  };
}

/** What an end needs: is this one the holder, an owner or an admin? */
export async function endFacts(deps: Deps, group: GroupId, decider: UserId): Promise<DecideFacts> {
  const { directory } = deps;
  const [people, groups, admin] = await Promise.all([
    directory.people([decider]),
    directory.groups([group]),
    isAdmin(deps, decider),
  ]);
  const owners = groups.has(group) ? await directory.owners(group) : [];
  return { decider: accountOf(people, decider), owners, deciderIsAdmin: admin };
}
