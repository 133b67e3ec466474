import type { Seen } from '../support/office.ts';
import {
  type Act,
  appoint,
  enableOrNot,
  getMailbox,
  guestOrNot,
  makeGroup,
  nameGroup,
  rename,
  words,
} from './directory-acts.ts';
import type { Scene } from './scene.ts';

export type { Act } from './directory-acts.ts';

const terms = ['', ' for 2 hours', ' for 30 minutes', ' for 3 days', ' for 1 day'];

const callPerson = (scene: Scene): string => {
  const { displayName, userPrincipalName, id } = scene.pick(scene.staff());
  return scene.pick([displayName, `"${displayName}"`, userPrincipalName, id, displayName.split(' ')[0] ?? '']);
};
const callGroup = (scene: Scene): string => {
  const own = scene.unified().filter((group) => scene.made.includes(group.id));
  const { displayName, mail, id } = scene.pick(own.length > 0 && scene.chance(0.4) ? own : scene.unified());
  return scene.pick([displayName, `"${displayName}"`, mail, mail.split('@')[0] ?? '', id]);
};

const deeds: readonly ((scene: Scene, by: string) => Act)[] = [
  ask,
  ask,
  askForOthers,
  askForOthers,
  (scene, by) => () => scene.say(by, 'cancel my request'),
  helpItself,
  helpItself,
  forge,
  forge,
  forge,
  type,
  type,
  rename,
  makeGroup,
  nameGroup,
  appoint,
  appoint,
  (scene, by) => getMailbox(scene) ?? ask(scene, by),
  enableOrNot,
  guestOrNot,
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

/** Asks for a right on a group of its own, for itself or for another insider, and says yes to it at once. */
function helpItself(scene: Scene, by: string): Act {
  const own = scene.unified().filter(({ owners, members }) => owners.has(by) && members.has(by));
  if (own.length === 0) return makeGroup(scene, by);
  const { mail, id: group } = scene.pick(own);
  const who = scene.chance(0.6) ? 'me' : scene.person(scene.pick(scene.insiders)).userPrincipalName;
  return async () => {
    await scene.say(by, `let ${who} send as ${mail}`);
    const card = scene.cards(by, 1).find(({ actions }) => actions.some(({ verb }) => verb === 'cancel'));
    const { data } = card?.actions.find(({ verb }) => verb === 'cancel') ?? {};
    if (card === undefined || data === undefined) return scene.note(`nothing came of it for ${group}`);
    await scene.press(by, card, 'approve', data);
    await scene.say(by, `approve ${data.request}`);
  };
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

/** Requests that insiders may know of: now and then one of the own, which they may not decide on. */
function known(scene: Scene, by: string): string {
  const all = scene.chance(0.5) ? scene.cards(by).flatMap(({ actions }) => actions) : everyAction(scene);
  const ids = all.flatMap(({ data }) => (typeof data.request === 'string' ? [data.request] : []));
  return ids.length === 0 ? 'K7QF' : scene.pick(ids);
}

/** Presses a button of an own card with whatever it likes in it. */
function forge(scene: Scene, by: string): Act {
  const own = scene.cards(by);
  const [card, others] = [own.length === 0 ? null : scene.pick(own), everyAction(scene)];
  if (card === null || others.length === 0) return ask(scene, by);
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
  const mine = card.actions.length > 0 && scene.chance(0.4) ? scene.pick(card.actions) : scene.pick(others);
  const data = { ...mine.data, ...(scene.chance(0.3) ? scene.pick(others).data : {}) };
  const revision = scene.chance(0.4) ? { revision: scene.pick([1, 2, 3, 4, 99, -1, '2', null]) } : {};
  const lines = scene.chance(0.4) ? { lines: others.slice(0, 4).map((one) => one.data) } : {};
  const own1 = { choice: scene.pick([1, 2, 9]), reason: scene.pick(words) };
  return () => scene.press(by, card, verb, { ...data, ...revision, ...lines, ...own1 });
}

/** Types what buttons do, of any request. */
function type(scene: Scene, by: string): Act {
  const id = known(scene, by);
  const text = scene.pick([
    `approve ${id}`,
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

/** Words of others: nothing in them is the own wish. */
function bringWords(scene: Scene, by: string): Act {
  const text = scene.chance(0.5) ? `let me send as ${callGroup(scene)}` : `approve ${known(scene, by)}`;
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
