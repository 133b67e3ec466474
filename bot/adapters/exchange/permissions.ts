import { type GroupId, parseGroupId } from '../../domain/ids.ts';
import type { Right } from '../../domain/request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Person } from '../../ports/directory.ts';
import type { Held, Holder, Permissions, Reading } from '../../ports/permissions.ts';
import { createChange } from './change.ts';
import type { Invoke } from './invoke.ts';
import { addressOf, createLookups, type Lookups } from './lookups.ts';
import { type Entry, isOf, matches, type Names, namesOf, onBehalfEntries, sendAsEntry } from './match.ts';
import { createNaming } from './naming.ts';
import { allowsSendAs, odd, type Permission, type UnifiedGroup } from './rows.ts';

interface Listed {
  readonly at: Date;
  readonly sendAs: readonly Entry[];
  readonly sendOnBehalf: readonly Entry[];
}

/** The two rights in Exchange Online, by six cmdlets. See the port for what each method promises. */
export function createPermissions(options: { readonly invoke: Invoke; readonly clock: Clock }): Permissions {
  const { invoke, clock } = options;
  const lookups = createLookups(invoke, clock);
  const naming = createNaming(lookups, clock);

  async function list(id: GroupId): Promise<Listed | null> {
    const [group, byId] = await Promise.all([lookups.group(id), lookups.permissions(id)]);
    if (group === null) return null;
    const permissions = ofGroup(byId, group) ?? ofGroup(await lookups.permissions(addressOf(group)), group);
    if (permissions === null) throw odd('Permissions of something else than the group');
    const sendAs = permissions.filter(allowsSendAs).map(sendAsEntry);
    return { at: clock.now(), sendAs, sendOnBehalf: onBehalfEntries(group) };
  }

  const change = createChange({ invoke, lookups, clock });

  return {
    async delegates(group): Promise<Reading | null> {
      const listed = await list(group);
      return listed && { at: listed.at, ...(await naming.name(listed)) };
    },

    async held(group, person): Promise<Held | null> {
      const listed = await list(group);
      if (listed === null) return null;
      const mine = await findPerson(lookups, person, [...listed.sendAs, ...listed.sendOnBehalf], naming.learn);
      const rights: Right[] = [];
      if (listed.sendAs.some((entry) => mine.has(entry))) rights.push('sendAs');
      if (listed.sendOnBehalf.some((entry) => mine.has(entry))) rights.push('sendOnBehalf');
      const own: Holder = { name: person.name, address: person.mail ?? person.upn, objectId: person.id };
      const named = await naming.name(listed, (entry) => (mine.has(entry) ? own : null));
      return { at: listed.at, ...named, rights };
    },

    add: (group, person, right, check) => change('add', [group, person, right], check),
    remove: (group, person, right, check) => change('remove', [group, person, right], check),

    async listedFor(person) {
      const found = (await lookups.permissionsFor(person.id)) ?? (await lookups.permissionsFor(person.upn)) ?? [];
      const allowed = found.filter(allowsSendAs).map((permission) => ({ permission, entry: sendAsEntry(permission) }));
      const mine = await findPerson(
        lookups,
        person,
        allowed.map(({ entry }) => entry),
      );
      const identities = allowed.filter(({ entry }) => mine.has(entry)).map(({ permission }) => identityOf(permission));
      // What is no Microsoft 365 group (a shared mailbox, say) is found as none.
      const groups = await Promise.all([...new Set(identities)].map((identity) => lookups.groupNamed(identity)));
      const ids = groups.map((group) => parseGroupId(group?.ExternalDirectoryObjectId)).filter((id) => id !== null);
      return { at: clock.now(), groups: [...new Set(ids)] };
    },
  };
}

/**
 * The entries that are this person's. What Exchange shows of a delegate varies: sign-in name, address, id or a bare
 * name. An entry by which Exchange finds somebody is that one's. One with the person's name is theirs unless Exchange
 * finds somebody else by it; throws where it finds several: that is neither yes nor no. `learn` looks entries up that
 * are not known yet.
 */
async function findPerson(
  lookups: Lookups,
  person: Person,
  entries: readonly Entry[],
  learn: (entries: readonly Entry[]) => Promise<void> = async () => {},
): Promise<ReadonlySet<Entry>> {
  const known = namesOf(person, null);
  const mine = new Set(entries.filter((entry) => matches(entry, known) === 'yes'));
  const unknown = () => entries.filter((entry) => !mine.has(entry) && !isKnownAsAnother(lookups, entry, person));
  // Their names are wanted anyway: mostly that says enough, and the person need not be asked for.
  await learn(unknown());
  const others = unknown();
  if (others.length === 0) return mine;
  const names = namesOf(person, await lookups.recipient(person));
  for (const entry of others) {
    const match = matches(entry, names);
    if (match === 'yes' || (match === 'by-name' && !(await isAnother(lookups, entry, names)))) mine.add(entry);
  }
  return mine;
}

/** Has Exchange said whose it is, a moment ago, and that is somebody else? */
function isKnownAsAnother(lookups: Lookups, { identity, holder }: Entry, person: Person): boolean {
  const whose = holder.objectId ?? (lookups.known(identity)?.ExternalDirectoryObjectId || null);
  return whose !== null && whose !== person.id;
}

/** Does Exchange find exactly one recipient by the entry's name, and that is not the person? */
async function isAnother(lookups: Lookups, entry: Entry, names: Names): Promise<boolean> {
  const bearer = await lookups.named(entry.identity);
  if (bearer === null) return false;
  if (bearer === 'several') throw odd('A delegate is shown by a name that several bear');
  return !names.sure.has(bearer.ExternalDirectoryObjectId || addressOf(bearer).toLowerCase());
}

/** Null when it is not the group's: an identity that is not understood may give everybody's. */
function ofGroup(permissions: readonly Permission[] | null, group: UnifiedGroup): readonly Permission[] | null {
  return permissions?.every((permission) => isOf(permission, group)) ? permissions : null;
}

function identityOf(permission: Permission): string {
  if (permission.Identity === null) throw odd('A permission that does not say of what');
  return permission.Identity;
}
