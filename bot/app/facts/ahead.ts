import type { GroupId, UserId } from '../../domain/ids.ts';
import type { Directory } from '../../ports/directory.ts';

/** Reads what a request needs of whom and what it names, beside the reading of those themselves. */
export interface Ahead {
  people(ids: readonly UserId[]): void;
  groups(ids: readonly GroupId[]): void;
}

/** Stands in for a group where there is none, so that both make the same calls. */
const nobodys = () => crypto.randomUUID() as GroupId;

/**
 * Owners of the group, and whether it has the beneficiary for a member: asked for where one alone may be meant. `directory`
 * keeps what it reads for the turn, so that the decision finds it there, or the fault.
 */
export function readAhead(directory: Pick<Directory, 'owners' | 'isMember'>): Ahead {
  const people = new Set<UserId>();
  const groups = new Set<GroupId>();
  const begin = (reading: Promise<unknown>) => void reading.catch(() => {});
  const member = (group: GroupId, person: UserId) => begin(directory.isMember(group, person, 'known'));
  const instead = nobodys();
  return {
    people([id, ...others]) {
      if (id === undefined || others.length > 0 || people.has(id)) return;
      people.add(id);
      for (const group of groups) member(group, id);
    },
    groups([id = instead, ...others]) {
      if (others.length > 0 || groups.has(id)) return;
      groups.add(id);
      begin(directory.owners(id));
      for (const person of people) member(id, person);
    },
  };
}
