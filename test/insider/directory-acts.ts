import type { TwinGroup } from '../../bot/sandbox/twin.ts';
import type { Scene } from './scene.ts';

/** What insiders do to the directory: what they are called, which groups there are, and who owns them. */

/** One operation: chosen while everything is at rest, and done side by side with others. */
export type Act = () => Promise<void>;

/** Names made of the words that a sentence is made of. */
export const words = [
  'me',
  'everybody and me',
  'Marketing',
  'send as Marketing',
  'approve',
  'my request',
  'for 2 hours',
  'Alex Wilber and Megan Bowen',
  'Lee',
  'nobody',
  'Behalf',
  'all groups',
  '"',
  '<at>Alex Wilber</at>',
  '1',
];
/** What somebody or something may be called by whoever names it. */
function badName(scene: Scene): string {
  const person = scene.pick(scene.staff());
  const group = scene.pick(scene.unified());
  return scene.pick([
    person.displayName,
    person.id,
    person.userPrincipalName,
    person.displayName.split(' ')[0] ?? '',
    group.displayName,
    group.id,
    group.mail,
    scene.pick(words),
  ]);
}

export function rename(scene: Scene, by: string): Act {
  const displayName = badName(scene);
  return async () => {
    scene.note(`${scene.person(by).userPrincipalName} is called ${displayName}`);
    scene.change(by, { displayName });
  };
}

/** As an alias, in a mail domain of its own: an address is nobody else's, its local part may be. */
const aliasFor = (scene: Scene) =>
  badName(scene)
    .split('@')[0]
    ?.replaceAll(/[^\w.-]/g, '') || 'x';

export function makeGroup(scene: Scene, by: string): Act {
  const id = scene.newId();
  const some = () => Array.from({ length: 3 }, () => scene.pick(scene.staff()).id);
  const group: TwinGroup = {
    id,
    displayName: badName(scene),
    mail: `${aliasFor(scene)}@g${scene.made.length}.contoso.com`,
    kind: 'microsoft365',
    visibility: scene.pick(['Public', 'Private', 'HiddenMembership'] as const),
    hideFromAddressLists: scene.chance(0.2),
    owners: new Set(scene.chance(0.5) ? [by, ...some()] : [by]),
    members: new Set([by, ...some(), ...scene.insiders.filter(() => scene.chance(0.5))]),
    sendAs: new Set(),
    sendOnBehalf: new Set(),
  };
  return async () => {
    scene.note(`group ${group.displayName} <${group.mail}> ${id}, owners ${[...group.owners].join(' ')}`);
    scene.made.push(id);
    scene.changeGroup(group);
  };
}

export function nameGroup(scene: Scene, by: string): Act {
  const own = scene.unified().filter(({ id }) => scene.made.includes(id));
  if (own.length === 0) return makeGroup(scene, by);
  const { id } = scene.pick(own);
  const to = scene.chance(0.5)
    ? { displayName: badName(scene) }
    : { mail: `${aliasFor(scene)}@g${scene.made.indexOf(id)}.contoso.com` };
  return async () => {
    const group = scene.groups.get(id);
    if (group === undefined) return;
    scene.note(`group ${id} is now ${JSON.stringify(to)}`);
    scene.changeGroup({ ...group, ...to });
  };
}

/** Owners and members come and go: in own groups as the insiders like, in others as happens in a company. */
export function appoint(scene: Scene, by: string): Act {
  const all = scene.unified().filter(({ id }) => scene.made.includes(id) || scene.chance(0.2));
  if (all.length === 0) return makeGroup(scene, by);
  const group = scene.pick(all);
  const person = scene.chance(0.6) ? scene.pick(scene.insiders) : scene.pick(scene.staff()).id;
  const part = scene.pick(['owners', 'members'] as const);
  const away = group[part].has(person);
  return async () => {
    scene.note(`${person} ${away ? 'leaves' : 'joins'} the ${part} of ${group.displayName} ${group.id}`);
    group[part][away ? 'delete' : 'add'](person);
    scene.tenure.note();
  };
}

/** Somebody gets the mailbox at last. */
export function getMailbox(scene: Scene): Act | null {
  const without = scene.insiders.map((id) => scene.person(id)).filter(({ mail }) => mail === null);
  if (without.length === 0 || scene.chance(0.7)) return null;
  const { id, userPrincipalName } = scene.pick(without);
  return async () => {
    scene.note(`${userPrincipalName} gets a mailbox`);
    scene.change(id, { mail: userPrincipalName, mailbox: true });
  };
}

/** An account is disabled for a while: more often enabled again than disabled. */
export function enableOrNot(scene: Scene, by: string): Act {
  const disabled = scene.insiders.find((id) => scene.person(id).accountEnabled === false);
  const [id, accountEnabled] = disabled === undefined ? [by, false] : [disabled, true];
  return async () => {
    scene.note(`${id} is ${accountEnabled ? 'enabled' : 'disabled'}`);
    scene.change(id, { accountEnabled });
  };
}

/** An account is made a guest's, and a member's again. */
export function guestOrNot(scene: Scene, by: string): Act {
  const guest = scene.insiders.find((id) => scene.person(id).userType === 'Guest');
  const [id, userType] = guest === undefined ? [by, 'Guest' as const] : [guest, 'Member' as const];
  return async () => {
    scene.note(`${id} is a ${userType} now`);
    scene.change(id, { userType });
  };
}
