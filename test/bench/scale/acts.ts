import type { Opened } from '../../../bot/adapters/sql/opened.ts';
import type { Pending } from '../../../bot/domain/request.ts';
import { changing, making, minute, pending, work } from '../../contract/given.ts';
import { group, groups, people, person, requestId } from './fill.ts';

/** How many requests are stored, and who of the company does something now: the first so many of its people and groups. */
export interface Among {
  readonly size: number;
  readonly people: number;
  readonly groups: number;
}

/** What one thing that people do asks of the store; `n` counts its repetitions. */
export type Act = (opened: Opened, among: Among, n: number) => Promise<unknown>;

/** Everybody: most of what is looked for was looked for long ago, and must be read from the file. */
export const everybody = (size: number): Among => ({ size, people: people(size), groups: groups(size) });
/** As many as a company with 1,000 stored requests has: what they look for is at hand, as far as it can be. */
export const theSame = (size: number): Among => ({
  size,
  people: Math.min(people(size), people(1_000)),
  groups: Math.min(groups(size), groups(1_000)),
});

const spread = (n: number, of: number) => (n * 7_919) % of;
const fresh = (n: number): Pending => {
  const id = requestId(500_000_000 + n);
  return pending(n % 50_000, { id, batch: id, requester: person(3_000_000 + n), beneficiary: person(3_000_000 + n) });
};

export const acts: Readonly<Record<string, Act>> = {
  'a request': async ({ store, chats }, { people, groups }, n) => {
    const it = { ...fresh(n), group: group(spread(n, groups)) };
    await store.turn(`new-${n}`);
    await chats.contact(person(spread(n, people)));
    await store.find({ of: 'open', group: it.group, person: it.beneficiary });
    await store.find({ of: 'openBy', person: it.requester, limit: 21 });
    const far = { due: minute(1_000_000) };
    const cards = [1, 2, 3].map((at) => work(`card-${n}-${at}`, { ...far, lane: `chat:${person(at)}` }));
    await store.commit({ ...making(it), work: cards, turn: { key: `new-${n}`, requests: [it.id] } });
    const address = { serviceUrl: 'https://t/', conversation: `a:new-${n}` };
    await chats.saveCopy({
      ...{ batch: it.batch, person: it.requester, audience: 'asker', lines: [], address, activity: `${n}`, shows: '' },
    });
  },
  'a click': async ({ store, chats }, _, n) => {
    const [state] = await store.get([fresh(n).id]);
    if (state?.status !== 'pending') throw new Error('the request is not there');
    await chats.copies(state.batch);
    await store.find({ of: 'active', group: state.group, person: state.beneficiary, limit: 10 });
    const decision = { by: person(9), as: 'owners', at: minute(60), reason: null } as const;
    await store.commit(changing({ ...state, status: 'denied', revision: 2, decision } as never, 1));
  },
  'my requests': ({ store }, { people }, n) =>
    store.find({ of: 'requester', person: person(spread(n, people)), after: null, limit: 10 }),
  'what waits for me': ({ store }, { groups }, n) =>
    store.find({ of: 'pending', groups: [group(spread(n, groups))], limit: 10 }),
  'what the admins must decide': ({ store }) =>
    store.find({ of: 'waiting', groups: [], admins: true, apart: person(0), after: null, limit: 10 }),
  'who can send as a group': ({ store }, { groups }, n) =>
    store.find({ of: 'active', group: group(spread(n, groups)), limit: 5 }),
  'audit of a group': ({ audit }, { groups }, n) => audit.latest({ group: group(spread(n, groups)) }, 10),
  'audit of a person': ({ audit }, { people }, n) => audit.latest({ person: person(spread(n, people)) }, 10),
  'audit of everything, the newest': ({ audit }) => audit.latest({}, 10),
  'the sweep': ({ store }) => store.find({ of: 'unattended', now: minute(0), by: minute(15), limit: 500 }),
};
