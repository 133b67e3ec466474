import { type GroupId, parseGroupId, parseGuid } from '../../domain/ids.ts';
import type { Right } from '../../domain/request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Person } from '../../ports/directory.ts';
import type { Held, Holder, Permissions, Reading } from '../../ports/permissions.ts';
import { type Apart, createApart } from './apart.ts';
import { createChange } from './change.ts';
import { type Found, findPerson } from './find-person.ts';
import type { Invoke } from './invoke.ts';
import { createHolders, createKnown, type Holders, type Known } from './known.ts';
import { addressOf, createLookups, type Lookups } from './lookups.ts';
import { type Entry, isOf, onBehalfEntries, sendAsEntry } from './match.ts';
import { createNaming } from './naming.ts';
import { allowsSendAs, odd, type Permission, type Recipient, type UnifiedGroup } from './rows.ts';

const rights: readonly Right[] = ['sendAs', 'sendOnBehalf'];

interface Listed {
  readonly group: UnifiedGroup;
  readonly at: Date;
  readonly sendAs: readonly Entry[];
  readonly sendOnBehalf: readonly Entry[];
}

export interface PermissionsOptions {
  readonly invoke: Invoke;
  readonly clock: Clock;
  /** The group's address by the directory, for a group whose id somebody else bears as a name. */
  readonly mailOf?: (group: GroupId) => Promise<string | null>;
  /** Shared by those whose calls differ in urgency only. */
  readonly memory?: Memory;
}

/** What was seen of Exchange in the last minutes. */
export interface Memory {
  readonly known: Known;
  readonly holders: Holders;
}

export const createMemory = (clock: Clock): Memory => ({ known: createKnown(clock), holders: createHolders(clock) });

/** The two rights in Exchange Online, by six cmdlets. See the port for what each method promises. */
export function createPermissions(options: PermissionsOptions): Permissions {
  const { invoke, clock, mailOf = async () => null } = options;
  const { known, holders } = options.memory ?? createMemory(clock);
  const lookups = createLookups({ invoke, known, mailOf });
  const naming = createNaming(lookups, holders);
  const apart = createApart(invoke, lookups);

  async function list(id: GroupId): Promise<Listed | null> {
    const [group, byId] = await Promise.all([lookups.group(id), lookups.permissions(id)]);
    if (group === null) return null;
    let permissions = ofGroup(byId, group);
    for (const identity of [addressOf(group), group.Guid, group.DistinguishedName])
      if (identity !== null) permissions ??= ofGroup(await lookups.permissions(identity), group);
    if (permissions === null) throw odd('Permissions of something else than the group');
    const sendAs = permissions.filter(allowsSendAs).map(sendAsEntry);
    return { group, at: clock.now(), sendAs, sendOnBehalf: onBehalfEntries(group) };
  }

  const change = createChange({ invoke, lookups, clock });

  return {
    async delegates(group): Promise<Reading | null> {
      const listed = await list(group);
      return listed && { at: listed.at, ...(await naming.name(listed)) };
    },

    async held(group, person, names = 'looked-up'): Promise<Held | null> {
      // Beside the lists it takes no round of its own. Afresh: somebody may have taken the person's texts since for names.
      const looking = lookups.recipient(person, { afresh: true }).catch(() => null); // its fault reaches whoever asks for it
      const listed = await list(group).finally(() => looking);
      if (listed === null) return null;
      const entries = [...listed.sendAs, ...listed.sendOnBehalf];
      const { mine, byName } = await settleIdentities(
        { lookups, apart, listed, person },
        await findPerson({ lookups, naming }, person, entries, names),
      );
      const among = (found: ReadonlySet<Entry>) => rights.filter((right) => listed[right].some((it) => found.has(it)));
      const own: Holder = { name: person.name, address: person.mail ?? person.upn, objectId: person.id };
      const known = (entry: Entry) => (mine.has(entry) ? own : null);
      const named = names === 'looked-up' ? await naming.name(listed, known) : naming.shown(listed, known);
      // Who approves soon afterwards then waits for no names.
      if (names === 'as-shown') void naming.learn(entries.filter((entry) => known(entry) === null));
      const sure = new Set([...mine].filter((entry) => !byName.has(entry)));
      const doubtful = among(byName).filter((right) => !among(sure).includes(right));
      return { at: listed.at, ...named, rights: among(mine), byName: doubtful };
    },

    // Always asked for: who was looked up a moment ago must not show in the time that the answer takes.
    hasMailbox: async (person) => (await lookups.recipient(person, { afresh: true })) !== null,

    async takenFor(id, person, right) {
      const [group, others] = await Promise.all([lookups.group(id), apart.namedLike(person)]);
      if (group === null) return [];
      const holds = await Promise.all(others.map((one) => apart.holds(group, one, right)));
      return others.filter((_, index) => holds[index] === true).flatMap(toHolder);
    },

    add: (group, person, right, check) => change('add', [group, person, right], check),
    remove: (group, person, right, check) => change('remove', [group, person, right], check),

    async listedFor(person) {
      lookups.recipient(person).catch(() => {}); // as above
      const found = await lookups.permissionsFor(person);
      const allowed = found.filter(allowsSendAs).map((permission) => ({ permission, entry: sendAsEntry(permission) }));
      const entries = allowed.map(({ entry }) => entry);
      const { mine, byName } = await findPerson({ lookups, naming }, person, entries, 'as-shown');
      if ([...byName].some((entry) => !mine.has(entry))) throw odd('A trustee is shown by a name that several bear');
      const identities = allowed.filter(({ entry }) => mine.has(entry)).map(({ permission }) => identityOf(permission));
      // What is no Microsoft 365 group (a shared mailbox, say) is found as none.
      const groups = await Promise.all([...new Set(identities)].map((identity) => lookups.groupNamed(identity)));
      const ids = groups.map((group) => parseGroupId(group?.ExternalDirectoryObjectId)).filter((id) => id !== null);
      return { at: clock.now(), groups: [...new Set(ids)] };
    },
  };
}

/** Null when it is not the group's: an identity that is not understood may give everybody's. */
function ofGroup(permissions: readonly Permission[] | null, group: UnifiedGroup): readonly Permission[] | null {
  return permissions?.every((permission) => isOf(permission, group)) ? permissions : null;
}

function identityOf(permission: Permission): string {
  if (permission.Identity === null) throw odd('A permission that does not say of what');
  return permission.Identity;
}

interface Doubt {
  readonly lookups: Lookups;
  readonly apart: Apart;
  readonly listed: Listed;
  readonly person: Person;
}

/** Whose an entry is that shows the person's id or address, where that is somebody's chosen name too. */
async function settleIdentities({ lookups, apart, listed, person }: Doubt, found: Found): Promise<Found> {
  const own = found.byIdentity.size > 0 ? await lookups.recipient(person) : null;
  if (own === null) return found;
  const [mine, byName] = [new Set(found.mine), new Set(found.byName)];
  for (const right of rights) {
    const doubted = listed[right].filter((entry) => found.byIdentity.has(entry));
    const holds = doubted.length > 0 ? await apart.holds(listed.group, own, right) : null;
    for (const entry of holds === null ? [] : doubted) byName.delete(entry);
    for (const entry of holds === true ? doubted : []) mine.add(entry);
  }
  return { ...found, mine, byName };
}

function toHolder(one: Recipient): readonly (Holder & { readonly objectId: string })[] {
  const objectId = parseGuid(one.ExternalDirectoryObjectId);
  const name = one.DisplayName ?? addressOf(one);
  return objectId === null ? [] : [{ name, address: one.PrimarySmtpAddress, objectId }];
}
