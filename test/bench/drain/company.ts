import type { TwinGroup, TwinPerson, World } from '../../../bot/sandbox/twin.ts';

/** The company of the drain: ids are counted, so that the twin and the bench know the same people. */

const guid = (kind: string, n: number) => `00000000-0000-4000-${kind}-${String(n).padStart(12, '0')}`;
export const tenant = guid('8000', 10);
export const person = (n: number) => guid('8001', n);
export const group = (n: number) => guid('8003', n);

/** Members of each group; the first two own it and ask for nothing. */
const size = 22;
export const askersOf = (n: number): readonly string[] =>
  Array.from({ length: size - 2 }, (_, at) => person(n * size + 2 + at));
export const ownersOf = (n: number): readonly string[] => [person(n * size), person(n * size + 1)];

/** So many pairs of a group and a member who gets a right on it. */
export const pairs = (count: number): readonly { readonly group: number; readonly person: string }[] =>
  Array.from({ length: groupsFor(count) }, (_, n) => askersOf(n).map((person) => ({ group: n, person })))
    .flat()
    .slice(0, count);
const groupsFor = (count: number) => Math.ceil(count / (size - 2));

export function world(count: number): World {
  const groups = Array.from({ length: groupsFor(count) }, (_, n) => n);
  const people = groups.flatMap((n) => [...ownersOf(n), ...askersOf(n)]).map(toPerson);
  return {
    tenant,
    people: new Map(people.map((one) => [one.id, one])),
    groups: new Map(groups.map(toGroup).map((one) => [one.id, one])),
  };
}

function toPerson(id: string, n: number): TwinPerson {
  const address = `robin${n}@contoso.com`;
  return {
    ...{ id, displayName: `Robin Number${n}`, userPrincipalName: address, mail: address, mailbox: true },
    ...{ jobTitle: 'Colleague', department: 'Bench', preferredLanguage: 'en-US', accountEnabled: true },
    userType: 'Member',
  };
}

function toGroup(n: number): TwinGroup {
  const owners = ownersOf(n);
  return {
    ...{ id: group(n), displayName: `Team ${n}`, mail: `team${n}@contoso.com`, kind: 'microsoft365' },
    ...{ visibility: 'Private', hideFromAddressLists: false, sendAs: new Set(), sendOnBehalf: new Set() },
    owners: new Set(owners),
    members: new Set([...owners, ...askersOf(n)]),
  };
}
