import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Opened, Stamp } from '../../bot/adapters/sql/opened.ts';
import type { OwnPlace, Place } from '../../bot/domain/cursor.ts';
import type { Away, Pending, Stuck } from '../../bot/domain/request.ts';
import { cleanText } from '../../bot/domain/text.ts';
import { advanceNow } from '../../bot/domain/work-of.ts';
import { Fault } from '../../bot/ports/faults.ts';
import type { Change } from '../../bot/ports/store.ts';
import { anyText } from '../support/any-text.ts';
import { auditContract, firstBroken, recordsOf } from './audit.contract.ts';
import { chatsContract } from './chats.contract.ts';
import { deliveriesContract } from './deliveries.contract.ts';
import {
  active,
  approved,
  changing,
  denied,
  group,
  id,
  making,
  minute,
  pending,
  person,
  place,
  queueing,
  work,
} from './given.ts';
import { mutesContract } from './mutes.contract.ts';

const byAdmins = [{ of: 'admins', people: [person(91)], needed: 1 }] as const;

/** How an engine opens the same, still empty store, again and again; `tamper` runs a statement behind its back. */
export interface Engine {
  open(stamp?: Stamp): Promise<Opened>;
  tamper(sql: string): Promise<void>;
}

export const sandboxStamp: Stamp = { mode: 'sandbox', tenant: '00000000-0000-4000-8000-00000000000f' };

