import { guid } from '../../bot/sandbox/ids.ts';
import type { TwinGroup, TwinPerson, World } from '../../bot/sandbox/twin.ts';
import { demoWorld } from '../../bot/sandbox/world.ts';

/** A group with its two owners and one member, by object id. */
export interface Circle {
  readonly group: TwinGroup;
  readonly owners: readonly [TwinPerson, TwinPerson];
  readonly member: TwinPerson;
}

const colours = ['Amber', 'Black', 'Coral', 'Denim', 'Ebony', 'Frost', 'Green', 'Hazel', 'Ivory', 'Khaki'];
const stones = ['Agate', 'Beryl', 'Chalk', 'Flint', 'Garnet', 'Jasper', 'Marble', 'Onyx', 'Quartz', 'Topaz'];

/** Is this the name of a circle's group? */
export const isCircle = (name: string) =>
  colours.some((colour) => stones.some((stone) => name === `${colour} ${stone}`));

/** The demo company with so many circles more (at most a hundred), none of which shares a person or chat with another. */
export function crowd(count: number): { readonly world: World; readonly circles: readonly Circle[] } {
  const world = demoWorld();
  const circles = Array.from({ length: count }, (_, index) => circle(index));
  for (const { group, owners, member } of circles) {
    world.groups.set(group.id, group);
    for (const person of [...owners, member]) world.people.set(person.id, person);
  }
  return { world, circles };
}

function circle(index: number): Circle {
  const name = `${colours[index % 10]} ${stones[Math.floor(index / 10)]}`;
  const alias = name.toLowerCase().replace(' ', '-');
  const owners = [person(`Olga ${name}`, `olga-${alias}`), person(`Otto ${name}`, `otto-${alias}`)] as const;
  const member = person(`Mila ${name}`, `mila-${alias}`);
  const group: TwinGroup = {
    id: guid(`group:${alias}`),
    displayName: name,
    mail: `${alias}@contoso.com`,
    kind: 'microsoft365',
    visibility: 'Private',
    hideFromAddressLists: false,
    owners: new Set(owners.map(({ id }) => id)),
    members: new Set([...owners, member].map(({ id }) => id)),
    sendAs: new Set(),
    sendOnBehalf: new Set(),
  };
  return { group, owners, member };
}

function person(displayName: string, alias: string): TwinPerson {
  const address = `${alias}@contoso.com`;
  return {
    id: guid(`person:${alias}`),
    displayName,
    userPrincipalName: address,
    mail: address,
    jobTitle: null,
    department: null,
    preferredLanguage: 'en-US',
    accountEnabled: true,
    userType: 'Member',
    mailbox: true,
  };
}
