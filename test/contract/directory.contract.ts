import assert from 'node:assert/strict';
import type { GroupId, UserId } from '../../bot/domain/ids.ts';
import type { Directory, Group, Match } from '../../bot/ports/directory.ts';
import { group, person } from './given.ts';

/** The company that every directory is asked about. A factory fills its directory with exactly this. */
export interface CompanyPerson {
  readonly id: UserId;
  readonly name: string;
  readonly enabled: boolean;
  readonly guest: boolean;
  readonly title: string | null;
}

export interface CompanyGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly kind: Exclude<Group['kind'], 'unclear'>;
  readonly hidden: false | 'membership' | 'address-lists';
  readonly owners: readonly UserId[];
  readonly members: readonly UserId[];
}

export interface Company {
  readonly people: readonly CompanyPerson[];
  readonly groups: readonly CompanyGroup[];
}

export interface DirectoryUnderTest {
  readonly directory: Directory;
  /** Changes the company while it is being asked about. */
  readonly rename: (group: GroupId, name: string) => void;
  readonly addMember: (group: GroupId, person: UserId) => void;
  readonly removeOwner: (group: GroupId, person: UserId) => void;
  /** Deletes and restores by id. */
  readonly bin: { delete(id: string): void; restore(id: string): void };
  readonly close: () => Promise<void>;
}

/** `n` people have mail and user principal name `p{n}@contoso.example`, groups `g{n}@contoso.example`. */
export const personMail = (n: number) => `p${n}@contoso.example`;
export const groupMail = (n: number) => `g${n}@contoso.example`;

const someone = (n: number, name: string, over: Partial<CompanyPerson> = {}): CompanyPerson => ({
  id: person(n),
  name,
  enabled: true,
  guest: false,
  title: null,
  ...over,
});
const team = (n: number, name: string, over: Partial<CompanyGroup> = {}): CompanyGroup => ({
  id: group(n),
  name,
  kind: 'microsoft365',
  hidden: false,
  owners: [],
  members: [],
  ...over,
});

const crowd = Array.from({ length: 45 }, (_, n) => someone(100 + n, `Crowd ${String(n).padStart(2, '0')}`));

export const company: Company = {
  people: [
    someone(1, 'Alex Wilber', { title: 'Marketing assistant' }),
    someone(2, 'Megan Bowen'),
    someone(3, 'Patti Fernandez'),
    someone(4, "Conor O'Brien"),
    someone(5, 'Joni Sherman', { enabled: false }),
    someone(6, 'Gast Lee', { guest: true }),
    someone(7, 'Sam Jones'),
    someone(8, 'Sam Jones'),
    someone(9, 'Zoë Meijer'),
    someone(10, 'Pаtti Nowak'),
    someone(11, 'Patti Nowak'),
    ...crowd,
  ],
  groups: [
    team(1, 'Marketing', { owners: [person(2), person(3)], members: [person(1), person(2), person(3)] }),
    team(2, 'Marketing Europe', { owners: [person(3)], members: [person(3)] }),
    team(3, 'Team Noord & Zuid'),
    team(4, 'All Hands', { kind: 'distribution', members: [person(1)] }),
    team(5, 'Door Keys', { kind: 'security', members: [person(1)] }),
    team(6, 'Mail Guards', { kind: 'mail-security' }),
    team(7, 'Falcon', { hidden: 'membership', owners: [person(2)], members: [person(2)] }),
    team(8, 'Unlisted', { hidden: 'address-lists' }),
    team(9, 'Crowd', { owners: crowd.slice(0, 30).map((it) => it.id), members: crowd.map((it) => it.id) }),
    team(10, 'Lonely'),
  ],
};

const ids = (match: Match<{ readonly id: string }>): readonly string[] => {
  if (match.found === 'one') return [match.it.id];
  return match.found === 'many' ? match.candidates.map((it) => it.id).toSorted() : [];
};
const idsOf = (all: readonly { readonly id: string }[]) => all.map((it) => it.id).toSorted();

