import type { TwinGroup } from '../../bot/sandbox/twin.ts';
import type { Seen } from '../support/office.ts';
import type { Scene } from './scene.ts';

/** One operation: chosen while everything is at rest, and done side by side with others. */
export type Act = () => Promise<void>;

const words = [
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
const terms = ['', ' for 2 hours', ' for 30 minutes', ' for 3 days', ' for 1 day'];

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

const callPerson = (scene: Scene): string => {
  const { displayName, userPrincipalName, id } = scene.pick(scene.staff());
  return scene.pick([displayName, `"${displayName}"`, userPrincipalName, id, displayName.split(' ')[0] ?? '']);
};
const callGroup = (scene: Scene): string => {
  const { displayName, mail, id } = scene.pick(scene.unified());
  return scene.pick([displayName, `"${displayName}"`, mail, mail.split('@')[0] ?? '', id]);
};

const deeds: readonly ((scene: Scene, by: string) => Act)[] = [
  ask,
  ask,
  askForOthers,
  askForOthers,
  (scene, by) => () => scene.say(by, 'cancel my request'),
  forge,
  forge,
  forge,
  type,
  rename,
  makeGroup,
  nameGroup,
  appoint,
  appoint,
  getMailbox,
  bringWords,
  submit,
  look,
];

/** What one of them does now. */
export function misdeed(scene: Scene): Act {
  const by = scene.pick(scene.insiders);
  return scene.pick(deeds)(scene, by);
}

function ask(scene: Scene, by: string): Act {
  const right = scene.pick(['as', 'on behalf of']);
  const text = `let me send ${right} ${callGroup(scene)}${scene.pick(terms)}`;
  return () => scene.say(by, text);
}

function askForOthers(scene: Scene, by: string): Act {
  const right = scene.pick(['as', 'on behalf of']);
  const text = `let ${callPerson(scene)} send ${right} ${callGroup(scene)}${scene.pick(terms)}`;
  return () => scene.say(by, text);
}

/** Everybody's buttons: what is on a card of somebody else may be known. */
function everyAction(scene: Scene): readonly { readonly card: Seen; readonly data: Record<string, unknown> }[] {
  const people = [
    ...scene.insiders,
    ...scene.circles.flatMap(({ owners, member }) => [...owners, member].map((one) => one.id)),
  ];
  return people.flatMap((person) =>
    scene.cards(person, 3).flatMap((card) => card.actions.map(({ data }) => ({ card, data }))),
  );
}

/** Presses a button of an own card with whatever it likes in it. */
function forge(scene: Scene, by: string): Act {
  const own = scene.cards(by);
  const [card, known] = [own.length === 0 ? null : scene.pick(own), everyAction(scene)];
  if (card === null || known.length === 0) return ask(scene, by);
  const honest = card.actions.length > 0 && scene.chance(0.3) ? scene.pick(card.actions) : null;
  if (honest !== null) return () => scene.press(by, card, honest.verb, honest.data);
  const verb = scene.pick([
    'approve',
    'deny',
    'cancel',
    'revoke',
    'again',
    'approve-all',
    'deny-all',
    'refresh',
    'choose',
    'pending',
  ]);
  const data = { ...scene.pick(known).data, ...(scene.chance(0.3) ? scene.pick(known).data : {}) };
  const revision = scene.chance(0.4) ? { revision: scene.pick([1, 2, 3, 4, 99, -1, '2', null]) } : {};
  const lines = scene.chance(0.4) ? { lines: known.slice(0, 4).map((one) => one.data) } : {};
  const own1 = { choice: scene.pick([1, 2, 9]), reason: scene.pick(words) };
  return () => scene.press(by, card, verb, { ...data, ...revision, ...lines, ...own1 });
}

/** Types what buttons do, of any request. */
function type(scene: Scene, by: string): Act {
  const ids = everyAction(scene).flatMap(({ data }) => (typeof data.request === 'string' ? [data.request] : []));
  const id = ids.length === 0 ? 'K7QF' : scene.pick(ids);
  const text = scene.pick([
    `approve ${id}`,
    `I approve ${id}`,
    `deny ${id}`,
    `cancel ${id}`,
    `revoke ${id}`,
    `stop ${callPerson(scene)} from sending as ${callGroup(scene)}`,
    `I'm done sending as ${callGroup(scene)}`,
  ]);
  return () => scene.say(by, text);
}

function rename(scene: Scene, by: string): Act {
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

function makeGroup(scene: Scene, by: string): Act {
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

function nameGroup(scene: Scene, by: string): Act {
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
function appoint(scene: Scene, by: string): Act {
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
function getMailbox(scene: Scene, by: string): Act {
  const without = scene.insiders.map((id) => scene.person(id)).filter(({ mail }) => mail === null);
  if (without.length === 0 || scene.chance(0.7)) return ask(scene, by);
  const { id, userPrincipalName } = scene.pick(without);
  return async () => {
    scene.note(`${userPrincipalName} gets a mailbox`);
    scene.change(id, { mail: userPrincipalName, mailbox: true });
  };
}

/** Words of others: nothing in them is the own wish. */
function bringWords(scene: Scene, by: string): Act {
  const ids = everyAction(scene).flatMap(({ data }) => (typeof data.request === 'string' ? [data.request] : []));
  const text =
    ids.length === 0 || scene.chance(0.5) ? `let me send as ${callGroup(scene)}` : `approve ${scene.pick(ids)}`;
  const from = scene.pick(scene.staff()).id;
  return () => scene.say(by, '', { forward: { from, text } });
}

function submit(scene: Scene, by: string): Act {
  const value = {
    verb: 'submit',
    right: scene.pick(['sendAs', 'sendOnBehalf', 'x']),
    people: callPerson(scene),
    groups: callGroup(scene),
    duration: scene.pick(['', 'PT2H', 'P1D', 'P3D', '-P1D', 'PT0S']),
    question: scene.pick(['', crypto.randomUUID()]),
  };
  return () => scene.submit(by, value);
}

function look(scene: Scene, by: string): Act {
  const text = scene.pick([
    `who can send as ${callGroup(scene)}?`,
    `what can ${callPerson(scene)} send as?`,
    `audit ${callGroup(scene)}`,
    'what is waiting for me?',
    'my requests',
    'help',
  ]);
  return () => scene.say(by, text);
}
