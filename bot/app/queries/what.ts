import { type At, at, type GroupId } from '../../domain/ids.ts';
import { maySeePerson } from '../../domain/policy.ts';
import type { Request, Right } from '../../domain/request.ts';
import type { Group, Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Where } from '../../present/view.ts';
import { rightsIn } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { toWhere } from '../facts/names.ts';
import type { Answer, Viewer } from './viewer.ts';

export interface RightHeld {
  readonly group: Where;
  readonly right: Right;
  /** Behalf's own record of it; null: it was given by somebody else. */
  readonly request: Request['id'] | null;
  readonly endsAt: At | null;
}

export interface RightsNow {
  readonly rights: readonly RightHeld[];
  /** How many groups were read, and which could not be. */
  readonly covered: number;
  readonly unread: readonly Where[];
  readonly readAt: At;
}

export interface RightsOf {
  /** By our record, at once. */
  readonly recorded: readonly RightHeld[];
  /** By Exchange: takes a call for each group. Already under way. */
  readonly live: Promise<RightsNow>;
}

/** What a person can send as: for that person, auditors and admins. */
export async function rightsOf(deps: Deps, viewer: Viewer, person: Person): Promise<Answer<RightsOf>> {
  if (!maySeePerson(person.id === viewer.id, await viewer.watches())) return { refused: 'not-allowed' };
  const recorded = await deps.store.find({ of: 'active', person: person.id, limit: 200 });
  const live = awaitedLater(readAll(deps, person, recorded));
  const { where } = await deps.names(
    [],
    recorded.map(({ group }) => group),
  );
  return { data: { recorded: recorded.map((one) => ({ group: where(one.group), ...held(one) })), live } };
}

const held = (one: Request) => ({
  right: one.right,
  request: one.id,
  endsAt: one.status === 'applied' ? one.grant.endsAt : null,
});

/** The person's groups, those of our record, and those that Exchange lists: each read live, as soon as it is known. */
async function readAll(deps: Deps, person: Person, recorded: readonly Request[]): Promise<RightsNow> {
  const { directory, permissions } = deps;
  const readings = new Map<GroupId, ReturnType<typeof readOne>>();
  const read = (groups: Iterable<Group>) => {
    for (const group of groups)
      if (!readings.has(group.id)) readings.set(group.id, awaitedLater(readOne(deps, group, person)));
  };
  const readOthers = async (ids: readonly GroupId[]) => {
    const others = ids.filter((id) => !readings.has(id));
    if (others.length > 0) read((await directory.groups([...new Set(others)])).values());
  };
  const listed = awaitedLater(permissions.listedFor(person).then(({ groups }) => groups, nothingListed(deps)));
  const { member, owned } = await directory.groupsOf(person.id);
  read([...member, ...owned]);
  await readOthers(recorded.map(({ group }) => group));
  await readOthers(await listed);
  const all = await Promise.all(readings.values());
  const unread = all.flatMap(({ group, rights }) => (rights === null ? [toWhere(group)] : []));
  const rights = all.flatMap((one) => heldIn(one, recorded));
  return { rights, covered: all.length - unread.length, unread, readAt: at(deps.clock.now()) };
}

function heldIn({ group, rights }: Awaited<ReturnType<typeof readOne>>, recorded: readonly Request[]) {
  return (rights ?? []).map((right): RightHeld => {
    const record = recorded.find((one) => one.group === group.id && one.right === right);
    return { group: toWhere(group), ...(record ? held(record) : { right, request: null, endsAt: null }) };
  });
}

/** The same promise, which may fail before anybody awaits it. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

const nothingListed =
  ({ log }: Deps) =>
  (error: unknown): readonly GroupId[] => {
    if (!(error instanceof Fault)) throw error;
    log.warn('exchange-not-listed', { code: error.code, error });
    return [];
  };

async function readOne({ permissions }: Deps, group: Group, person: Person) {
  try {
    const held = await permissions.held(group.id, person);
    return { group, rights: held && rightsIn(held) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { group, rights: null };
  }
}
