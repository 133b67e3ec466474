import { startTwin } from '../../../bot/sandbox/start.ts';
import type { TwinGroup, TwinPerson, World } from '../../../bot/sandbox/twin.ts';
import { answering } from '../turn/ipc.ts';
import { group, person, stamp } from './fill.ts';

/**
 * A company of as many people and groups as the environment says, in a process of its own, and what its people do with
 * the bot: each act is one turn, done when its answer is there. `n` counts an act's repetitions.
 */

const { PEOPLE = '0', GROUPS = '0' } = process.env;
const [people, groups] = [Number(PEOPLE), Number(GROUPS)];
/** People in a group; the first two own it. */
const size = 10;
const member = (of: number, nth: number) => person((of * size + nth) % people);

/** Names of one length, none of which begins another: a large company is not one whose names are more alike. */
const named = (n: number) => {
  const syllables = [n, n / 50, n / 2_500].map((at) => {
    const part = Math.floor(at) % 50;
    return `${'bdfgklmnrs'[part % 10]}${'aeiou'[Math.floor(part / 10)]}`;
  });
  return syllables.join('').replace(/^./, (first) => first.toUpperCase());
};
const teamNamed = (n: number) => `${named(n)} Team`;

function world(): World {
  const all = Array.from({ length: people }, (_, n) => toPerson(n));
  const teams = Array.from({ length: groups }, (_, n) => toGroup(n));
  return {
    tenant: stamp.tenant,
    people: new Map(all.map((one) => [one.id, one])),
    groups: new Map(teams.map((one) => [one.id, one])),
  };
}

function toPerson(n: number): TwinPerson {
  const address = `robin${n}@contoso.com`;
  return {
    ...{ id: person(n), displayName: `Robin ${named(n)}`, userPrincipalName: address, mail: address, mailbox: true },
    ...{ jobTitle: 'Colleague', department: 'Bench', preferredLanguage: 'en-US', accountEnabled: true },
    userType: 'Member',
  };
}

function toGroup(n: number): TwinGroup {
  const members = Array.from({ length: size }, (_, nth) => member(n, nth));
  return {
    ...{ id: group(n), displayName: teamNamed(n), mail: `team${n}@contoso.com`, kind: 'microsoft365' },
    ...{ visibility: 'Private', hideFromAddressLists: false, sendAs: new Set(), sendOnBehalf: new Set() },
    owners: new Set(members.slice(0, 2)),
    members: new Set(members),
  };
}

const twin = await startTwin({ world: world() });
const { teams } = twin;
/** The same ten groups act in each company: they have a history in the smallest store, too. */
const acting = 10;
const spread = (n: number) => n % acting;

/** Each pair of a group and a member that asks comes once: no more than eighty acts. */
const asker = (n: number) => member(spread(n), 2 + (Math.floor(n / acting) % (size - 2)));

async function search(n: number): Promise<void> {
  const chat = await teams.personalChat(member(spread(n), 3));
  const { status } = await teams.search(member(spread(n), 3), chat, 'groups', teamNamed(spread(n)));
  if (status !== 200) throw new Error(`typing was answered with ${status}`);
}

/** The owner presses Approve on the last card. */
async function approve(n: number): Promise<void> {
  const owner = member(spread(n), 0);
  const chat = await teams.personalChat(owner);
  const card = teams.view(owner, chat).findLast((one) => JSON.stringify(one).includes('"approve"'));
  const request = /"request":"(\w+)"/.exec(JSON.stringify(card ?? ''))?.[1];
  if (card === undefined || request === undefined) throw new Error('no card to approve on');
  const { status } = await teams.press(owner, chat, card.id, { verb: 'approve', data: { request, revision: 1 } });
  if (status !== 200) throw new Error(`a press was answered with ${status}`);
}

const say = (person: string, text: string) => teams.say(person, text).then(() => {});

answering({
  hello: () => ({
    ...{ endpoints: twin.endpoints, credentials: twin.credentials, teamsAppId: twin.teamsAppId, caPem: twin.caPem },
    connectorHost: twin.endpoints.connectorHost,
  }),
  bot: (port) => twin.setBot(`http://127.0.0.1:${port}`),
  /** Both have met the bot before they do something: that is not counted. */
  meet: async (n) => {
    for (const one of [asker(n), member(spread(n), 0), member(spread(n), 1), member(spread(n), 3)])
      await teams.personalChat(one);
  },
  request: (n) => say(asker(n), `let me send as ${teamNamed(spread(n))}`),
  approve,
  mine: (n) => say(asker(n), 'my requests'),
  pending: (n) => say(member(spread(n), 0), 'what is waiting for me?'),
  who: (n) => say(member(spread(n), 3), `who can send as ${teamNamed(spread(n))}?`),
  audit: (n) => say(member(spread(n), 1), `audit ${teamNamed(spread(n))}`),
  search,
});
