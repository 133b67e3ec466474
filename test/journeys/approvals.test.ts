import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

/** A request with several approvals, as a rule that needs two will write it: each is read again before the right is applied. */

describe('a request that two owners have approved', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
    await office.say('alexw', 'let me send as Marketing');
    const decidable = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve');
    const card = await office.sees('meganb', decidable);
    await office.sees('pattif', decidable);
    office.twin.misbehave('exchange', { kind: 'down' });
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', /^approved$/m);
    await office.stopBot();
    approveAlso('pattif');
  });
  afterEach(() => office.close());

  /** Adds an approval to the stored request, after the first one. */
  function approveAlso(alias: string): void {
    const db = new DatabaseSync(join(office.dir, 'behalf.db'));
    const row = db.prepare(`select id, doc from requests where status = 'approved'`).get();
    const doc = JSON.parse(String(row?.doc)) as { approvals: object[] };
    doc.approvals.push({ ...doc.approvals[0], by: demoPerson(alias) });
    db.prepare('update requests set doc = ? where id = ?').run(JSON.stringify(doc), String(row?.id));
    db.close();
  }
  async function goOn(): Promise<void> {
    office.twin.misbehave('exchange', null);
    office.jump(60_000);
    await office.startBot();
  }
  const leaves = (alias: string) =>
    office.twin.world.groups.get(demoGroup('marketing'))?.owners.delete(demoPerson(alias));

  it('is applied while both could still approve it', async () => {
    await goOn();
    await office.sees('alexw', /^applied$/m);
    assert.deepEqual(office.holders('marketing', 'sendAs'), ['alexw']);
  });

  for (const [which, alias] of [
    ['first', 'meganb'],
    ['last', 'pattif'],
  ] as const)
    it(`fails, with nothing changed in Exchange, when who approved ${which} is no owner any more`, async () => {
      leaves(alias);
      await goOn();
      await office.sees('alexw', /^failed$/m);
      assert.deepEqual(office.twin.changes, []);
    });
});
