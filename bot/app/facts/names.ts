import { LRUCache } from 'lru-cache';
import type { GroupId, UserId } from '../../domain/ids.ts';
import { cut } from '../../domain/text.ts';
import type { Directory, Group, Match, Person, Presence } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Where, Who } from '../../present/view.ts';

/** Names to show on cards, and nothing else: may be minutes old, and missing ones are shown by their id. */
export interface Names {
  who(id: UserId): Who;
  where(id: GroupId): Where;
  /** In which language the directory says that they read (BCP 47); null: it does not say. */
  locale(id: UserId): string | null;
  /** Groups that exist for some people only; their names are not for everybody: see `namesFor`. */
  hidden(id: GroupId): boolean;
}

export const toWho = ({ id, name, mail, upn, title, department }: Person): Who => ({
  id,
  name,
  address: mail ?? upn,
  title,
  department,
});
export const toWhere = ({ id, name, mail, dynamic }: Group): Where => ({ id, name, address: mail, dynamic });

/** Name and address for a notice. */
export function withAddress({ id, name, address, lost }: Who | Where): string {
  if (lost === 'unknown') return id;
  const short = name.length > 60 ? `${cut(name, 59)}…` : name;
  return `${short} (${lost === 'deleted' ? id : address || id})`;
}

/** What names a group in a sentence to type: its address where the name is too long for a line. */
export const toSay = ({ name, mail }: Group): string => (name.length > 60 && mail !== null ? mail : name);

/** Is one name the other, apart from case and composition? */
export const isNamed = ({ name }: { readonly name: string }, words: string) => folded(name) === folded(words);
const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const minutes = 5;
const options = { max: 20_000, ttl: minutes * 60_000 };

export type LookUpNames = (users: readonly UserId[], of: readonly GroupId[]) => Promise<Names>;

/**
 * Keeps names for minutes; when the directory is out of reach, cards still go out with the ids. By the `directory` that it
 * gives, whoever is read for a decision is named without another look: a card takes as long, whoever was on another one
 * lately.
 */
export function createNames(directory: Directory): { readonly names: LookUpNames; readonly directory: Directory } {
  const people = new LRUCache<UserId, Who>(options);
  const locales = new LRUCache<UserId, string>(options);
  const groups = new LRUCache<GroupId, Where & { readonly hidden: boolean }>(options);

  /** What was deleted goes by the name that it had. */
  async function learnDeletedPerson(id: UserId): Promise<void> {
    const presence = await directory.lookUpPerson(id);
    if (presence.is === 'deleted')
      people.set(id, { id, name: presence.name, address: id, title: null, department: null, lost: 'deleted' });
  }
  async function learnDeletedGroup(id: GroupId): Promise<void> {
    const presence = await directory.lookUpGroup(id);
    if (presence.is === 'deleted')
      groups.set(id, { id, name: presence.name, address: null, lost: 'deleted', hidden: false });
  }

  const learnPerson = (person: Person) => {
    people.set(person.id, toWho(person));
    if (person.locale !== null) locales.set(person.id, person.locale);
  };
  const learnGroup = (group: Group) => void groups.set(group.id, { ...toWhere(group), hidden: group.hidden });

  const names: LookUpNames = async (users, of) => {
    const newPeople = [...new Set(users)].filter((id) => !people.has(id));
    const newGroups = [...new Set(of)].filter((id) => !groups.has(id));
    try {
      const [foundPeople, foundGroups] = await Promise.all([
        newPeople.length > 0 ? directory.people(newPeople) : new Map<UserId, Person>(),
        newGroups.length > 0 ? directory.groups(newGroups) : new Map<GroupId, Group>(),
      ]);
      foundPeople.forEach(learnPerson);
      foundGroups.forEach(learnGroup);
      await Promise.all([
        ...newPeople.filter((id) => !people.has(id)).map(learnDeletedPerson),
        ...newGroups.filter((id) => !groups.has(id)).map(learnDeletedGroup),
      ]);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    return {
      who: (id) => people.get(id) ?? { id, name: id, address: id, title: null, department: null, lost: 'unknown' },
      where: (id) => plain(groups.get(id)) ?? { id, name: id, address: null, lost: 'unknown' },
      locale: (id) => locales.get(id) ?? null,
      hidden: (id) => groups.get(id)?.hidden === true,
    };
  };
  return { names, directory: learning(directory, learnPerson, learnGroup) };
}

type Learn<T> = (it: T) => void;

/** The same directory; what is read live for a decision is learnt on the way. */
function learning(directory: Directory, person: Learn<Person>, group: Learn<Group>): Directory {
  const one =
    <T>(learn: Learn<T>) =>
    (found: Presence<T>) => {
      if (found.is === 'here') learn(found.it);
      return found;
    };
  const match =
    <T>(learn: Learn<T>) =>
    (found: Match<T>) => {
      if (found.found === 'one') learn(found.it);
      return found;
    };
  return {
    ...directory,
    lookUpPerson: (id) => directory.lookUpPerson(id).then(one(person)),
    lookUpGroup: (id) => directory.lookUpGroup(id).then(one(group)),
    findPeople: (words, meant) => directory.findPeople(words, meant).then(match(person)),
    findGroups: (words, sees, typing) => directory.findGroups(words, sees, typing).then(match(group)),
    async owners(id) {
      const found = await directory.owners(id);
      found?.forEach(person);
      return found;
    },
  };
}

const plain = (known: (Where & { readonly hidden: boolean }) | undefined): Where | undefined => {
  if (known === undefined) return undefined;
  const { hidden: _, ...where } = known;
  return where;
};
