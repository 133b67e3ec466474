import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Opened } from '../../bot/adapters/sql/opened.ts';
import { type ChainFault, sealed, verifyChain } from '../../bot/domain/chain.ts';
import type { Event } from '../../bot/domain/events.ts';
import type { Audit, ChainedRecord, Change } from '../../bot/ports/store.ts';
import { approved, changing, denied, group, id, made, making, minute, pending, person } from './given.ts';

export async function recordsOf(audit: Audit): Promise<ChainedRecord[]> {
  const all: ChainedRecord[] = [];
  for await (const record of audit.all()) all.push(record);
  return all;
}

/** The number of the first record that does not fit the chain, and why; null: the chain holds. */
export async function firstBroken(audit: Audit): Promise<{ readonly seq: number; readonly why: ChainFault } | null> {
  const { end, fault } = verifyChain(await recordsOf(audit));
  return fault && { seq: end.seq + 1, why: fault };
}

const nobody = { sendAs: [], sendOnBehalf: [] };
const behalf = (n: number) => ({ request: id(n), at: minute(60), actor: 'behalf' }) as const;
const applying = (n: number): Event => ({ type: 'right.applying', ...behalf(n), held: [], before: nobody });
const applied = (n: number): Event => ({
  ...behalf(n),
  type: 'right.applied',
  origin: 'granted',
  readBackAt: minute(60),
  endsAt: null,
  before: nobody,
  after: nobody,
});

interface Given {
  readonly opened: Opened;
  /** Runs a statement behind the store's back. */
  tamper(sql: string): Promise<void>;
}

