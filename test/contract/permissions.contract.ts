import assert from 'node:assert/strict';
import type { GroupId } from '../../bot/domain/ids.ts';
import type { Right } from '../../bot/domain/request.ts';
import type { Person } from '../../bot/ports/directory.ts';
import type { Permissions } from '../../bot/ports/permissions.ts';
import { group, person } from './given.ts';

export interface Change {
  readonly change: 'add' | 'remove';
  readonly right: Right;
  readonly group: string;
  readonly person: string;
}

export interface PermissionsUnderTest {
  readonly permissions: Permissions;
  /** What has really changed, in order. */
  readonly changes: () => readonly Change[];
  /** Somebody else gives a right, past us. */
  readonly give: (group: GroupId, person: Person, right: Right) => void;
  /** The group is deleted. */
  readonly drop: (group: GroupId) => void;
  readonly close: () => Promise<void>;
}

const someone = (n: number, name: string, over: Partial<Person> = {}): Person => ({
  id: person(n),
  name,
  upn: `p${n}@contoso.example`,
  mail: `p${n}@contoso.example`,
  title: null,
  department: null,
  enabled: true,
  guest: false,
  locale: null,
  ...over,
});

const crowd = Array.from({ length: 6 }, (_, n) => someone(100 + n, `Crowd ${n}`));
const alex = someone(1, 'Alex Wilber');
const namesake = someone(2, 'Alex Wilber');
const megan = someone(3, 'Megan Bowen', { mail: 'megan.bowen@contoso.example' });
const zoe = someone(4, "Zoë van 't Hof");
const guest = someone(5, 'Guus Fabrikam', {
  guest: true,
  upn: 'g#EXT#@contoso.example',
  mail: 'guus@fabrikam.example',
});
const without = someone(6, 'No Mailbox', { mail: null });
const unknown = someone(7, 'Left Long Ago');

const marketing = group(1);
const europe = group(2);
const list = group(3);
const nowhere = group(9);

/** The company that every factory fills its Exchange with; `unknown` and `nowhere` are not in it. */
export const company = {
  people: [alex, namesake, megan, zoe, guest, without, ...crowd],
  withoutMailbox: [without],
  groups: [
    { id: marketing, name: 'Marketing', microsoft365: true },
    { id: europe, name: 'Marketing Europe', microsoft365: true },
    { id: list, name: 'All Company', microsoft365: false },
  ],
};

const rights: readonly Right[] = ['sendAs', 'sendOnBehalf'];

