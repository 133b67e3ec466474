import type { GroupId, UserId } from '../domain/ids.ts';

export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly upn: string;
  readonly mail: string | null;
  readonly title: string | null;
  readonly department: string | null;
  /** Null: the directory does not say. Such an account is not usable, but not gone either. */
  readonly enabled: boolean | null;
  readonly guest: boolean;
  /** BCP 47, as the directory has it. */
  readonly locale: string | null;
}

export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly mail: string | null;
  /**
   * Only `microsoft365` can be asked for; the others are told apart to answer kindly. `unclear`: the directory does not
   * say what it is; it is not gone.
   */
  readonly kind: 'microsoft365' | 'distribution' | 'security' | 'mail-security' | 'unclear';
  /** Who is a member follows from a rule: nobody can be added by hand. */
  readonly dynamic: boolean;
  /** Hidden membership, or hidden from address lists: exists only for its members and owners, admins and auditors. */
  readonly hidden: boolean;
  /** Names and ids of its sensitivity labels; undefined: not read. */
  readonly labels: readonly string[] | undefined;
  readonly classification: string | null | undefined;
  readonly visibility: string | null | undefined;
}

/**
 * What has become of an object. `deleted`: the directory lists it among what was deleted, from where it can be restored.
 * `absent`: neither there nor deleted. That proves nothing: a directory may lose sight of an object for some seconds.
 */
export type Presence<T> =
  | { readonly is: 'here'; readonly it: T }
  | { readonly is: 'deleted'; readonly at: Date; readonly name: string }
  | { readonly is: 'absent' };

/** One, several or none; never a best guess: a single one that the words may only be a part of is `many`. `near` are at most three that look like it. */
export type Match<T> =
  | { readonly found: 'one'; readonly it: T }
  | { readonly found: 'many'; readonly candidates: readonly T[] }
  | { readonly found: 'none'; readonly near: readonly T[] };

export interface Among {
  readonly member: ReadonlySet<GroupId>;
  readonly owner: ReadonlySet<GroupId>;
}

/** What somebody is to some groups is looked up while these are read; then each is judged. */
export type Sees = (groups: readonly GroupId[]) => Promise<(group: Group) => boolean>;

/** Hears who may be meant, before they are read: what else is wanted of them can be read beside. */
export type Meant = (people: readonly UserId[]) => void;

/**
 * People and groups of the tenant. Names may be answered from a short cache; everything that decides (`lookUpPerson`,
 * `lookUpGroup`, `owners`, `isMember`, `among`, `members`, `groupsOf`) is read live, every time.
 * Every method throws `Fault` `directory-*` when the directory cannot be read.
 */
export interface Directory {
  /** By object id, address or name: exact (any case, any spaces), then who begins so or has these words. */
  findPeople(words: string, meant?: Meant): Promise<Match<Person>>;
  /**
   * The same for groups of every kind. `sees` tells whether a group exists for who is asking: one that does not is left
   * out at every stage (exact, longer, near), so that the answer is the same as if there were no such group, and takes as
   * many rounds of calls: `sees` is asked at each stage, also about no group. `typing`: the words are not finished.
   */
  findGroups(words: string, sees?: Sees, typing?: 'typing'): Promise<Match<Group>>;
  /** Which of these are somebody's whole name, each by the name as it was asked; the others are missing from the map. */
  peopleNamed(names: readonly string[]): Promise<ReadonlyMap<string, Match<Person>>>;
  groupsNamed(names: readonly string[], sees?: Sees): Promise<ReadonlyMap<string, Match<Group>>>;
  /** Live, in one go; ids that are not found are missing from the map, which proves nothing: see `Presence`. */
  people(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, Person>>;
  groups(ids: readonly GroupId[]): Promise<ReadonlyMap<GroupId, Group>>;
  /** Live. For what is decided: somebody who is not found may have been deleted, or only be out of sight. */
  lookUpPerson(id: UserId): Promise<Presence<Person>>;
  lookUpGroup(id: GroupId): Promise<Presence<Group>>;
  /** Null: the group is not found, and nobody knows who owns it. */
  owners(group: GroupId): Promise<readonly Person[] | null>;
  /**
   * Is this person a (transitive) member of the group: a Microsoft 365 group, or the admins' or auditors' group. Null: the
   * group is not found, and nobody knows. Throws also when neither of the two is found. `known`: the group is read beside
   * this, so that it need not be asked whether it is there.
   */
  isMember(group: GroupId, person: UserId, known?: 'known'): Promise<boolean | null>;
  /**
   * Those of these groups that a person is a (transitive) member or an owner of: the same calls for however few, also for
   * none, and whether or not they exist. `besides`: groups that are no candidates, in the same call.
   */
  among(person: UserId, groups: readonly GroupId[], besides?: readonly GroupId[]): Promise<Among>;
  /** People in a group, transitive, all pages. For the admins' group. Throws also when the group is not found. */
  members(group: GroupId): Promise<readonly Person[]>;
  /** The Microsoft 365 groups that a person is a member of and those owned, live. */
  groupsOf(person: UserId): Promise<{ readonly member: readonly Group[]; readonly owned: readonly Group[] }>;
}
