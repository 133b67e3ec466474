import type { Office } from '../office.ts';
import type { TwinGroup, TwinPerson } from '../twin.ts';
import { groupKind, groupRow, userKind, userRow } from './entities.ts';
import { noSuch } from './fault.ts';
import type { Listed } from './query.ts';

export type Relation = 'owners' | 'members' | 'transitiveMembers' | 'memberOf' | 'transitiveMemberOf' | 'ownedObjects';

/** The directory as Graph reads it: who is in which group, directly and through nested groups. */
export class Company {
  readonly #office: Office;

  constructor(office: Office) {
    this.#office = office;
  }

  users(): readonly Listed[] {
    return [...this.#office.directory().people.values()].map(asUser);
  }

  groups(): readonly Listed[] {
    return [...this.#office.directory().groups.values()].map(asGroup);
  }

  /** By object id or user principal name, any case. Throws 404. */
  person(key: string): TwinPerson {
    const wanted = key.toLowerCase();
    const { people } = this.#office.directory();
    const found =
      people.get(wanted) ?? [...people.values()].find((each) => each.userPrincipalName.toLowerCase() === wanted);
    if (found === undefined) throw noSuch(key);
    return found;
  }

  group(id: string): TwinGroup {
    const found = this.#office.directory().groups.get(id.toLowerCase());
    if (found === undefined) throw noSuch(id);
    return found;
  }

  /** A user or a group by object id; null when there is none. */
  object(id: string): Listed | null {
    const { people, groups } = this.#office.directory();
    const person = people.get(id.toLowerCase());
    if (person !== undefined) return asUser(person);
    const group = groups.get(id.toLowerCase());
    return group === undefined ? null : asGroup(group);
  }

  /** The objects of a group's or a person's relation. */
  related(relation: Relation, id: string): readonly Listed[] {
    switch (relation) {
      case 'owners':
        return this.#objects(this.group(id).owners);
      case 'members':
        return this.#objects(this.group(id).members);
      case 'transitiveMembers':
        return this.#objects(this.#within(this.group(id)));
      case 'memberOf':
        return this.#groupsWhere(id, (group, person) => group.members.has(person));
      case 'transitiveMemberOf':
        return this.#groupsWhere(id, (group, person) => this.#within(group).has(person));
      case 'ownedObjects':
        return this.#groupsWhere(id, (group, person) => group.owners.has(person));
    }
  }

  #groupsWhere(key: string, test: (group: TwinGroup, person: string) => boolean): readonly Listed[] {
    const { id } = this.person(key);
    return [...this.#office.directory().groups.values()].filter((group) => test(group, id)).map(asGroup);
  }

  #objects(ids: Iterable<string>): readonly Listed[] {
    return [...ids].flatMap((id) => this.object(id) ?? []);
  }

  /** Everybody and every group inside a group, at any depth; a ring of groups ends. */
  #within(group: TwinGroup, seen: Set<string> = new Set()): Set<string> {
    for (const id of group.members) {
      if (seen.has(id)) continue;
      seen.add(id);
      const nested = this.#office.directory().groups.get(id);
      if (nested !== undefined) this.#within(nested, seen);
    }
    return seen;
  }
}

export function asUser(person: TwinPerson): Listed {
  return { row: userRow(person), kind: userKind };
}

export function asGroup(group: TwinGroup): Listed {
  return { row: groupRow(group), kind: groupKind };
}
