import { guid } from './ids.ts';
import { people } from './people.ts';
import type { TwinGroup, TwinPerson, World } from './twin.ts';

/** The demo company's tenant. */
export const demoTenant = guid('tenant:contoso');

const at = 'contoso.com';
const groupId = (alias: string) => guid(`group:${alias}`);
const personId = (alias: string) => guid(`person:${alias}`);

/** Security groups whose members are the bot's admins and its read-only auditors. */
export const adminGroupId = groupId('behalf-admins');
export const auditorGroupId = groupId('behalf-auditors');

type Kind = TwinGroup['kind'];
interface Draft {
  readonly alias: string;
  readonly name: string;
  readonly kind?: Kind;
  readonly visibility?: TwinGroup['visibility'];
  readonly hidden?: boolean;
  readonly owners?: readonly string[];
  readonly members?: readonly string[];
  readonly sendAs?: readonly string[];
  readonly sendOnBehalf?: readonly string[];
}

const drafts: readonly Draft[] = [
  {
    alias: 'marketing',
    name: 'Marketing',
    owners: ['meganb', 'pattif'],
    members: ['alexw', 'meganb', 'pattif', 'lidiah', 'leegu', 'johannal', 'debrab', 'guest'],
    sendOnBehalf: ['lidiah'],
  },
  { alias: 'marketing-europe', name: 'Marketing Europe', owners: ['lidiah'], members: ['lidiah', 'zoeh', 'johannal'] },
  {
    alias: 'training',
    name: 'Training',
    owners: ['pattif'],
    members: ['meganb', 'alexw', 'pattif', 'adelev'],
    sendAs: ['meganb'],
  },
  { alias: 'sales', name: 'Sales', owners: ['alexw'], members: ['alexw', 'leechen', 'isaiahl'], sendAs: ['isaiahl'] },
  { alias: 'noordzuid', name: 'Team Noord & Zuid', owners: ['zoeh'], members: ['zoeh', 'daand', 'alexw', 'janv'] },
  {
    alias: 'finance',
    name: 'Finance',
    owners: ['miriamg', 'diegos'],
    members: ['miriamg', 'diegos', 'graciew'],
    sendAs: ['graciew'],
    sendOnBehalf: ['diegos'],
  },
  { alias: 'facilities', name: 'Facilities', members: ['alexw', 'janv', 'nestorw'] },
  {
    alias: 'falcon',
    name: 'Project Falcon',
    visibility: 'HiddenMembership',
    owners: ['meganb'],
    members: ['meganb', 'diegos'],
  },
  { alias: 'crisis', name: 'Crisis Desk', hidden: true, owners: ['pattif'], members: ['pattif', 'nestorw'] },
  {
    alias: 'allcompany',
    name: 'All Company',
    kind: 'distribution',
    owners: ['nestorw'],
    members: ['alexw', 'meganb', 'pattif', 'nestorw', 'lidiah', 'zoeh'],
  },
  { alias: 'vpn-users', name: 'VPN Users', kind: 'security', owners: ['nestorw'], members: ['alexw', 'daand'] },
  {
    alias: 'executives',
    name: 'Executives',
    kind: 'mail-security',
    owners: ['nestorw'],
    members: ['miriamg', 'pattif'],
  },
  { alias: 'behalf-admins', name: 'Behalf Admins', kind: 'security', owners: ['nestorw'], members: ['nestorw'] },
  { alias: 'behalf-auditors', name: 'Behalf Auditors', kind: 'security', owners: ['nestorw'], members: ['graciew'] },
];

/** A fresh demo company: nothing is shared between two calls. */
export function demoWorld(): World {
  const staff = people(at, personId);
  const groups = drafts.map(group);
  return {
    tenant: demoTenant,
    people: new Map(staff.map((person): [string, TwinPerson] => [person.id, person])),
    groups: new Map(groups.map((each): [string, TwinGroup] => [each.id, each])),
  };
}

/** Object ids in the demo company by alias: `demoPerson('alexw')`, `demoGroup('marketing')`. */
export const demoPerson = personId;
export const demoGroup = groupId;

function group(draft: Draft): TwinGroup {
  const ids = (aliases: readonly string[] = []) => new Set(aliases.map(personId));
  return {
    id: groupId(draft.alias),
    displayName: draft.name,
    mail: draft.kind === 'security' ? '' : `${draft.alias}@${at}`,
    kind: draft.kind ?? 'microsoft365',
    visibility: draft.visibility ?? 'Private',
    hideFromAddressLists: draft.hidden ?? false,
    owners: ids(draft.owners),
    members: ids(draft.members),
    sendAs: ids(draft.sendAs),
    sendOnBehalf: ids(draft.sendOnBehalf),
  };
}
