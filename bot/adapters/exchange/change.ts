import type { GroupId } from '../../domain/ids.ts';
import type { Right } from '../../domain/request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { LastCheck, Outcome } from '../../ports/permissions.ts';
import type { WriteCmdlet } from './cmdlets.ts';
import type { Invoke } from './invoke.ts';
import { addressOf, type Lookups } from './lookups.ts';
import { identitiesOf, keyOf } from './match.ts';
import { ambiguous, type Change, notFound, toOutcome, whomOf } from './outcomes.ts';
import type { Failure } from './reply.ts';
import type { Recipient } from './rows.ts';

export interface ChangeOptions {
  readonly invoke: Invoke;
  readonly lookups: Lookups;
  readonly clock: Clock;
}

interface Both {
  readonly group: Recipient;
  readonly person: Recipient;
}
type Gone = { readonly gone: 'group-gone' | 'beneficiary-no-mailbox' };

/** Adds or removes one right of one person on one group, as a delta: nobody else's entry is touched. */
export function createChange({ invoke, lookups, clock }: ChangeOptions) {
  /** A text can be somebody's name: first it is looked up to exactly one object with the Entra id that is meant. */
  async function resolve(id: GroupId, who: Person, how: { readonly afresh: boolean }): Promise<Both | Gone> {
    const [group, person] = await Promise.all([lookups.groupObject(id, how), lookups.recipient(who, how)]);
    if (group === null) return { gone: 'group-gone' };
    return person === null ? { gone: 'beneficiary-no-mailbox' } : { group, person };
  }

  async function tryAll(
    action: 'add' | 'remove',
    [group, person, right]: readonly [GroupId, Person, Right],
    check: LastCheck | undefined,
  ): Promise<Outcome> {
    const both = await resolve(group, person, { afresh: false });
    if ('gone' in both) return { result: 'refused', why: both.gone };
    const known: Change = { action, group: namesOf(both.group), person: namesOf(both.person) };
    let outcome: Outcome = { result: 'unknown' };
    let several = false;
    for (const { names, mixed } of identities(both)) {
      // Where one of the two shares its id with somebody's name, and the other its address, neither pair does.
      if (mixed && !several) break;
      const reply = await invoke(...call(action, right, ...names), { check });
      outcome = toOutcome(reply, known);
      if (!('failed' in reply) || !missesOurs(reply, known)) return outcome;
      several ||= ambiguous(reply);
    }
    // Known, and found by no identity: is it still there?
    const now = await resolve(group, person, { afresh: true });
    return 'gone' in now ? { result: 'refused', why: now.gone } : outcome;
  }

  return async (
    action: 'add' | 'remove',
    what: readonly [GroupId, Person, Right],
    check?: LastCheck,
  ): Promise<Outcome> => {
    try {
      return await tryAll(action, what, check);
    } catch (error) {
      return outcomeOfFault(error, clock.now());
    }
  };
}

/** What Exchange may call one of the two in a refusal. A display name is anybody's. */
const namesOf = (it: Recipient): readonly string[] => [
  ...identitiesOf(it),
  ...[it.Name, it.Identity, it.Id, it.Alias].flatMap((each) => (each === null ? [] : [keyOf(each)])),
];

interface Named {
  /** Group and person. */
  readonly names: readonly [string, string];
  readonly mixed: boolean;
}

/**
 * What the two are called in a change, one after the other until Exchange knows both by it. Each may be another's name,
 * but for the distinguished name, which is asked by where these are.
 */
function identities({ group, person }: Both): readonly Named[] {
  const [ofGroup, ofPerson] = [identitiesFor(group), identitiesFor(person)];
  const all = ofGroup.flatMap((one, g) => ofPerson.map((other, p): Named => ({ names: [one, other], mixed: g !== p })));
  const [one, other] = [group.DistinguishedName, person.DistinguishedName];
  const unique: readonly Named[] = one === null || other === null ? [] : [{ names: [one, other], mixed: true }];
  return [...all.filter(({ mixed }) => !mixed), ...unique, ...all.filter(({ mixed }) => mixed)];
}

const identitiesFor = (it: Recipient): readonly string[] =>
  [it.ExternalDirectoryObjectId, addressOf(it), it.Guid].filter((each) => each !== null);

/** Does the refusal say that Exchange finds nobody, or several, by what was sent for one of the two? */
function missesOurs(failure: Failure, known: Change): boolean {
  if (!notFound(failure) && !ambiguous(failure)) return false;
  return whomOf(failure, known)?.about !== 'other';
}

function call(action: 'add' | 'remove', right: Right, group: string, person: string) {
  const cmdlet: WriteCmdlet =
    right === 'sendOnBehalf'
      ? 'Set-UnifiedGroup'
      : action === 'add'
        ? 'Add-RecipientPermission'
        : 'Remove-RecipientPermission';
  const delta = { '@odata.type': '#Exchange.GenericHashTable', [action]: [person] };
  const parameters =
    right === 'sendOnBehalf'
      ? { Identity: group, GrantSendOnBehalfTo: delta }
      : { Identity: group, Trustee: person, AccessRights: ['SendAs'], Confirm: false };
  return [cmdlet, parameters] as const;
}

/** The reads around the tries of a change may fail; the change itself was not sent, or refused: nothing is unknown. */
function outcomeOfFault(error: unknown, now: Date): Outcome {
  if (!(error instanceof Fault)) throw error;
  if (error.code === 'exchange-forbidden') return { result: 'refused', why: 'exchange-forbidden' };
  if (error.code === 'exchange-odd-reply') return { result: 'not-yet', said: error.code, blockedBy: null };
  const why = error.code === 'exchange-throttled' ? 'throttled' : 'unavailable';
  return { result: 'retry', why, at: error.retryAt ?? new Date(now.getTime() + 5_000) };
}