/** What every engine's Store, Audit and Chats must do. `engine()` gives a store of its own for each test. */
export function storeContract(name: string, engine: () => Promise<Engine>): void {
  describe(`the store on ${name}`, () => {
    let on: Engine;
    let opened: Opened;

    beforeEach(async () => {
      on = await engine();
      opened = await on.open();
    });
    afterEach(() => opened.close());

    const commit = (change: Change) => opened.store.commit(change);
    const ids = async (query: Parameters<Opened['store']['find']>[0]) =>
      (await opened.store.find(query)).map((request) => request.id);

    describe('committing', () => {
      it('gives a request back exactly as it was written', async () => {
        const request = pending(1, {
          reason: 'Zoë’s "launch"\n✓',
          term: { kind: 'for', duration: 'P14D', zone: 'UTC' },
        });
        assert.deepEqual(await commit(making(request)), { committed: true });
        assert.deepEqual(await opened.store.get([request.id]), [request]);
      });

      it('takes any text that has come in by the edge, and gives it back as it was', async () => {
        const request = pending(1);
        await commit(making(request));
        let revision = 1;
        await fc.assert(
          fc.asyncProperty(anyText, async (text) => {
            const reason = cleanText(text);
            const next = { ...request, reason, revision: revision + 1 };
            const turn = { key: `${revision} ${reason}`, requests: [] };
            const change = { ...changing(next, revision, denied(next, reason)), turn };
            assert.deepEqual(await commit(change), { committed: true });
            revision++;
            assert.deepEqual(await opened.store.get([id(1)]), [next]);
          }),
          { numRuns: 40 },
        );
        assert.equal(await firstBroken(opened.audit), null);
      });

      it('keeps the order of the ids and leaves unknown ones out', async () => {
        await commit(making(pending(1), pending(2)));
        assert.deepEqual(
          (await opened.store.get([id(2), id(9), id(1)])).map((it) => it.id),
          [id(2), id(1)],
        );
        assert.deepEqual(await opened.store.get([]), []);
      });

      it('replaces a request only at the expected revision', async () => {
        await commit(making(pending(1)));
        assert.deepEqual(await commit(changing(approved(1), 1)), { committed: true });
        assert.deepEqual(await commit(changing(approved(1), 1)), { conflict: 'revision' });
        assert.deepEqual(await commit(changing(approved(2), 1)), { conflict: 'revision' });
        assert.equal((await opened.store.get([id(1)]))[0]?.revision, 2);
      });

      it('lets exactly one of eight commits on the same revision win', async () => {
        await commit(making(pending(1)));
        const all = Array.from({ length: 8 }, (_, n) =>
          commit(changing(approved(1, { approvals: [{ by: person(n), as: 'owners', at: minute(1) }] }), 1)),
        );
        const results = await Promise.all(all);
        assert.equal(results.filter((it) => 'committed' in it).length, 1);
        assert.equal(results.filter((it) => 'conflict' in it && it.conflict === 'revision').length, 7);
        assert.equal((await recordsOf(opened.audit)).length, 2);
      });

      it('refuses an id that is taken', async () => {
        await commit(making(pending(1)));
        const other = pending(1, { beneficiary: person(2), group: group(2) });
        assert.deepEqual(await commit(making(other)), { conflict: 'id' });
      });

      it('has one open request a requester, person, group and right, also in a race', async () => {
        const same = [1, 2, 3, 4].map((n) => commit(making(pending(n, { beneficiary: person(5) }))));
        const results = await Promise.all(same);
        assert.equal(results.filter((it) => 'committed' in it).length, 1);
        assert.equal(results.filter((it) => 'conflict' in it && it.conflict === 'open').length, 3);
        // What somebody else asks for the same person, and the other right, stand beside it.
        const others = [
          pending(5, { beneficiary: person(5), requester: person(6) }),
          pending(6, { beneficiary: person(5), right: 'sendOnBehalf' }),
          pending(7, { beneficiary: person(5), group: group(2) }),
        ];
        for (const one of others) assert.deepEqual(await commit(making(one)), { committed: true });
        const open = await ids({ of: 'open', group: group(1), person: person(5) });
        assert.deepEqual(open.slice(1), [id(5), id(6)]);
      });

      it('takes a new request for a pair once the former one is closed', async () => {
        await commit(making(pending(1)));
        await commit(changing(active(1), 1));
        assert.deepEqual(await commit(making(pending(2, { beneficiary: person(1) }))), { committed: true });
      });

      it('takes no more open requests of one person than are allowed, whoever counted before', async () => {
        const quota = { person: pending(1).requester, most: 2 };
        const some = [1, 2, 3, 4].map((n) => pending(n, { requester: quota.person }));
        const results = await Promise.all(some.map((one) => commit({ ...making(one), quota })));
        assert.equal(results.filter((it) => 'committed' in it).length, 2);
        assert.equal(results.filter((it) => 'conflict' in it && it.conflict === 'revision').length, 2);
        assert.equal((await ids({ of: 'openBy', person: quota.person, limit: 9 })).length, 2);
        // What is open already keeps nothing else from being changed.
        assert.deepEqual(await commit(making(pending(5, { requester: person(99) }))), { committed: true });
      });

      it('forgets the turns of another day, however many, and no later one', async () => {
        const turns = (all: number, name: string) =>
          Promise.all(
            Array.from({ length: all }, (_, n) =>
              commit({ requests: [], events: [], work: [], turn: { key: `${name} ${n}`, requests: [] } }),
            ),
          );
        await turns(3, 'today');
        const values = Array.from({ length: 2500 }, (_, n) => `('old ${n}', '', '${minute(-60)}')`);
        await on.tamper(`insert into turns (key, requests, at) values ${values}`);
        assert.equal(await opened.store.forgetTurns(minute(-1)), 2500);
        assert.equal(await opened.store.turn('old 7'), null);
        assert.deepEqual(await opened.store.turn('today 2'), []);
        assert.equal(await opened.store.forgetTurns(minute(-1)), 0);
      });

      it('remembers a turn and refuses it the second time', async () => {
        const turn = { key: 'chat/1', requests: [id(1)] };
        assert.equal(await opened.store.turn('chat/1'), null);
        assert.deepEqual(await commit({ ...making(pending(1)), turn }), { committed: true });
        assert.deepEqual(await opened.store.turn('chat/1'), [id(1)]);
        assert.deepEqual(await commit({ ...making(pending(2)), turn }), { conflict: 'turn' });
        assert.deepEqual(await opened.store.get([id(2)]), []);
      });

      it('writes nothing at all when a part of it conflicts', async () => {
        await commit(making(pending(1)));
        const change = making(pending(2), pending(1));
        assert.deepEqual(await commit({ ...change, turn: { key: 't', requests: [] } }), { conflict: 'id' });
        assert.deepEqual(await opened.store.get([id(2)]), []);
        assert.equal(await opened.store.turn('t'), null);
        assert.equal((await recordsOf(opened.audit)).length, 1);
        assert.equal(await firstBroken(opened.audit), null);
      });

      it('calls any other failure a fault of the store, with its cause', async () => {
        const foreign: Change = { requests: [], events: [denied(pending(1))], work: [] };
        await assert.rejects(commit(foreign), { name: 'Fault', code: 'store-unavailable' });
        assert.deepEqual(await commit(making(pending(1))), { committed: true });
      });

      it('has what was committed when it is opened again', async () => {
        await commit(making(pending(1)));
        await opened.close();
        opened = await on.open();
        assert.deepEqual(await opened.store.get([id(1)]), [pending(1)]);
      });

      it('says that it is ready while it is open', async () => {
        assert.equal(await opened.store.ready(), true);
        await opened.close();
        assert.equal(await opened.store.ready(), false);
      });
    });

    describe('finding', () => {
      it('finds the requests of a batch', async () => {
        await commit(making(pending(1), pending(2, { batch: id(1) }), pending(3)));
        assert.deepEqual(await ids({ of: 'batch', batch: id(1) }), [id(1), id(2)]);
      });

      it('finds what somebody asked for, newest first, and of that what is open', async () => {
        await commit(making(pending(1), pending(2), pending(3), pending(4, { requester: person(2) })));
        await commit(
          changing(
            { ...pending(2), status: 'denied', revision: 2, decision: { ...approved(2).approvals[0], reason: null } },
            1,
          ),
        );
        assert.deepEqual(await ids({ of: 'requester', person: person(1), after: null, limit: 2 }), [id(3), id(2)]);
        assert.deepEqual(await ids({ of: 'openBy', person: person(1), limit: 9 }), [id(1), id(3)]);
      });

      it('goes on in what somebody asked for after any place, and leaves out what was only found', async () => {
        const together = { askedAt: pending(2).askedAt };
        await commit(making(pending(1), pending(2), pending(3, together), pending(4, together)));
        const held = active(5);
        assert.ok(held.status === 'applied');
        await commit(changing({ ...held, approvals: [], grant: { ...held.grant, origin: 'found' } }, 0));
        const mine = (after: OwnPlace | null, limit = 9) => ids({ of: 'requester', person: person(1), after, limit });
        const all = [id(2), id(3), id(4), id(1)];
        assert.deepEqual(await mine(null), all);
        for (const [at, one] of [pending(2), pending(3, together), pending(4, together), pending(1)].entries())
          assert.deepEqual(await mine(one, 2), all.slice(at + 1, at + 3));
      });

      it('finds the open request of a pair, pending or approved', async () => {
        const open = { of: 'open', group: group(1), person: person(1) } as const;
        await commit(making(pending(1), pending(2)));
        assert.deepEqual(await ids(open), [id(1)]);
        await commit(changing(approved(1), 1));
        assert.deepEqual(await ids(open), [id(1)]);
        await commit(changing(active(1), 2));
        assert.deepEqual(await ids(open), []);
      });

      it('finds what was denied to somebody, newest first: of that person, group and right only', async () => {
        const deny = (n: number, over: Partial<Pending> = {}) => ({
          ...{ ...pending(n, { beneficiary: person(1), ...over }), status: 'denied' as const, revision: 2 },
          decision: { ...approved(n).approvals[0], reason: null },
        });
        await commit(
          making(
            ...[deny(1), deny(2), deny(3, { requester: person(2) }), deny(4, { beneficiary: person(2) })],
            ...[deny(5, { group: group(2) }), deny(6, { right: 'sendOnBehalf' }), deny(7)],
            pending(8, { beneficiary: person(1) }),
          ),
        );
        const same = {
          of: 'denied',
          requester: person(1),
          person: person(1),
          group: group(1),
          right: 'sendAs',
        } as const;
        assert.deepEqual(await ids({ ...same, limit: 9 }), [id(7), id(2), id(1)]);
        assert.deepEqual(await ids({ ...same, limit: 2 }), [id(7), id(2)]);
      });

      it('finds active grants of a group, of a person, of both, of all', async () => {
        await commit(
          making(active(1), active(2), active(3, null, null, { group: group(2), beneficiary: person(1) }), pending(4)),
        );
        assert.deepEqual(await ids({ of: 'active', limit: 9 }), [id(1), id(2), id(3)]);
        assert.deepEqual(await ids({ of: 'active', group: group(1), limit: 9 }), [id(1), id(2)]);
        assert.deepEqual(await ids({ of: 'active', person: person(1), limit: 9 }), [id(1), id(3)]);
        assert.deepEqual(await ids({ of: 'active', group: group(2), person: person(1), limit: 9 }), [id(3)]);
        assert.deepEqual(await ids({ of: 'active', limit: 1 }), [id(1)]);
      });

      it('finds what waits on groups, whoever was asked, oldest first', async () => {
        const elsewhere = pending(2, { group: group(2) });
        await commit(
          making(pending(3), elsewhere, pending(1), pending(4, { asked: byAdmins }), pending(5, { group: group(3) })),
        );
        assert.deepEqual(await ids({ of: 'pending', groups: [group(1), group(2)], limit: 9 }), [
          id(1),
          id(2),
          id(3),
          id(4),
        ]);
        assert.deepEqual(await ids({ of: 'pending', groups: [group(1), group(2)], limit: 1 }), [id(1)]);
        assert.deepEqual(await ids({ of: 'pending', groups: [], limit: 9 }), []);
        assert.deepEqual((await opened.store.waitingGroups()).toSorted(), [group(1), group(2), group(3)]);
        await commit(changing({ ...elsewhere, status: 'cancelled', revision: 2 } as never, 1));
        assert.deepEqual((await opened.store.waitingGroups()).toSorted(), [group(1), group(3)]);
      });

      it('finds and counts what waits for one person, in pages: of groups, of the admins, of both', async () => {
        const both = { groups: [group(1), group(2)], admins: true, apart: person(60) };
        await commit(
          making(
            pending(3, { batch: id(3) }),
            // Asked at the same instant: the lines of a batch stay together.
            pending(2, { batch: id(2), askedAt: minute(3) }),
            pending(4, { batch: id(2), askedAt: minute(3), group: group(2) }),
            pending(1),
            pending(5, { group: group(3), asked: byAdmins }),
            pending(6, { group: group(3) }),
            pending(7, { requester: person(60) }),
            pending(8, { beneficiary: person(60) }),
            approved(9),
          ),
        );
        const page = (of: typeof both, after: Place | null, limit: number) =>
          ids({ of: 'waiting', ...of, after, limit });
        assert.deepEqual(await page(both, null, 9), [1, 2, 4, 3, 5].map(id));
        assert.deepEqual(await page(both, null, 2), [1, 2].map(id));
        const places = await opened.store.find({ of: 'waiting', ...both, after: null, limit: 9 });
        for (const [at, request] of places.entries()) {
          assert.deepEqual(await page(both, place(request), 9), [1, 2, 4, 3, 5].slice(at + 1).map(id));
          assert.equal(await opened.store.countWaiting(both, place(request)), 4 - at);
        }
        assert.equal(await opened.store.countWaiting(both, null), 5);
        assert.deepEqual(await page({ ...both, groups: [] }, null, 9), [id(5)]);
        assert.deepEqual(await page({ ...both, admins: false }, null, 9), [1, 2, 4, 3].map(id));
        for (const none of [{ ...both, groups: [], admins: false }]) {
          assert.deepEqual(await page(none, null, 9), []);
          assert.equal(await opened.store.countWaiting(none, null), 0);
        }
      });

      it('finds for the sweep: approved, ending, and past their end', async () => {
        const pairs = making(
          approved(1),
          active(2),
          active(3, minute(30)),
          active(4, minute(40)),
          active(5, null, minute(9)),
        );
        await commit(pairs);
        const unattended = (now: number, by = now) =>
          ids({ of: 'unattended', now: minute(now), by: minute(by), limit: 9 });
        assert.deepEqual(await unattended(30), [id(1), id(5), id(3)]);
        assert.deepEqual(await unattended(41), [id(1), id(5), id(3), id(4)]);
        assert.deepEqual(await ids({ of: 'unattended', now: minute(41), by: minute(41), limit: 2 }), [id(1), id(5)]);
      });

      it('finds for the sweep only what no work will see to by then', async () => {
        const all = [approved(1), active(2, minute(30)), active(3, null, minute(9)), approved(4)];
        await commit(making(...all));
        const unattended = (by: number) => ids({ of: 'unattended', now: minute(30), by: minute(by), limit: 9 });
        // As the sweep itself puts it back.
        await commit(queueing(...all.slice(0, 3).flatMap((request) => advanceNow(request, minute(40)))));
        assert.deepEqual(await unattended(39), [id(1), id(4), id(3), id(2)]);
        assert.deepEqual(await unattended(40), [id(4)]);
        await commit(queueing(work(`advance:${id(4)}`)));
        assert.deepEqual(await unattended(40), []);
      });

      it('throws for a request that cannot be read; lists over many people go on without it', async () => {
        await commit(making(pending(1), pending(2), approved(3)));
        await on.tamper(`update requests set doc = '{"v":1}' where id in ('${id(1)}', '${id(3)}')`);
        const unreadable = (error: unknown) => error instanceof Fault && error.code === 'store-unreadable';
        await assert.rejects(opened.store.get([id(1)]), unreadable);
        await assert.rejects(opened.store.find({ of: 'batch', batch: id(1) }), unreadable);
        await assert.rejects(
          opened.store.find({ of: 'requester', person: person(1), after: null, limit: 9 }),
          unreadable,
        );
        assert.deepEqual(await ids({ of: 'pending', groups: [pending(1).group, pending(2).group], limit: 9 }), [id(2)]);
        assert.deepEqual(await ids({ of: 'unattended', now: minute(99), by: minute(99), limit: 9 }), []);
        const waiting = { groups: [pending(1).group, pending(2).group], admins: false, apart: person(99) };
        assert.deepEqual(await ids({ of: 'waiting', ...waiting, after: null, limit: 9 }), [id(2)]);
      });

      it('throws for a record that cannot be read, and finds no question where its text is none', async () => {
        await commit(making(pending(1)));
        await on.tamper(`update audit set data = 'hunter2'`);
        const unreadable = (error: unknown) => error instanceof Fault && error.code === 'store-unreadable';
        await assert.rejects(opened.audit.latest({}, 5), unreadable);
        await assert.rejects(opened.audit.ofRequests([id(1)]), unreadable);
        await opened.chats.saveQuestion(person(1), 'q1', { asked: true });
        await on.tamper(`update questions set value = 'hunter2'`);
        assert.deepEqual(await opened.chats.question(person(1)), { key: 'q1', value: null });
      });

      it('finds what waits for something deleted or missing, and looks at it for the sweep only when its time comes', async () => {
        const gone = (n: number): Away => ({
          why: 'missing',
          person: null,
          deletedAt: null,
          since: minute(1),
          until: minute(n),
        });
        const stuck = (n: number, until: number) => approved(n, { delay: gone(until), stuck: gone(until) });
        const refused: Stuck = { why: 'forbidden', of: 'group', since: minute(1), told: true, until: minute(70) };
        await commit(making(stuck(1, 80), stuck(2, 60), approved(3), approved(4, { delay: refused, stuck: refused })));
        assert.deepEqual(await ids({ of: 'away', limit: 9 }), [id(2), id(1)]);
        assert.deepEqual(await ids({ of: 'away', limit: 1 }), [id(2)]);
        const unattended = (now: number) => ids({ of: 'unattended', now: minute(now), by: minute(now), limit: 9 });
        assert.deepEqual(await unattended(59), [id(3)]);
        assert.deepEqual(await unattended(75), [id(3), id(2), id(4)]);
        await commit(changing({ ...approved(2), revision: 3 }, 2));
        assert.deepEqual(await ids({ of: 'away', limit: 9 }), [id(1)]);
      });
    });

    auditContract(() => ({ opened, tamper: on.tamper }));

    describe('the stamp', () => {
      const others: Stamp[] = [
        { ...sandboxStamp, mode: 'production' },
        { ...sandboxStamp, tenant: '00000000-0000-4000-8000-00000000000e' },
      ];
      for (const other of others) {
        it(`keeps ${other.mode} of tenant ${other.tenant} out, and nothing is changed`, async () => {
          await commit(making(pending(1)));
          await opened.close();
          await assert.rejects(on.open(other), { name: 'WrongStamp', found: sandboxStamp, wanted: other });
          opened = await on.open();
          assert.deepEqual(await opened.store.get([id(1)]), [pending(1)]);
        });
      }
    });

    describe('the stamp of a tenant', () => {
      const tenant = (last: string): Stamp => ({
        mode: 'production',
        tenant: `00000000-0000-4000-8000-00000000000${last}`,
      });
      const [mistyped, right] = [tenant('1'), tenant('2')];
      /** A store of its own that nothing was ever stamped in. */
      const reopen = async (stamp: Stamp) => {
        await opened.close();
        opened = await on.open(stamp);
      };
      beforeEach(async () => {
        await opened.close();
        on = await engine();
        opened = await on.open(mistyped);
      });

      it('may be put right while nobody has got a token, and the store holds nothing', async () => {
        await reopen(right);
        await opened.bind();
        await opened.close();
        await assert.rejects(on.open(mistyped), { name: 'WrongStamp', found: right, wanted: mistyped });
        await assert.rejects(on.open(sandboxStamp), { name: 'WrongStamp' });
        opened = await on.open(right);
        await opened.bind();
      });

      it('binds from the first thing on that the store holds', async () => {
        const contact = { person: person(1), name: 'Alex', address: null, locale: null, zone: null, welcomed: false };
        await opened.chats.saveContact(contact);
        await opened.close();
        await assert.rejects(on.open(right), { name: 'WrongStamp', found: mistyped });
        opened = await on.open(mistyped);
        await commit(making(pending(1)));
        await opened.close();
        await assert.rejects(on.open(right), /set TENANT_ID to that tenant, or set DATA/);
        opened = await on.open(mistyped);
      });
    });

    describe('migrating', () => {
      it('leaves alone what a newer release has added', async () => {
        await on.tamper(`insert into kysely_migration (name, timestamp) values ('9999-of-tomorrow', '2027-01-01')`);
        await on.tamper('create table of_tomorrow (id integer)');
        await opened.close();
        opened = await on.open();
        assert.deepEqual(await commit(making(pending(1))), { committed: true });
      });
    });

    chatsContract(() => opened);
    mutesContract(() => opened);
    deliveriesContract(() => opened);
  });
}