/** What every directory must do; `open` gives a new one, filled with `company`. */
export function directoryContract(name: string, open: () => Promise<DirectoryUnderTest>): void {
  describe(`the directory port on ${name}`, () => {
    let under: DirectoryUnderTest;
    let directory: Directory;

    before(async () => {
      under = await open();
      directory = under.directory;
    });
    after(() => under?.close());

    const people: readonly [string, readonly number[]][] = [
      ['Alex Wilber', [1]],
      ['ALEX wilber', [1]],
      ['  Alex   Wilber ', [1]],
      ['Alex', [1]],
      ['megan bo', [2]],
      [personMail(3).toUpperCase(), [3]],
      [person(2).toUpperCase(), [2]],
      ["Conor O'Brien", [4]],
      ['conor o’brien', [4]],
      ['Joni Sherman', [5]],
      ['Gast Lee', [6]],
      ['Sam Jones', [7, 8]],
      ['Sam', [7, 8]],
      ['Zoë Meijer', [9]],
      ['Patti Nowak', [10, 11]],
      ['Pаtti Nowak', [10, 11]],
      ['Nobody Atall', []],
      ["x' or '1' eq '1", []],
      [person(999), []],
      ['nobody@contoso.example', []],
    ];
    for (const [words, wanted] of people) {
      it(`finds ${wanted.length === 0 ? 'nobody' : wanted.length === 1 ? 'one' : 'both'} for "${words}"`, async () => {
        assert.deepEqual(ids(await directory.findPeople(words)), wanted.map(person).toSorted());
      });
    }

    const groups: readonly [string, readonly number[]][] = [
      ['Marketing', [1]],
      ['marketing', [1]],
      ['Market', [1, 2]],
      ['Marketing Eur', [2]],
      ['Team Noord & Zuid', [3]],
      [groupMail(1), [1]],
      [group(1), [1]],
      ['Falcon', [7]],
      ['No Such Group', []],
    ];
    for (const [words, wanted] of groups) {
      it(`finds ${wanted.length === 0 ? 'no group' : wanted.length === 1 ? 'one group' : 'both groups'} for "${words}"`, async () => {
        assert.deepEqual(ids(await directory.findGroups(words)), wanted.map(group).toSorted());
      });
    }

    it('says what is known of a person', async () => {
      const found = await directory.people([person(1), person(5), person(6), person(999)]);
      assert.deepEqual(found.get(person(1)), {
        id: person(1),
        name: 'Alex Wilber',
        upn: personMail(1),
        mail: personMail(1),
        title: 'Marketing assistant',
        department: null,
        enabled: true,
        guest: false,
        locale: null,
      });
      assert.equal(found.get(person(5))?.enabled, false);
      assert.equal(found.get(person(6))?.guest, true);
      assert.equal(found.size, 3);
    });

    it('tells the kinds of groups apart and marks the hidden ones', async () => {
      const wanted = company.groups.map(({ id, kind, hidden }) => [id, kind, hidden !== false]);
      const found = await directory.groups([...company.groups.map((it) => it.id), group(999)]);
      assert.deepEqual([...found.values()].map((it) => [it.id, it.kind, it.hidden]).toSorted(), wanted.toSorted());
    });

    it('does not let who may not see a hidden group know of it', async () => {
      const match = await directory.findGroups('Falcon', async () => (it) => !it.hidden);
      assert.deepEqual(match, { found: 'none', near: [] });
    });

    it('suggests what a misspelt name may have meant', async () => {
      const match = await directory.findGroups('Marketinng');
      assert.ok(match.found === 'none');
      assert.ok(idsOf(match.near).includes(group(1)));
    });

    it('reads all the owners', async () => {
      assert.deepEqual(idsOf((await directory.owners(group(1))) ?? []), [person(2), person(3)]);
      assert.equal((await directory.owners(group(9)))?.length, 30);
      assert.deepEqual(await directory.owners(group(10)), []);
      assert.equal(await directory.owners(group(999)), null, 'of a group that is not found nobody knows');
    });

    it('tells what was deleted from what is only not found', async () => {
      const [alex, marketing] = [person(1), group(1)];
      const here = await Promise.all([directory.lookUpPerson(alex), directory.lookUpGroup(marketing)]);
      assert.deepEqual(
        here.map((one) => (one.is === 'here' ? one.it.name : one.is)),
        ['Alex Wilber', 'Marketing'],
      );
      assert.deepEqual(await directory.lookUpPerson(person(999)), { is: 'absent' });
      assert.deepEqual(await directory.lookUpGroup(group(999)), { is: 'absent' });
      under.bin.delete(alex);
      under.bin.delete(marketing);
      const gone = await Promise.all([directory.lookUpPerson(alex), directory.lookUpGroup(marketing)]);
      assert.deepEqual(
        gone.map((one) => (one.is === 'deleted' ? one.name : one.is)),
        ['Alex Wilber', 'Marketing'],
      );
      for (const one of gone)
        assert.ok(one.is === 'deleted' && Math.abs(Date.now() - one.at.getTime()) < 60_000, 'since when');
      for (const id of [alex, marketing]) under.bin.restore(id);
      const back = await Promise.all([directory.lookUpPerson(alex), directory.lookUpGroup(marketing)]);
      assert.deepEqual(
        back.map(({ is }) => is),
        ['here', 'here'],
      );
    });

    it('reads all the members', async () => {
      assert.deepEqual(idsOf(await directory.members(group(9))), crowd.map((it) => it.id).toSorted());
      await assert.rejects(directory.members(group(999)), { name: 'Fault', code: 'directory-unavailable' });
    });

    it('knows who is a member', async () => {
      assert.equal(await directory.isMember(group(1), person(1)), true);
      assert.equal(await directory.isMember(group(5), person(1)), true);
      assert.equal(await directory.isMember(group(7), person(2)), true);
      assert.equal(await directory.isMember(group(2), person(1)), false);
      assert.equal(await directory.isMember(group(999), person(1)), null);
      assert.equal(await directory.isMember(group(1), person(999)), false);
      await assert.rejects(directory.isMember(group(999), person(999)), {
        name: 'Fault',
        code: 'directory-unavailable',
      });
    });

    it('reads the Microsoft 365 groups of a person', async () => {
      const megan = await directory.groupsOf(person(2));
      assert.deepEqual(
        [idsOf(megan.member), idsOf(megan.owned)],
        [
          [group(1), group(7)],
          [group(1), group(7)],
        ],
      );
      const alex = await directory.groupsOf(person(1));
      assert.deepEqual([idsOf(alex.member), idsOf(alex.owned)], [[group(1)], []]);
      assert.deepEqual(await directory.groupsOf(person(999)), { member: [], owned: [] });
    });

    it('reads what decides live, every time', async () => {
      assert.equal(await directory.isMember(group(10), person(4)), false);
      under.addMember(group(10), person(4));
      assert.equal(await directory.isMember(group(10), person(4)), true);
      assert.deepEqual(idsOf((await directory.owners(group(2))) ?? []), [person(3)]);
      under.removeOwner(group(2), person(3));
      assert.deepEqual(await directory.owners(group(2)), []);
      under.rename(group(10), 'Not so lonely');
      assert.equal((await directory.groups([group(10)])).get(group(10))?.name, 'Not so lonely');
    });
  });
}
