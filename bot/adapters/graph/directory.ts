import type { GroupId, UserId } from '../../domain/ids.ts';
import type { Among, Directory, Group, Person, Sees } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import { gathering } from './batch.ts';
import { createFind } from './find.ts';
import { segment, withQuery } from './odata.ts';
import { isAbsent, readPages } from './pages.ts';
import { presence } from './presence.ts';
import {
  type Entry,
  groupFields,
  odd,
  personFields,
  readable,
  toEntry,
  toGroup,
  toIds,
  toPerson,
  toPersonIfWhole,
} from './replies.ts';
import { createUnclear, type Unclear } from './unclear.ts';
import { createWire, type Wire, type WireOptions } from './wire.ts';

export interface DirectoryOptions extends WireOptions {
  /** How long names may be answered from memory, at most 60. What decides is always read live. */
  readonly cacheSeconds: number;
}

/**
 * The directory over Microsoft Graph v1.0 (application permissions User.Read.All, GroupMember.Read.All, Group.Read.All,
 * Member.Read.Hidden). Throws `Fault` directory-unavailable, directory-throttled (with `retryAt`; until then Graph is
 * not called) and directory-forbidden. What Graph answers oddly is a fault, never "not found"; what one record lacks fails
 * no other one.
 */
export function createDirectory(options: DirectoryOptions): Directory {
  const from: Source = { wire: gathering(createWire(options)), unclear: createUnclear(options.log) };
  const { wire } = from;
  const people = (ids: readonly UserId[]) => readPeople(from, ids);
  const groups = (ids: readonly GroupId[]) => readGroups(from, ids);
  const findPerson = createFind<Person>(
    wire,
    peopleShelf((ids) => people(ids as UserId[])),
    options,
  );
  const findGroup = createFind<Group>(
    wire,
    groupShelf((ids) => groups(ids as GroupId[])),
    options,
  );
  return {
    findPeople: (words, meant) =>
      findPerson.find(words, async (ids) => {
        meant?.(ids as UserId[]);
        return () => true;
      }),
    findGroups: (words, sees, typing) => findGroup.find(words, sieve(sees), typing),
    peopleNamed: (names) => findPerson.named(names, everything),
    groupsNamed: (names, sees) => findGroup.named(names, sieve(sees)),
    people,
    groups,
    lookUpPerson: (id) => presence(wire, 'user', id, people),
    lookUpGroup: (id) => presence(wire, 'group', id, groups),
    owners: (group) => listPeople(from, [`/groups/${segment(group)}/owners`]),
    members: async (group) =>
      (await listPeople(from, membersPaths(group))) ?? notFound('a group whose members are asked for'),
    isMember: (group, person, known) => isMember(wire, group, person, known),
    among: (person, groups, besides) => among(wire, person, groups, besides),
    groupsOf: (person) => groupsOf(from, person),
  };
}

interface Source {
  readonly wire: Wire;
  readonly unclear: Unclear;
}

const everything = async () => () => true;
const sieve = (sees: Sees | undefined) => (sees ? (ids: readonly string[]) => sees(ids as GroupId[]) : everything);
const names = 'id,displayName,mail,proxyAddresses';

function peopleShelf(read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Person>>) {
  const fields = `${names},userPrincipalName,givenName,surname`;
  const addressFields = ['mail', 'userPrincipalName'];
  return { path: '/users', fields, nameFields: ['givenName', 'surname'], addressFields, read } as const;
}

function groupShelf(read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Group>>) {
  const hidden = (group: Group) => group.hidden;
  return { path: '/groups', fields: names, nameFields: [], addressFields: ['mail'], read, hidden } as const;
}

const membersPaths = (group: GroupId) =>
  ['transitiveMembers', 'members'].map((part) => `/groups/${segment(group)}/${part}`);

