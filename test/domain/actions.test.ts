import assert from 'node:assert/strict';
import type { Decided } from '../../bot/domain/accept.ts';
import { applied, approve, ask, cancel, deny, end, ended, fail, lapse } from '../../bot/domain/decide.ts';
import type { UserId } from '../../bot/domain/ids.ts';
import {
  type Account,
  type Action,
  actionsOf,
  builtInPolicy,
  type DecideFacts,
  mayDecide,
  mayEnd,
  mayMute,
  usable,
  type Viewer,
} from '../../bot/domain/policy.ts';
import type { Approved, Lapsed, Request } from '../../bot/domain/request.ts';
import { cellOf, letters, type Row, statuses } from '../support/actions.ts';
import * as build from '../support/build.ts';

const { accepted, account, admin, alex, answered, ground, lidia, megan, nobody, now, patti, stateOf, builtInRule } =
  build;

/** Who looks: alex asks for lidia, and megan is asked; what is live is that person's account and the owners of today. */
const left = build.userId(6);
const people: Readonly<Record<string, Partial<DecideFacts> & { readonly id: UserId }>> = {
  requester: { id: alex },
  beneficiary: { id: lidia },
  both: { id: alex },
  'guest requester': { id: alex, decider: account(alex, { guest: true }) },
  'disabled requester': { id: alex, decider: account(alex, { enabled: false }) },
  'guest beneficiary': { id: lidia, decider: account(lidia, { guest: true }) },
  'disabled beneficiary': { id: lidia, decider: account(lidia, { enabled: false }) },
  'unclear beneficiary': { id: lidia, decider: account(lidia, { enabled: null }) },
  'owner asked': { id: megan },
  'owner not asked': { id: patti },
  'owner who left': { id: left },
  'guest owner': { id: megan, decider: account(megan, { guest: true }) },
  'disabled owner': { id: megan, decider: account(megan, { enabled: false }) },
  admin: { id: admin, deciderIsAdmin: true },
  auditor: { id: build.userId(7) },
  member: { id: build.userId(8) },
  stranger: { id: build.userId(9) },
};

const actions = Object.keys(letters) as readonly Action[];

const owners: readonly Account[] = [account(megan), account(patti)];
const asked: readonly Account[] = [account(megan), account(left)];
const facts = (role: string): DecideFacts => {
  const { id, ...change } = people[role] ?? { id: alex };
  return build.decideFacts(id, { owners, ...change });
};

/** The same request in each status. `both`: alex asks for alex. */
function stateIn(row: Row, beneficiary: UserId): Request {
  const waiting = build.pending({ beneficiary }, { owners: asked, beneficiary: account(beneficiary) });
  const yes = build.decideFacts(megan, { owners });
  const standing = ground({ beneficiary: account(beneficiary) });
  const approved = stateOf<Approved>(accepted(approve(waiting, yes, standing, now)));
  const holds = applied(approved, [], { ...nobody, sendOnBehalf: ['somebody'] }, now, now);
  const active = stateOf<ReturnType<typeof build.active>>(holds);
  const over = stateOf<ReturnType<typeof build.active>>(accepted(end(active, yes, null, now)));
  const made: Readonly<Record<Row, () => Request>> = {
    waiting: () => waiting,
    approved: () => approved,
    'approved, delayed': () => ({ ...approved, delay: { why: 'throttled', until: now } }),
    applied: () => active,
    ending: () => over,
    ended: () => stateOf(ended(over, answered, now)),
    denied: () => stateOf(accepted(deny(waiting, yes, standing, null, now))),
    cancelled: () => stateOf(accepted(cancel(waiting, alex, now))),
    lapsed: () => ({ ...stateOf<Lapsed>(lapse(waiting, { request: waiting.id, endsAt: null }, now)), answered: null }),
    failed: () => stateOf(fail(approved, 'beneficiary-gone', now)),
  };
  return made[row]();
}

/** Is the action accepted, when it is done with these facts? */
function accepts(state: Request, action: Action, live: DecideFacts): boolean {
  const { id } = live.decider;
  const yes = (decided: Decided) => !('refused' in decided);
  const standing = ground({ beneficiary: account(state.beneficiary) });
  const wish = build.wish({ requester: id, beneficiary: state.beneficiary });
  const asking = build.askFacts({
    requester: { ...account(id), ...live.decider },
    beneficiary: account(state.beneficiary),
    owners,
  });
  const done: Readonly<Record<Action, () => boolean>> = {
    approve: () => yes(approve(state, live, standing, now)),
    deny: () => yes(deny(state, live, standing, null, now)),
    cancel: () => yes(cancel(state, id, now)),
    'give-back': () => id === state.beneficiary && yes(end(state, live, null, now)),
    revoke: () => id !== state.beneficiary && yes(end(state, live, null, now)),
    again: () => id === state.requester && yes(ask(builtInPolicy, wish, asking, now)),
    mute: () => mayMute(state, id),
  };
  return done[action]();
}

const viewer = (state: Request, live: DecideFacts): Viewer => ({
  id: live.decider.id,
  may: {
    decide: 'as' in mayDecide(builtInRule, state, live),
    end: 'cause' in mayEnd(state.beneficiary, live),
    ask: usable(live.decider),
  },
});

/** Every status of every role. */
const cases = Object.keys(people).flatMap((role) =>
  statuses.map((row) => {
    const live = facts(role);
    const state = stateIn(row, role === 'both' ? alex : lidia);
    const cell = cellOf(role, row);
    return { role, row, live, state, cell, offered: actionsOf(state, viewer(state, live)) };
  }),
);

describe('what can be done about a request', () => {
  it('is what the table says, for every status and every role', () => {
    const offered = (list: readonly Action[]) => list.map((one) => letters[one]).join('') || '-';
    assert.deepEqual(
      cases.map(({ role, row, offered: list }) => `${role}, ${row}: ${offered(list)}`),
      cases.map(({ role, row, cell }) => `${role}, ${row}: ${cell}`),
    );
  });

  it('is never offered where a rule refuses it', () => {
    const vain = cases.flatMap(({ role, row, live, state, offered }) =>
      offered.filter((one) => !accepts(state, one, live)).map((one) => `${role}, ${row}: ${one}`),
    );
    assert.deepEqual(vain, []);
  });

  it('is offered wherever it is accepted, but for what stands here with its reason', () => {
    const silent = cases.flatMap(({ role, row, live, state, offered }) =>
      actions
        .filter((one) => !offered.includes(one) && accepts(state, one, live))
        .map((one) => `${row}: ${role} ${one}`),
    );
    const known = silent.filter((one) => !accounted.some((reason) => reason.test(one)));
    assert.deepEqual(known, []);
  });

  it('is for whoever is asked as far as anybody knows, where nothing was read', () => {
    const state = stateIn('waiting', lidia);
    const unread = (id: UserId) => actionsOf(state, { id, may: 'as-asked' });
    assert.deepEqual([unread(left), unread(patti), unread(lidia)], [['approve', 'deny'], [], []]);
  });
});

/** Accepted, and yet no button. */
const accounted: readonly RegExp[] = [
  // It is in Exchange before a finger is on the button; typed, it stops all the same.
  /^approved: .* (cancel|give-back|revoke)$/,
  // One button is enough: cancel says the same for who asked and gets it.
  /^approved, delayed: both give-back$/,
  // A request that is open or stands needs no other; a denied one rests, which facts of that day refuse.
  /^(waiting|approved|approved, delayed|applied|ending|denied): (requester|both) again$/,
];
