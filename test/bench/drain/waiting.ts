import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import { type Accepted, type Decided, together } from '../../../bot/domain/accept.ts';
import { approve, ask } from '../../../bot/domain/decide.ts';
import { at, type GroupId, type RequestId, type UserId } from '../../../bot/domain/ids.ts';
import { BUILT_IN_RULING, builtInPolicy } from '../../../bot/domain/policy.ts';
import type { Pending } from '../../../bot/domain/request.ts';
import type { Log } from '../../../bot/ports/log.ts';
import { group, ownersOf, pairs, tenant } from './company.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const account = (id: string) => ({ id: id as UserId, enabled: true, guest: false });

/** Fills a data directory with so many approved requests that nobody has applied yet, and everybody's chat. */
export async function fill(dir: string, count: number, serviceUrl: string): Promise<void> {
  const clock = { now: () => new Date() };
  const opened = await openSqlite({ dir, stamp: { mode: 'production', tenant }, clock, log: silent });
  const wanted = pairs(count);
  const people = new Set(wanted.flatMap((pair) => [pair.person, ...ownersOf(pair.group)]));
  for (const person of people) {
    const address = { serviceUrl, conversation: `a:${person}` };
    const contact = { person: person as UserId, name: 'Robin', address, locale: 'en', zone: 'Europe/Amsterdam' };
    await opened.chats.saveContact({ ...contact, welcomed: true });
  }
  const made = wanted.map(({ group, person }, n) => approvedRequest(group, person, n));
  while (made.length > 0) {
    const change = together(made.splice(0, 500));
    const result = await opened.store.commit({
      ...change,
      // What the cards of it say was said before the outage.
      work: change.work.filter(({ task }) => task.kind === 'advance'),
    });
    if (!('committed' in result)) throw new Error('the store could not be filled');
  }
  await opened.close();
}

function approvedRequest(n: number, person: string, index: number): Accepted {
  const owners = ownersOf(n).map(account);
  const [decider = account('')] = owners;
  const one = account(person);
  const id = `W${index.toString(36).toUpperCase().padStart(4, '0')}` as RequestId;
  const wish = { id, batch: id, requester: one.id, beneficiary: one.id, group: group(n) as GroupId };
  const facts = { requester: one, beneficiary: one, beneficiaryIsMember: true, groupIsMicrosoft365: true };
  const asked = accepted(
    ask(
      builtInPolicy,
      { ...wish, right: index % 2 === 0 ? 'sendAs' : 'sendOnBehalf', term: null, reason: null },
      {
        ...facts,
        beneficiaryHasMailbox: true,
        ruling: BUILT_IN_RULING,
        standings: { owner: true, member: true, admin: false, sets: new Map() },
        owners,
        admins: [],
        held: [],
        heldMayBeTold: true,
        open: false,
        denied: [],
        recent: [],
        openOfRequester: 0,
        exchangeRefuses: null,
      },
      at(new Date()),
    ),
  );
  const state = asked.requests[0]?.next as Pending;
  const ground = {
    requester: one,
    beneficiary: one,
    beneficiaryIsMember: true,
    group: 'stands',
    ruling: BUILT_IN_RULING,
  } as const;
  const decided = accepted(approve(state, { decider, owners, deciderIsAdmin: false }, ground, at(new Date())));
  // Both events, and the state after them, as one change.
  const [next] = decided.requests;
  if (next === undefined) throw new Error('not approved');
  return {
    events: [...asked.events, ...decided.events],
    requests: [{ next: next.next, expected: 0 }],
    work: [...asked.work, ...decided.work],
  };
}

function accepted(decided: Decided): Accepted {
  if ('refused' in decided) throw new Error(decided.refused);
  return decided;
}