async function readPeople({ wire, unclear }: Source, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, Person>> {
  const as = (body: unknown) => unclear.person(toPerson(body));
  const found = await readEach(wire, '/users', [...new Set(ids)], { $select: personFields, as });
  return new Map(found.map((person) => [person.id, person]));
}

/**
 * hideFromAddressLists only comes with a group read by its id, and only where the group has a mailbox ("group resource
 * type"): where Graph refuses it, the group is read once more without.
 */
async function readGroups({ wire, unclear }: Source, ids: readonly GroupId[]): Promise<ReadonlyMap<GroupId, Group>> {
  const wanted = [...new Set(ids)];
  const as = (body: unknown) => unclear.group(toGroup(body));
  const fields = `${groupFields},hideFromAddressLists`;
  const known = await readEach(wire, '/groups', wanted, { $select: fields, as, lenient: true });
  const rest = wanted.filter((id) => !known.some((group) => group.id === id));
  const plain = await readEach(wire, '/groups', rest, { $select: groupFields, as });
  return new Map([...known, ...plain].map((group) => [group.id, group]));
}

interface Reading<T> {
  readonly $select: string;
  readonly as: (body: unknown) => T;
  /** Those that cannot be read in this way are left out, too. */
  readonly lenient?: boolean;
}

/** Each by its id; those that are not there are left out. An answer about somebody else is a fault. */
async function readEach<T extends { readonly id: string }>(
  wire: Wire,
  path: string,
  ids: readonly string[],
  { $select, as, lenient = false }: Reading<T>,
): Promise<readonly T[]> {
  const read = async (id: string): Promise<readonly T[]> => {
    const ask = { path: withQuery(`${path}/${segment(id)}`, { $select }) };
    const reply = await wire.ask(ask);
    if (reply.status >= 300) {
      if (!lenient && !isAbsent(reply)) throw wire.unanswered(ask, reply);
      return [];
    }
    const found = as(reply.body);
    if (found.id !== id) throw odd('another object was answered than was asked for');
    return [found];
  };
  return (await Promise.all(ids.map(read))).flat();
}

/** For what would be read out of an absence. */
const notFound = (what: string): never => {
  throw new Fault('directory-unavailable', `Graph does not find ${what}`);
};

/** The people of a list of directory objects; the first path that is there counts, null: none is. */
async function listPeople(from: Source, paths: readonly string[]): Promise<readonly Person[] | null> {
  const items = await listFirst(from.wire, paths, personFields);
  if (items === null) return null;
  const users = items.filter(({ type }) => type === 'user' || type === null);
  const whole = users.flatMap(({ body }) => toPersonIfWhole(body) ?? []);
  const known = new Map(whole.map((person) => [person.id, person]));
  const rest = users.map(({ id }) => id as UserId).filter((id) => !known.has(id));
  return [...new Map([...known, ...(await readPeople(from, rest))]).values()];
}

/** All pages of the first path that Graph knows; null when it says of each that there is no such thing. */
async function listFirst(wire: Wire, paths: readonly string[], $select: string): Promise<readonly Entry[] | null> {
  for (const [n, path] of paths.entries()) {
    const ask = { path: withQuery(path, { $select, $top: 999 }) };
    const reply = await wire.ask(ask);
    if (reply.status < 300) return readable(await readPages(wire, ask, reply), toEntry);
    if (n === paths.length - 1 && !isAbsent(reply)) throw wire.unanswered(ask, reply);
  }
  return null;
}

/** Graph leaves a group that it does not find out of its answer, as it does one that has not this member: both are asked for. */
async function isMember(wire: Wire, group: GroupId, person: UserId, known?: 'known'): Promise<boolean | null> {
  const existence = { path: withQuery(`/groups/${segment(group)}`, { $select: 'id' }) };
  const [reply, found] = await Promise.all([
    wire.ask({ path: `/users/${segment(person)}/checkMemberGroups`, body: { groupIds: [group] } }),
    known ? null : wire.ask(existence),
  ]);
  if (reply.status < 300) {
    if (toIds(reply.body).includes(group)) return true;
    if (found === null) return false;
    if (isAbsent(found)) return null;
    if (found.status >= 300) throw wire.unanswered(existence, found);
    return false;
  }
  const items = (await listFirst(wire, membersPaths(group), 'id')) ?? notFound('a person, nor the group');
  return items.some(({ id }) => id === person);
}

/** Graph checks at most twenty groups in one call. */
const checkedAtOnce = 20;

async function among(
  wire: Wire,
  person: UserId,
  groups: readonly GroupId[],
  besides: readonly GroupId[] = [],
): Promise<Among> {
  const all: readonly string[] = [...(groups.length > 0 ? groups : [crypto.randomUUID()]), ...besides];
  const chunks = Array.from({ length: Math.ceil(all.length / checkedAtOnce) }, (_, n) =>
    all.slice(n * checkedAtOnce, (n + 1) * checkedAtOnce),
  );
  // Stands in for the read of the groups that were found when there are none, so that the batch has the same size.
  const instead =
    groups.length > 0 ? null : wire.ask({ path: withQuery('/groups', { $select: groupFields, $top: 1 }) });
  const [owned, , ...inside] = await Promise.all([
    listGroupIds(wire, `/users/${segment(person)}/ownedObjects`),
    instead,
    ...chunks.map((groupIds) => checked(wire, person, groupIds)),
  ]);
  const wanted = new Set(all);
  return { member: new Set(inside.flat()), owner: new Set(owned.filter((id) => wanted.has(id))) };
}

async function checked(wire: Wire, person: UserId, groupIds: readonly string[]): Promise<readonly GroupId[]> {
  const ask = { path: `/users/${segment(person)}/checkMemberGroups`, body: { groupIds } };
  const reply = await wire.ask(ask);
  if (reply.status < 300) return toIds(reply.body) as readonly GroupId[];
  if (isAbsent(reply)) return [];
  throw wire.unanswered(ask, reply);
}

async function groupsOf(from: Source, person: UserId) {
  const [memberIds, ownedIds] = await Promise.all(
    ['memberOf', 'ownedObjects'].map((part) => listGroupIds(from.wire, `/users/${segment(person)}/${part}`)),
  );
  const found = await readGroups(from, [...(memberIds ?? []), ...(ownedIds ?? [])]);
  const pick = (ids: readonly GroupId[] = []) =>
    [...new Set(ids)].flatMap((id) => found.get(id) ?? []).filter((group) => group.kind === 'microsoft365');
  return { member: pick(memberIds), owned: pick(ownedIds) };
}

async function listGroupIds(wire: Wire, path: string): Promise<readonly GroupId[]> {
  return ((await listFirst(wire, [path], 'id,groupTypes')) ?? [])
    .filter(({ type }) => type === 'group' || type === null)
    .map(({ id }) => id as GroupId);
}
