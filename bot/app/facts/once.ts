import type { GroupId, UserId } from '../../domain/ids.ts';
import type { Directory, Group, Match, Person, Presence } from '../../ports/directory.ts';

/**
 * The directory of one turn: reads each account, group, list of owners and membership once, however many steps of the turn
 * need it. What a search has found was read live, and counts. Never shared by two turns: nothing that decides is
 * remembered.
 */
export function onceATurn(directory: Directory): Directory {
  const people = new Map<UserId, Promise<Presence<Person>>>();
  const groups = new Map<GroupId, Promise<Presence<Group>>>();
  const owners = new Map<GroupId, ReturnType<Directory['owners']>>();
  const members = new Map<string, ReturnType<Directory['isMember']>>();

  const learnPerson = (it: Person) => void people.set(it.id, Promise.resolve({ is: 'here', it }));
  const learnGroup = (it: Group) => void groups.set(it.id, Promise.resolve({ is: 'here', it }));
  const learnOne =
    <T>(learn: (it: T) => void) =>
    (match: Match<T>) => {
      if (match.found === 'one') learn(match.it);
      return match;
    };

  return {
    ...directory,
    findPeople: (words, meant) => directory.findPeople(words, meant).then(learnOne(learnPerson)),
    findGroups: (words, sees, typing) => directory.findGroups(words, sees, typing).then(learnOne(learnGroup)),
    lookUpPerson: (id) => once(people, id, () => directory.lookUpPerson(id)),
    lookUpGroup: (id) => once(groups, id, () => directory.lookUpGroup(id)),
    owners: (id) =>
      once(owners, id, async () => {
        const found = await directory.owners(id);
        found?.forEach(learnPerson);
        return found;
      }),
    isMember: (group, person, known) =>
      once(members, `${group} ${person}`, () => directory.isMember(group, person, known)),
    people: (ids) => readOnce(people, ids, directory.people),
    groups: (ids) => readOnce(groups, ids, directory.groups),
  };
}

/** A fault is kept, too: within one turn the second look would only wait for the same. */
function once<Id, T>(kept: Map<Id, Promise<T>>, id: Id, read: () => Promise<T>): Promise<T> {
  const found = kept.get(id) ?? read();
  kept.set(id, found);
  return found;
}

/** Those that were not read yet are read together. */
async function readOnce<Id, T>(
  kept: Map<Id, Promise<Presence<T>>>,
  ids: readonly Id[],
  read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, T>>,
): Promise<ReadonlyMap<Id, T>> {
  const known = ids.filter((id) => kept.has(id));
  const rest = ids.filter((id) => !kept.has(id));
  const [before, now] = await Promise.all([
    Promise.all(known.map(async (id) => [id, await kept.get(id)] as const)),
    rest.length > 0 ? read(rest) : new Map<Id, T>(),
  ]);
  for (const [id, it] of now) kept.set(id, Promise.resolve({ is: 'here', it }));
  const here = before.flatMap(([id, presence]) => (presence?.is === 'here' ? [[id, presence.it] as const] : []));
  return new Map([...here, ...now]);
}
