import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Request } from '../../bot/domain/request.ts';
import { statusOf } from '../../bot/domain/status.ts';
import { readRequest } from '../../bot/domain/stored/request.ts';
import type { TwinGroup, TwinPerson } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { cellOf, letters, type Row } from '../support/actions.ts';
import { eventually, generous, type Office, openOffice } from '../support/office.ts';

/** The table of who can do what (test/domain/actions.test.ts), pressed: the commands accept what the rules do, and nothing else. */

/** Who plays a role, and what the directory says of them by then; `gets`: whom the request is for. */
interface Part {
  readonly alias: string | 'gets';
  readonly now?: Partial<Pick<TwinPerson, 'accountEnabled' | 'userType'>>;
  readonly owner?: boolean;
}
const parts: Readonly<Record<string, Part>> = {
  requester: { alias: 'alexw' },
  beneficiary: { alias: 'gets' },
  'guest requester': { alias: 'alexw', now: { userType: 'Guest' } },
  'disabled requester': { alias: 'alexw', now: { accountEnabled: false } },
  'guest beneficiary': { alias: 'gets', now: { userType: 'Guest' } },
  'disabled beneficiary': { alias: 'gets', now: { accountEnabled: false } },
  'owner asked': { alias: 'meganb' },
  'owner not asked': { alias: 'miriamg', owner: true },
  'owner who left': { alias: 'pattif', owner: false },
  'guest owner': { alias: 'meganb', now: { userType: 'Guest' } },
  'disabled owner': { alias: 'meganb', now: { accountEnabled: false } },
  admin: { alias: 'nestorw' },
  auditor: { alias: 'graciew' },
  member: { alias: 'johannal' },
  stranger: { alias: 'henriettam' },
};
const rows = ['waiting', 'applied', 'ended', 'denied', 'cancelled'] as const satisfies readonly Row[];
/** Those who get a right, one for each request. */
const holders = ['leegu', 'adelev', 'zoeh', 'daand', 'janv', 'isaiahl', 'leechen', 'diegos'];
const verbs = Object.entries(letters).map(([action, letter]) => ({
  verb: action === 'give-back' ? 'revoke' : action,
  letter,
}));

for (const row of rows)
  describe(`a button of a request that is ${row}`, () => {
    let office: Office;
    const unused = [...holders];
    before(async () => {
      office = await openOffice(generous);
      for (const alias of holders) marketing().members.add(demoPerson(alias));
      for (const alias of new Set(Object.values(parts).map((part) => part.alias)))
        if (alias !== 'gets') await office.say(alias, 'hello');
    });
    after(() => office.close());

    const marketing = (): TwinGroup => office.twin.world.groups.get(demoGroup('marketing')) ?? assert.fail();
    function read<T>(look: (db: DatabaseSync) => T): T {
      const db = new DatabaseSync(join(office.dir, 'behalf.db'), { readOnly: true });
      try {
        return look(db);
      } finally {
        db.close();
      }
    }
    const requests = (): readonly Request[] =>
      read((db) => db.prepare('select id, doc from requests order by asked_at, id').all()).map(({ id, doc }) =>
        readRequest(String(id), String(doc)),
      );
    /** All that a press can change: the statuses of requests, and who is muted. */
    const stored = () => [
      ...requests().map((one) => `${one.id} ${statusOf(one)}`),
      ...read((db) => db.prepare('select person, until from mutes').all()).map(
        (one) => `${one.person} mutes ${one.until}`,
      ),
    ];
    const stateOf = (id: string) => requests().find((one) => one.id === id) ?? assert.fail();

    /** A request in this status, for somebody who has none yet. */
    async function given(): Promise<{ readonly id: string; readonly gets: string }> {
      const gets = unused.shift() ?? assert.fail('nobody is left to ask for');
      await office.say(gets, 'hello');
      const known = new Set(requests().map(({ id }) => id));
      await office.say('alexw', `let ${demoPerson(gets)} send as Marketing`);
      const { id } = requests().find((one) => !known.has(one.id)) ?? assert.fail();
      const reaches = (status: string) =>
        eventually(
          async () => statusOf(stateOf(id)) === status,
          () => `${id} is ${statusOf(stateOf(id))}`,
        );
      if (row === 'applied' || row === 'ended') await office.say('meganb', `approve ${id}`);
      if (row === 'applied' || row === 'ended') await reaches('applied');
      if (row === 'denied') await office.say('meganb', `deny ${id}`);
      if (row === 'cancelled') await office.say('alexw', `cancel ${id}`);
      if (row === 'ended') await office.say('meganb', `stop ${id}`);
      await reaches(row);
      return { id, gets };
    }

    /** Presses in a role, which is played only for that long. Whether anything was changed by it. */
    async function changes(part: Part, { id, gets }: { id: string; gets: string }, verb: string): Promise<boolean> {
      const alias = part.alias === 'gets' ? gets : part.alias;
      const person = office.twin.world.people.get(demoPerson(alias)) ?? assert.fail();
      const { owners } = marketing();
      const before = { person: { ...person }, owners: [...owners], stored: stored().join() };
      Object.assign(person, part.now);
      if (part.owner === true) owners.add(person.id);
      if (part.owner === false) owners.delete(person.id);
      const card = (await office.chat(alias)).find((seen) => seen.card !== null) ?? assert.fail();
      const data = { request: id, revision: stateOf(id).revision };
      await office.press(alias, { ...card, actions: [] }, verb, data);
      Object.assign(person, before.person);
      owners.clear();
      for (const owner of before.owners) owners.add(owner);
      return stored().join() !== before.stored;
    }

    it('does nothing for whom the rules do not offer it', async () => {
      const one = await given();
      const wrong: string[] = [];
      for (const [role, part] of Object.entries(parts))
        for (const verb of new Set(verbs.map((each) => each.verb))) {
          const cell = cellOf(role, row);
          // Whoever stops the own request while it waits takes it back.
          const same = verb === 'revoke' && cell.includes(letters.cancel);
          const offered = same || verbs.some((each) => each.verb === verb && cell.includes(each.letter));
          if (!offered && (await changes(part, one, verb))) wrong.push(`${role}: ${verb}`);
        }
      assert.deepEqual(wrong, []);
    }).timeout(60_000);

    it('does what the rules offer', async () => {
      const vain: string[] = [];
      for (const [role, part] of Object.entries(parts))
        for (const { verb, letter } of verbs)
          if (cellOf(role, row).includes(letter) && !(await changes(part, await given(), verb)))
            vain.push(`${role}: ${verb}`);
      assert.deepEqual(vain, []);
    }).timeout(60_000);
  });