/** What every engine's Audit must do; called within a suite that opens an empty store for each test. */
export function auditContract(given: () => Given): void {
  const commit = (change: Change) => given().opened.store.commit(change);
  const records = () => recordsOf(given().opened.audit);
  const assertChained = async () => assert.equal(await firstBroken(given().opened.audit), null);

  describe('the audit', () => {
    it('has a line for each event, with the ids of its request', async () => {
      await commit(making(pending(1)));
      await commit(changing(approved(1), 1, denied(pending(1), 'Not now')));
      const [first, second] = await records();
      assert.equal(first?.seq, 1);
      assert.equal(first?.prev, '0'.repeat(64));
      const { asked, panels } = made(pending(1)) as { asked: unknown; panels: unknown };
      assert.deepEqual(first?.data, { asked, panels });
      const { prev: _prev, hash: _hash, ...line } = second as ChainedRecord;
      const of = { stream: `request:${id(1)}`, request: id(1), right: 'sendAs', group: group(1), person: person(1) };
      const data = { by: person(90), as: 'owners', reason: 'Not now' };
      const rest = { v: 1, seq: 2, at: minute(60), event: 'request.denied', actor: person(90), data };
      assert.deepEqual(line, { ...rest, ...of });
    });

    it('gives the latest lines of a group, of a person, or of both, newest first', async () => {
      await commit(making(pending(1), pending(2), pending(3, { group: group(2), beneficiary: person(1) })));
      const seqs = async (of: object, limit = 9) => (await given().opened.audit.latest(of, limit)).map((it) => it.seq);
      assert.deepEqual(await seqs({ group: group(1) }), [2, 1]);
      assert.deepEqual(await seqs({ person: person(1) }), [3, 1]);
      assert.deepEqual(await seqs({ group: group(2), person: person(1) }), [3]);
      assert.deepEqual(await seqs({}, 2), [3, 2]);
      assert.deepEqual(await seqs({ before: 3 }, 1), [2]);
      assert.deepEqual(await seqs({ group: group(1), before: 2 }), [1]);
    });

    it('gives the latest changes of rights, however much has come to nothing since', async () => {
      await commit(making(pending(1), pending(2)));
      const grant = (n: number) => [applying(n), applied(n)];
      await commit({ requests: [{ next: approved(1), expected: 1 }], events: grant(1), work: [] });
      const many = Array.from({ length: 300 }, () => denied(pending(2)));
      await commit({ requests: [{ next: approved(2), expected: 1 }], events: many, work: [] });
      const { audit } = given().opened;
      for (const what of [{}, { group: group(1) }, { person: person(1) }, { group: group(1), person: person(1) }])
        assert.deepEqual(
          (await audit.latestChanges(what, 9)).map(({ event, request }) => [event, request]),
          [
            ['right.applied', id(1)],
            ['right.applying', id(1)],
          ],
        );
      assert.deepEqual(await audit.latestChanges({ group: group(7) }, 9), []);
      assert.deepEqual(
        (await audit.latestChanges({}, 1)).map(({ event }) => event),
        ['right.applied'],
      );
    });

    it('gives all that is recorded of some requests but delays, oldest first', async () => {
      await commit(making(pending(1), pending(2), pending(3)));
      const delay = { why: 'readback', until: minute(60) } as const;
      const delayed = { type: 'right.delayed', request: id(1), at: minute(60), actor: 'behalf', delay } as const;
      const events = [applying(1), delayed, applied(1)];
      await commit({ requests: [{ next: approved(1), expected: 1 }], events, work: [] });
      const { audit } = given().opened;
      assert.deepEqual(
        (await audit.ofRequests([id(3), id(1)])).map(({ event, request }) => [request, event]),
        [
          [id(1), 'request.made'],
          [id(3), 'request.made'],
          [id(1), 'right.applying'],
          [id(1), 'right.applied'],
        ],
      );
      assert.deepEqual(await audit.ofRequests([]), []);
    });

    it('gives all of it, oldest first, over many pages', async () => {
      await commit(making(pending(1)));
      const many = Array.from({ length: 1201 }, () => denied(pending(1)));
      await commit({ requests: [{ next: approved(1), expected: 1 }], events: many, work: [] });
      assert.deepEqual(
        (await records()).map((it) => it.seq),
        Array.from({ length: 1202 }, (_, n) => n + 1),
      );
    });

    it('is a valid chain over any history, with conflicts and commits side by side in it', async () => {
      const step = fc.record({
        request: fc.integer({ min: 1, max: 4 }),
        expected: fc.integer({ min: 0, max: 2 }),
        reason: fc.option(fc.string({ unit: 'grapheme' })),
        events: fc.integer({ min: 0, max: 3 }),
      });
      let length = (await records()).length;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
          const changes = steps.map(({ request, expected, reason, events }) => {
            const next = { ...pending(request), revision: expected + 1 };
            const event = denied(next, reason?.replaceAll('\u0000', '') ?? null);
            return { requests: [{ next, expected }], events: Array(events).fill(event), work: [] };
          });
          const results = await Promise.all(changes.map(commit));
          length += changes.reduce(
            (sum, it, n) => ('committed' in (results[n] ?? {}) ? sum + it.events.length : sum),
            0,
          );
          await assertChained();
          assert.equal((await records()).length, length);
        }),
        { numRuns: 15 },
      );
    });

    it('takes records of every stream, and keeps its hashes when the table gets another column', async () => {
      await commit(making(pending(1)));
      const none = { request: null, right: null, group: null, person: null, data: { of: ['later'] } } as const;
      const at = minute(61);
      const records = sealed(
        [
          { ...none, at, stream: 'system', event: 'heartbeat', actor: 'behalf' },
          {
            ...none,
            at,
            stream: `group:${group(1)}`,
            group: group(1),
            event: 'review.opened',
            actor: 'policy:quarter',
          },
          { ...none, at, stream: `person:${person(1)}`, person: person(1), event: 'standin.named', actor: person(1) },
        ],
        { seq: 1, hash: (await recordsOf(given().opened.audit))[0]?.hash ?? '' },
      );
      for (const record of records) await given().tamper(insertOf(record));
      const { seq, hash } = records.at(-1) ?? assert.fail();
      await given().tamper(`update chain set seq = ${seq}, hash = '${hash}'`);
      await given().tamper('alter table audit add column extra text');
      try {
        await commit(changing(approved(1), 1));
        assert.deepEqual((await recordsOf(given().opened.audit)).slice(1, 4), records);
        await assertChained();
        assert.equal((await recordsOf(given().opened.audit)).length, 5);
      } finally {
        await given().tamper('alter table audit drop column extra');
      }
    });

    const tampering = [
      ['a changed field', `update audit set actor = '${person(7)}' where seq = 2`, 2, 'hash'],
      ['changed data', `update audit set data = '{"as":"admins","reason":null}' where seq = 2`, 2, 'hash'],
      ['another stream', `update audit set stream = 'system' where seq = 2`, 2, 'hash'],
      ['a number in the place of an id', `update audit set request = '7' where seq = 2`, 2, 'unreadable'],
      ['a version that nobody knows', `update audit set v = 99 where seq = 2`, 2, 'newer-version'],
      ['a changed link', `update audit set prev = hash where seq = 3`, 3, 'prev'],
      ['a changed hash', `update audit set hash = prev where seq = 3`, 3, 'hash'],
      ['a deleted line', `delete from audit where seq = 2`, 2, 'seq-gap'],
    ] as const;
    for (const [what, sql, seq, why] of tampering) {
      it(`is broken by ${what}`, async () => {
        await commit(making(pending(1)));
        for (const n of [1, 2, 3]) await commit(changing({ ...pending(1), revision: n + 1 }, n));
        await assertChained();
        await given().tamper(sql);
        assert.deepEqual(await firstBroken(given().opened.audit), { seq, why });
      });
    }
  });
}

/** A statement that writes a record past the store. */
function insertOf({ group: group_id, data, ...rest }: ChainedRecord): string {
  const row = { ...rest, group_id, data: JSON.stringify(data) };
  const values = Object.values(row).map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return `insert into audit (${Object.keys(row).map((name) => `"${name}"`)}) values (${values})`;
}
