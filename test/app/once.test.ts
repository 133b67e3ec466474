import assert from 'node:assert/strict';
import sinon from 'sinon';
import { onceATurn } from '../../bot/app/facts/once.ts';
import type { GroupId, UserId } from '../../bot/domain/ids.ts';
import type { Directory, Group, Person } from '../../bot/ports/directory.ts';
import { Fault } from '../../bot/ports/faults.ts';

const ann = { id: 'ann' as UserId, name: 'Ann' } as Person;
const bob = { id: 'bob' as UserId, name: 'Bob' } as Person;
const team = { id: 'team' as GroupId, name: 'Team' } as Group;

function directory() {
  const all = new Map([ann, bob].map((one) => [one.id, one]));
  return {
    findPeople: sinon.fake(async () => ({ found: 'one', it: ann }) as const),
    lookUpPerson: sinon.fake(async (id: UserId) => ({ is: 'here', it: all.get(id) ?? assert.fail() }) as const),
    people: sinon.fake(async (ids: readonly UserId[]) => new Map(ids.map((id) => [id, all.get(id) ?? assert.fail()]))),
    groups: sinon.fake(async () => new Map([[team.id, team]])),
    owners: sinon.fake(async () => [bob]),
    isMember: sinon.fake(async () => true),
  };
}

describe('the directory of one turn', () => {
  it('reads owners and a membership once, however often they are asked for', async () => {
    const read = directory();
    const turn = onceATurn(read as unknown as Directory);
    await Promise.all([turn.owners(team.id), turn.owners(team.id), turn.isMember(team.id, ann.id)]);
    await turn.isMember(team.id, ann.id);
    assert.equal(read.owners.callCount, 1);
    assert.equal(read.isMember.callCount, 1);
  });

  it('does not read again whom a search, a list of owners or a look by id has read', async () => {
    const read = directory();
    const turn = onceATurn(read as unknown as Directory);
    await Promise.all([turn.findPeople('Ann'), turn.owners(team.id)]);
    assert.deepEqual(await turn.lookUpPerson(ann.id), { is: 'here', it: ann });
    assert.deepEqual([...(await turn.people([bob.id, ann.id])).keys()].sort(), ['ann', 'bob']);
    assert.equal(read.lookUpPerson.callCount + read.people.callCount, 0);
    await turn.groups([team.id]);
    assert.deepEqual(await turn.lookUpGroup(team.id), { is: 'here', it: team });
  });

  it('knows nothing of another turn', async () => {
    const read = directory();
    for (const turn of [onceATurn(read as unknown as Directory), onceATurn(read as unknown as Directory)])
      await turn.owners(team.id);
    assert.equal(read.owners.callCount, 2);
  });

  it('fails the second look as the first', async () => {
    const fault = new Fault('directory-unavailable', 'away');
    const read = { ...directory(), owners: sinon.fake.rejects(fault) };
    const turn = onceATurn(read as unknown as Directory);
    await assert.rejects(turn.owners(team.id), fault);
    await assert.rejects(turn.owners(team.id), fault);
    assert.equal(read.owners.callCount, 1);
  });
});
