import assert from 'node:assert/strict';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import type { GroupId, UserId } from '../../../bot/domain/ids.ts';
import type { Directory } from '../../../bot/ports/directory.ts';
import { type Handler, notFound, type Seen, type Stub, startStub, withBatch } from './stub.ts';
import { graphOf, group, idOf, silent, stillClock, user } from './world.ts';

const u = (n: number) => idOf(n) as UserId;
const g = (n: number) => idOf(n) as GroupId;
const unsupported = { status: 400, body: { error: { code: 'BadRequest', message: 'no such segment' } } };

describe('reading people and groups from Graph, live', () => {
  let stub: Stub;
  let directory: Directory;

  const serve = (handler: Handler) => {
    stub.calls.length = 0;
    stub.handle = withBatch(handler);
  };
  const ids = (all: readonly { id: string }[]) => all.map((it) => it.id).sort();

  before(async () => {
    stub = await startStub();
    const clock = stillClock();
    directory = createDirectory({
      origin: stub.origin,
      token: async () => 'token',
      clock,
      log: silent,
      cacheSeconds: 60,
    });
  });
  after(() => stub.close());

  it('reads fifty people in three calls and leaves out who is not there', async () => {
    serve(graphOf({ users: Array.from({ length: 50 }, (_, n) => user(n, `P${n}`)).filter((_, n) => n !== 7) }));
    const people = await directory.people(Array.from({ length: 50 }, (_, n) => u(n)));
    assert.equal(people.size, 49);
    assert.equal(people.has(u(7)), false);
    assert.equal(people.get(u(8))?.name, 'P8');
    assert.equal(stub.calls.length, 3);
  });

  it('reads nobody without a call', async () => {
    serve(() => undefined);
    assert.equal((await directory.people([])).size, 0);
    assert.equal(stub.calls.length, 0);
  });

  for (const status of [400, 404, 501]) {
    it(`asks one by one where the batch endpoint answers ${status}`, async () => {
      serve(graphOf({ users: [user(1, 'Alex'), user(2, 'Megan')] }));
      const { handle } = stub;
      stub.handle = (call) => (call.path === '/$batch' ? { status, body: '<html>' } : handle(call));
      assert.deepEqual([...(await directory.people([u(1), u(2), u(3)])).keys()], [u(1), u(2)]);
    });
  }

  it('reads every page of the owners, people only, and completes those that came without their flags', async () => {
    const bare = { '@odata.type': '#microsoft.graph.user', id: idOf(2), displayName: 'Megan Bowen' };
    const service = { '@odata.type': '#microsoft.graph.servicePrincipal', id: idOf(3), displayName: 'robot' };
    serve((call) => {
      if (call.path !== `/groups/${g(21)}/owners`)
        return graphOf({ users: [user(2, 'Megan Bowen', { accountEnabled: false })] })(call);
      if (call.query.$skiptoken) return { body: { value: [bare, service] } };
      return {
        body: {
          value: [user(1, 'Alex')],
          '@odata.nextLink': `${stub.origin}/v1.0/groups/${g(21)}/owners?$skiptoken=x%26y`,
        },
      };
    });
    const owners = await directory.owners(g(21));
    assert.deepEqual(
      owners?.map(({ id, enabled }) => [id, enabled]),
      [
        [u(1), true],
        [u(2), false],
      ],
    );
  });

  it('does not say that a group has no owners when it does not find the group', async () => {
    serve(() => undefined);
    assert.equal(await directory.owners(g(99)), null);
  });

  it('asks Graph whether somebody is a member, groups within groups included', async () => {
    serve(({ path, body }: Seen) => {
      if (path === `/groups/${g(21)}` || path === `/groups/${g(22)}`) return { body: { id: path.slice(8) } };
      if (path === `/groups/${g(23)}`) return notFound;
      if (path !== `/users/${u(1)}/checkMemberGroups`) return undefined;
      return {
        body: {
          value: (body as { groupIds: string[] }).groupIds.filter((id) => id === g(21)).map((id) => id.toUpperCase()),
        },
      };
    });
    assert.equal(await directory.isMember(g(21), u(1)), true);
    assert.equal(await directory.isMember(g(22), u(1)), false);
    assert.equal(await directory.isMember(g(23), u(1)), null, 'a group that is not found');
  });

  it('lists the members where Graph does not check them', async () => {
    serve(({ path }) => {
      if (path.endsWith('checkMemberGroups') || path.endsWith('transitiveMembers')) return unsupported;
      return path === `/groups/${g(21)}/members` ? { body: { value: [{ id: idOf(5) }, { id: idOf(1) }] } } : notFound;
    });
    assert.equal(await directory.isMember(g(21), u(1)), true);
    assert.equal(await directory.isMember(g(21), u(2)), false);
    await assert.rejects(directory.isMember(g(22), u(1)), { code: 'directory-unavailable' });
  });

  it('reads the members of a group, those of groups within it too', async () => {
    const inner = group(22, 'Inner');
    serve(({ path }) =>
      path === `/groups/${g(21)}/transitiveMembers`
        ? { body: { value: [user(1, 'Alex'), inner, user(2, 'Megan')] } }
        : undefined,
    );
    assert.deepEqual(ids(await directory.members(g(21))), [u(1), u(2)]);
    assert.equal(stub.calls.length, 1);
  });

  it('reads the Microsoft 365 groups that somebody is in and owns', async () => {
    const groups = [
      group(21, 'Marketing'),
      group(22, 'Sales', { hideFromAddressLists: true }),
      group(23, 'Keys', { groupTypes: [] }),
    ];
    serve((call) => {
      const role = { '@odata.type': '#microsoft.graph.directoryRole', id: idOf(70) };
      if (call.path === `/users/${u(1)}/memberOf`) return { body: { value: [groups[0], groups[2], role] } };
      if (call.path === `/users/${u(1)}/ownedObjects`) return { body: { value: [groups[0], { id: idOf(22) }] } };
      return graphOf({ groups })(call);
    });
    const { member, owned } = await directory.groupsOf(u(1));
    assert.deepEqual([ids(member), ids(owned)], [[g(21)], [g(21), g(22)]]);
    assert.equal(owned.find((it) => it.id === g(22))?.hidden, true);
  });

  it('gives a person without a type as a guest only when the name says so', async () => {
    const old = user(1, 'Old', { userType: null });
    const external = user(2, 'Ext', { userType: null, userPrincipalName: 'a_b.example#EXT#@contoso.example' });
    serve(graphOf({ users: [old, external] }));
    const people = await directory.people([u(1), u(2)]);
    assert.deepEqual([people.get(u(1))?.guest, people.get(u(2))?.guest], [false, true]);
  });
});