/** What every adapter of the Permissions port does. */
export function permissionsContract(name: string, open: () => Promise<PermissionsUnderTest>): void {
  describe(`the two rights in ${name}`, () => {
    let under: PermissionsUnderTest;
    let permissions: Permissions;
    beforeEach(async () => {
      under = await open();
      permissions = under.permissions;
    });
    afterEach(() => under.close());

    const held = async (who: Person, where = marketing) => (await permissions.held(where, who))?.rights;

    for (const right of rights) {
      const change = (change: 'add' | 'remove', who = alex) => ({ change, right, group: marketing, person: who.id });

      it(`${right}: is given, read back, and taken away`, async () => {
        assert.deepEqual(await held(alex), []);
        assert.deepEqual(await permissions.add(marketing, alex, right), { result: 'done' });
        assert.deepEqual(await held(alex), [right]);
        assert.deepEqual(await permissions.remove(marketing, alex, right), { result: 'done' });
        assert.deepEqual(await held(alex), []);
        assert.deepEqual(under.changes(), [change('add'), change('remove')]);
      });

      it(`${right}: a repeat changes nothing and says so`, async () => {
        await permissions.add(marketing, alex, right);
        assert.deepEqual(await permissions.add(marketing, alex, right), { result: 'already' });
        await permissions.remove(marketing, alex, right);
        assert.deepEqual(await permissions.remove(marketing, alex, right), { result: 'already' });
        assert.equal(under.changes().length, 2);
      });

      it(`${right}: leaves everybody else’s rights alone`, async () => {
        for (const each of [megan, zoe, ...crowd]) under.give(marketing, each, right);
        await permissions.add(marketing, alex, right);
        await permissions.remove(marketing, alex, right);
        for (const each of [megan, zoe, ...crowd]) assert.deepEqual(await held(each), [right], each.name);
      });

      it(`${right}: tells two people of one name apart`, async () => {
        await permissions.add(marketing, namesake, right);
        assert.deepEqual(await held(namesake), [right]);
        assert.deepEqual(await held(alex), []);
        await permissions.add(marketing, alex, right);
        assert.deepEqual(await permissions.remove(marketing, namesake, right), { result: 'done' });
        assert.deepEqual(await held(alex), [right]);
      });

      it(`${right}: finds whoever holds it, however Exchange names them`, async () => {
        for (const each of [alex, megan, zoe, ...crowd]) {
          under.give(marketing, each, right);
          assert.deepEqual(await held(each), [right], each.name);
        }
        const reading = await permissions.delegates(marketing);
        const ids = (reading?.[right] ?? []).map(({ objectId }) => objectId);
        assert.deepEqual(new Set(ids), new Set([alex, megan, zoe, ...crowd].map(({ id }) => id)));
        assert.ok(reading?.[right].some(({ name }) => name === zoe.name));
      });

      it(`${right}: is refused to a guest and to a person without a mailbox`, async () => {
        for (const each of [guest, without, unknown]) {
          const outcome = await permissions.add(marketing, each, right);
          assert.deepEqual(outcome, { result: 'refused', why: 'beneficiary-no-mailbox' }, each.name);
        }
        assert.deepEqual(under.changes(), []);
      });

      it(`${right}: is refused on a group that is not there`, async () => {
        const gone = { result: 'refused', why: 'group-gone' };
        assert.deepEqual(await permissions.add(nowhere, alex, right), gone);
        under.drop(marketing);
        assert.deepEqual(await permissions.remove(marketing, alex, right), gone);
      });
    }

    it('shows both rights where both are held', async () => {
      for (const right of rights) under.give(marketing, alex, right);
      assert.deepEqual(await held(alex), ['sendAs', 'sendOnBehalf']);
      assert.deepEqual(await held(alex, europe), []);
    });

    it('reads nobody where nobody holds anything', async () => {
      const reading = await permissions.delegates(marketing);
      assert.deepEqual([reading?.sendAs, reading?.sendOnBehalf], [[], []]);
      assert.ok(reading?.at instanceof Date);
    });

    it('reads null, not nobody, for what is no Microsoft 365 group in Exchange', async () => {
      for (const id of [nowhere, list]) {
        assert.equal(await permissions.delegates(id), null);
        assert.equal(await permissions.held(id, alex), null);
      }
    });

    it('reads nothing held by a person whom Exchange does not know', async () => {
      under.give(marketing, megan, 'sendAs');
      for (const each of [without, unknown]) assert.deepEqual(await held(each), [], each.name);
    });

    it('knows who has a mailbox, and who has none', async () => {
      for (const each of [alex, namesake, megan, zoe])
        assert.equal(await permissions.hasMailbox(each), true, each.name);
      for (const each of [without, unknown]) assert.equal(await permissions.hasMailbox(each), false, each.name);
    });

    it('lists the groups on which a person may send', async () => {
      under.give(marketing, megan, 'sendAs');
      under.give(europe, megan, 'sendAs');
      under.give(europe, alex, 'sendAs');
      assert.deepEqual(new Set((await permissions.listedFor(megan)).groups), new Set([marketing, europe]));
      assert.deepEqual((await permissions.listedFor(zoe)).groups, []);
      assert.deepEqual((await permissions.listedFor(unknown)).groups, []);
    });
  });
}

export { alex, europe, marketing, megan };
