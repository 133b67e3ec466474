import type { GroupId, UserId } from '../../domain/ids.ts';
import { parseGuid } from '../../domain/ids.ts';
import {
  type Account,
  type Bodies,
  type Deciders,
  everybodyIn,
  ownsAs,
  type Pair,
  type Ruling,
  seatsOf,
  setsAskedOf,
} from '../../domain/policy.ts';
import type { Request } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Deps } from '../deps.ts';
import { admins } from './roles.ts';

/** The people whom rules name, read live: the owners, the admins, and the sets of the policy file. */

type Needs = Pick<Deps, 'directory' | 'adminGroup' | 'auditorGroup' | 'policies' | 'log'>;

/** Who decides by a rule, and who is asked beside them. */
export interface Named extends Deciders {
  readonly escalated?: string | undefined;
}

/**
 * Everybody whom a rule may ask: the bodies of its parties, and its fallbacks only where a party has too few people.
 * `known` are the admins, where they were read already.
 */
export async function bodiesOf(
  deps: Needs,
  rule: Named,
  pair: Pair,
  owners: readonly Account[],
  known?: readonly Account[],
): Promise<Bodies> {
  const own = [...rule.approve.map(({ from }) => from), ...(rule.escalated === undefined ? [] : [rule.escalated])];
  const first = { owners, ...(await read(deps, own, known)) };
  const enough = seatsOf({ approve: rule.approve, fallback: [] }, pair, first) !== null;
  const all = enough ? first : { owners, ...(await read(deps, [...own, ...rule.fallback], known)) };
  const quiet = await quietAmong(deps, rule.quiet ?? [], all);
  return quiet.length > 0 ? { ...all, quiet } : all;
}

/**
 * What a decision of one person needs of them: whether an admin decides is known of the person. Who all the admins are
 * counts only where a rule needs several of them, or names others in their place.
 */
export async function bodiesToDecide(
  deps: Needs,
  rule: Named,
  pair: Pair,
  owners: readonly Account[],
): Promise<Bodies> {
  const names = [...rule.approve.map(({ from }) => from), ...rule.fallback];
  const usual = names.every((name) => name === 'owners' || name === 'admins');
  if (usual && rule.escalated === undefined && rule.approve.every(({ count }) => count === 1)) return { owners };
  return bodiesOf(deps, rule, pair, owners);
}

/** Those of these people who are never notified: named by object id, address or set. */
async function quietAmong(deps: Needs, entries: readonly string[], bodies: Bodies): Promise<readonly UserId[]> {
  if (entries.length === 0) return [];
  const sets = await Promise.all(entries.filter((one) => !isPerson(one)).map((name) => peopleOf(deps, name)));
  const people = await peopleAt(deps.directory, entries.filter(isPerson));
  const quiet = new Set([...people, ...sets.flatMap((all) => (all === 'unknown' ? [] : all))].map(({ id }) => id));
  return everybodyIn(bodies).filter((id) => quiet.has(id));
}

const isPerson = (entry: string) => entry.includes('@') || parseGuid(entry) !== null;

async function read(
  deps: Needs,
  names: readonly string[],
  known: readonly Account[] | undefined,
): Promise<Omit<Bodies, 'owners'>> {
  const sets = [...new Set(names)].filter((name) => name !== 'owners' && name !== 'admins');
  const [all, ...people] = await Promise.all([
    names.includes('admins') ? (known ?? admins(deps)) : undefined,
    ...sets.map(async (name) => [name, await peopleOf(deps, name)] as const),
  ]);
  return { ...(all !== undefined && { admins: all }), sets: new Map(people) };
}

/** The people of a set; unknown: they could not be read, or the file names the set no more. */
async function peopleOf({ directory, policies, log }: Needs, name: string): Promise<readonly Account[] | 'unknown'> {
  const set = policies.current.book.sets[name];
  if (set === undefined) return 'unknown';
  try {
    if ('group' in set) return await directory.members(set.group as GroupId);
    return await peopleAt(directory, set.people);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('set-not-read', { code: error.code, error });
    return 'unknown';
  }
}

/** People by object id or address; whoever is not there, or not only one, is left out. */
async function peopleAt(directory: Needs['directory'], entries: readonly string[]): Promise<readonly Person[]> {
  const ids = entries.flatMap((entry) => parseGuid(entry) ?? []) as UserId[];
  const addresses = entries.filter((entry) => parseGuid(entry) === null);
  const [byId, ...matches] = await Promise.all([
    directory.people(ids),
    ...addresses.map((address) => directory.findPeople(address)),
  ]);
  const found = matches.flatMap((match) => (match.found === 'one' ? [match.it] : []));
  return [...new Map([...byId.values(), ...found].map((person) => [person.id, person])).values()];
}

/** Is somebody, who is asked as one of some sets of people, still in one of them? Unknown: they could not be read. */
export async function sitsInSets(deps: Needs, request: Request, person: UserId): Promise<boolean | 'unknown'> {
  const people = await Promise.all(setsAskedOf(request, person).map((name) => peopleOf(deps, name)));
  if (people.some((all) => all !== 'unknown' && ownsAs(person, all))) return true;
  return people.includes('unknown') ? 'unknown' : false;
}

/** Sets that decide by a ruling and could not be read: then the admins decide. */
export const unreadSets = ({ values }: Ruling, { sets }: Bodies): readonly string[] =>
  values.approve.map(({ from }) => from).filter((name) => sets?.get(name) === 'unknown');
