import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import { at, type RequestId } from '../../../bot/domain/ids.ts';
import type { Copy } from '../../../bot/ports/store.ts';
import {
  changing,
  everyQuery,
  group,
  id,
  making,
  minute,
  pending,
  person,
  silent,
  work,
} from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';
import { until } from '../../contract/work.contract.ts';
import { freshDir } from './fixture.ts';

/** Steps of a plan that read a table from end to end, and may: each stops at its first rows, or is for a whole export. */
const allowed = [
  // The oldest of all active grants, out of an index that holds nothing else.
  /^SCAN requests USING INDEX requests_active$/,
  // The newest of the whole audit, by its key.
  /^SCAN audit$/,
  /^SCAN audit USING INDEX audit_changes$/,
  // The first of what has no turn yet, out of an index that holds nothing else.
  /^SCAN work USING INDEX work_unplaced$/,
  // What is due is placed together, at most a hundred pieces: what was read of them is gone through once.
  /^SCAN (due|lowest|picked|CONSTANT ROW|\(subquery-\d+\))$/,
  // The groups of all that waits, out of an index that holds nothing else.
  /^SCAN requests USING COVERING INDEX requests_pending$/,
  // Asked once at start.
  /^SCAN work USING COVERING INDEX work_lane$/,
];

describe('every statement of the store on SQLite', () => {
  /** Every statement that was run, as it was prepared. */
  const seen = new Set<string>();
  const { prepare } = DatabaseSync.prototype;
  before(() => {
    DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string, ...rest: []) {
      seen.add(sql);
      return prepare.call(this, sql, ...rest);
    };
  });
  after(() => {
    DatabaseSync.prototype.prepare = prepare;
  });

  it('finds its rows by an index', async () => {
    const dir = freshDir();
    const opened = await openSqlite({ dir, stamp: sandboxStamp, clock: { now: () => new Date() }, log: silent });
    seen.clear(); // the schema has been made
    await everything(opened);
    DatabaseSync.prototype.prepare = prepare;
    const db = new DatabaseSync(join(dir, 'behalf.db'), { readOnly: true });
    const statements = [...seen].filter((sql) => /^(select|update|delete|insert)/i.test(sql));
    assert.ok(statements.length > 25, `${statements.length} statements`);
    for (const sql of statements) {
      const steps = db.prepare(`explain query plan ${sql}`).all() as { detail: string }[];
      const scans = steps.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'));
      const bad = scans.filter((detail) => !allowed.some((each) => each.test(detail)));
      assert.deepEqual(bad, [], sql);
      // The first of many must not cost a sorting of all of them.
      if (/limit/.test(sql) && /"work"|"asked_at" desc/.test(sql))
        assert.doesNotMatch(JSON.stringify(steps), /TEMP B-TREE/, sql);
    }
    db.close();
    await opened.close();
  });
});

/** Calls everything that a store can do. */
async function everything({ store, audit, chats, work: works }: Awaited<ReturnType<typeof openSqlite>>): Promise<void> {
  const one = pending(1);
  await store.commit({ ...making(one), turn: { key: 't', requests: [one.id] }, work: [work('later')] });
  await store.commit(changing({ ...one, revision: 2 }, 1));
  await store.commit(making(one));
  await store.get([id(1)]);
  await store.get([id(1), id(2)]);
  await store.turn('t');
  await store.forgetTurns(minute(0));
  await store.ready();
  await store.waitingGroups();
  for (const query of everyQuery) {
    await store.find(query);
    if (query.of === 'waiting') await store.countWaiting(query, query.after);
  }
  for (const about of [{}, { group: group(1) }, { person: person(1) }, { group: group(1), person: person(1) }])
    for (const read of [audit.latest, audit.latestChanges]) await read(about, 5);
  await audit.ofRequests([id(1), id(2)]);
  for await (const _ of audit.all());
  const address = { serviceUrl: 'https://t/', conversation: 'c' };
  const contact = { person: person(1), name: 'R', locale: null, zone: null, welcomed: true };
  for (const where of [address, null]) await chats.saveContact({ ...contact, address: where });
  const copy: Copy = {
    batch: 'K1' as RequestId,
    person: person(1),
    audience: 'asker',
    address,
    activity: 'a',
    lines: [],
    shows: '',
  };
  await chats.saveCopy(copy);
  await chats.copies(copy.batch);
  await chats.dropCopy(copy);
  await chats.contact(person(1));
  await chats.lastServiceUrl();
  await chats.saveQuestion(person(1), 'k', 1);
  await chats.question(person(1));
  await chats.dropQuestion(person(1));
  await chats.dropAddress(person(1));
  const ran: string[] = [];
  const jobs = ['chat:a', 'chat:b', 'pair:a', 'pair:b'].map((lane) => work(lane, { lane, due: at(new Date()) }));
  await store.commit({ requests: [], events: [], work: jobs });
  await works.start(async (job) => {
    ran.push(job.id);
    if (ran.filter((each) => each === job.id).length > 2) return 'done';
    if (job.lane.endsWith('b')) throw new Error('again');
    return { again: new Date() };
  });
  await until(() => ran.length >= 8);
}
