import assert from 'node:assert/strict';
import type { World } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson, demoWorld } from '../../bot/sandbox/world.ts';
import { eventually, type Office, type Seen } from './office.ts';

/** Pairs of questions of which one touches what the speaker may not know, and the other nothing at all. */
export interface Pair {
  readonly title: string;
  readonly secret: string;
  readonly nothing: string;
  /** Asked by typing into the field for a group. */
  readonly typing?: true;
}

/** The same sentence about two names. */
const about = (secret: string, nothing: string, sentences: readonly string[]): readonly Pair[] =>
  sentences.map((text) => ({
    ...{ title: `${text} (${secret})`, secret: text.replace('X', secret), nothing: text.replace('X', nothing) },
  }));

const ofGroups = ['who can send as X', 'let me send as X', 'stop Megan Bowen from sending as X', 'audit X'];

const people = ['Lidia Holloway', 'Johanna Lorenz', 'Lee Gu', 'Isaiah Langer', 'Lee Chen'];
/** Those of the same people; each stands beside its name. */
const addresses = /\b(lidia\.?h|johannal|leegu|isaiahl|leechen)\w*@[\w.]+\w/g;

/** `open`: the number of somebody else's request, of somebody for whom the speaker's own wish is made, too. */
export const pairs = (open: string): readonly Pair[] => [
  ...about('Project Falcon', 'Purple Mongoose', ofGroups),
  ...about('Crisis Desk', 'Croesus Dusk', ofGroups),
  ...about('crisis@contoso.com', 'crisiz@contoso.com', ['who can send as X']),
  ...about(demoGroup('crisis'), demoGroup('of-nobody'), ['who can send as X']),
  { title: 'typing (Crisis Desk)', secret: 'Crisis Desk', nothing: 'Croesus Dusk', typing: true },
  ...about('Lidia Holloway', 'Johanna Lorenz', [
    'let X send on behalf of Marketing',
    'stop X from sending on behalf of Marketing',
    'give me the same rights as X',
    'what can X send as',
    'audit X',
  ]),
  // Isaiah holds what Exchange lists for him; Lee Chen is in the same group.
  ...about('Isaiah Langer', 'Lee Chen', ['give me the same rights as X', 'what can X send as']),
  // Somebody else has asked for Lee Gu.
  ...about('Lee Gu', 'Johanna Lorenz', ['let X send as Marketing', 'stop X from sending as Marketing']),
  ...about(open, 'K7QF', ['approve X', 'deny X because no', 'cancel X', 'stop X', 'audit X']),
];

/** The alias of one of those who are in no group; each has a chat of their own, so that Teams takes all their answers. */
export const stranger = (n: number) => `stranger${n}`;

/** The demo company and so many strangers. */
export function withStrangers(count: number): World {
  const world = demoWorld();
  const model = world.people.get(demoPerson('adelev'));
  assert.ok(model);
  for (const alias of Array.from({ length: count }, (_, n) => stranger(n))) {
    const mail = `${alias}@contoso.com`;
    const displayName = `Yvo ${alias}`;
    const id = demoPerson(alias);
    world.people.set(id, { ...model, id, displayName, mail, userPrincipalName: mail });
  }
  return world;
}

/** Lee Gu has asked for himself, and somebody has looked up what is hidden: what stands there and may not be known. */
export async function withSecrets(office: Office): Promise<string> {
  await office.say('leegu', 'let me send as Marketing');
  const card = await office.sees('leegu', offers('cancel'));
  await office.say('nestorw', 'who can send as Crisis Desk');
  await office.say('meganb', 'who can send as Project Falcon');
  // That a colleague is there is no secret: names may be known already.
  for (const name of people) await office.say('adelev', `what can ${name} send as`);
  return String(card.actions[0]?.data.request);
}

const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);

export interface Asked {
  readonly ms: number;
  /** What was answered, without what differs anyway. */
  readonly text: string;
  /** The calls that it rests on, sorted. */
  readonly calls: readonly string[];
}

/** Asks one of the two, and takes back what became of it. */
export async function asks(office: Office, pair: Pair, which: 'secret' | 'nothing', speaker: string): Promise<Asked> {
  const { typing } = pair;
  const words = pair[which];
  const person = demoPerson(speaker);
  const chat = await office.twin.teams.personalChat(person);
  const [shown, told] = [(await office.chat(speaker)).length, office.logged.length];
  const from = performance.now();
  const found = typing
    ? await office.twin.teams.search(person, chat, 'groups', words)
    : await office.say(speaker, words);
  const ms = performance.now() - from;
  const calls = callsOf(office.logged.slice(told));
  if (typing) return { ms, calls, text: JSON.stringify(found) };
  const seen = (await office.chat(speaker)).slice(shown).filter(({ from }) => from === 'bot');
  const made = seen.find(offers('cancel'));
  if (made) await takeBack(office, speaker, String(made.actions[0]?.data.request));
  return { ms, calls, text: blank(pair, seen.map(({ text }) => text).join('\n')) };
}

async function takeBack(office: Office, speaker: string, id: string): Promise<void> {
  await office.say(speaker, `cancel ${id}`);
  await eventually(
    async () => (await office.chat(speaker)).some(({ text }) => text.includes(id) && /^cancelled$/m.test(text)),
    () => `${id} was not cancelled`,
  );
}

/** One for each call of a turn, a batch being one; what jobs in the background call is none of it. */
function callsOf(lines: Office['logged']): readonly string[] {
  const calls = lines.flatMap(({ event, fields }) => {
    const { task, clientRequestId, batch, cmdlet = '' } = fields as Record<string, string | undefined>;
    const look = event === 'graph.call' || event === 'exchange.call' || event === 'exchange.shared';
    return look && task === undefined ? [[batch ?? clientRequestId, `${event} ${cmdlet}`] as const] : [];
  });
  return [...new Map(calls).values()].toSorted();
}

/** Without the words that were asked about, and what is new each time: ids and times. */
function blank({ secret, nothing }: Pair, text: string): string {
  const words = [...[secret, nothing].flatMap((each) => each.split(/ (?=[A-Z])|\s/)), ...people];
  const known = [...people, ...names([secret, nothing]), ...words].filter((word) => word.length > 3);
  return known
    .reduce((left, word) => left.replaceAll(word, 'X'), text)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Z]\d[A-Z0-9]{2,4}\b|\d+ \w+ \d{4} at \d+:\d+/g, '#')
    .replaceAll(/^\S+@\S+ · .*$|^[A-Z]{2}$/gm, 'X')
    .replaceAll(addresses, 'X');
}

const names = (sentences: readonly string[]) =>
  sentences.flatMap((text) => /\b[A-Z]\w+ [A-Z]\w+\b/.exec(text)?.slice(0, 1) ?? []);

/** The same words and the same calls. */
export function alike(pair: Pair, secret: Asked, nothing: Asked): void {
  assert.deepEqual(secret.calls, nothing.calls, `calls: ${pair.title}`);
  assert.equal(secret.text, nothing.text, `words: ${pair.title}`);
}
