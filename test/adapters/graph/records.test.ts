import assert from 'node:assert/strict';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import { createInstaller } from '../../../bot/adapters/graph/installer.ts';
import type { GroupId, UserId } from '../../../bot/domain/ids.ts';
import type { Directory } from '../../../bot/ports/directory.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import type { LogFields } from '../../../bot/ports/log.ts';
import { type Handler, type Stub, startStub, withBatch } from './stub.ts';
import { graphOf, group, idOf, silent, stillClock, user } from './world.ts';

const u = (n: number) => idOf(n) as UserId;
const g = (n: number) => idOf(n) as GroupId;
const unavailable = (error: unknown) => error instanceof Fault && error.code === 'directory-unavailable';

describe('one record that lacks something', () => {
  let stub: Stub;
  let directory: Directory;
  let lines: { readonly event: string; readonly fields: LogFields }[] = [];

  const serve = (handler: Handler) => {
    stub.handle = withBatch(handler);
  };
  /** Lists, each at its path; everything else is read by its id. */
  const listing = (lists: Readonly<Record<string, readonly unknown[]>>, world: Handler) =>
    serve((call) => {
      const list = lists[call.path];
      return list === undefined ? world(call) : { body: { value: list } };
    });

  before(async () => {
    stub = await startStub();
  });
  beforeEach(() => {
    lines = [];
    const warn = (event: string, fields: LogFields = {}) => lines.push({ event, fields });
    const log = { ...silent, warn };
    directory = createDirectory({
      ...{ origin: stub.origin, token: async () => 'token', clock: stillClock(), log, cacheSeconds: 0 },
    });
  });
  after(() => stub.close());

  const oddOnes: readonly [what: string, more: object, code: string][] = [
    ['whose accountEnabled is null', { accountEnabled: null }, 'accountEnabled'],
    ['without accountEnabled', { accountEnabled: undefined }, 'accountEnabled'],
    ['without userType', { userType: undefined }, 'userType'],
    ['whose accountEnabled is a word', { accountEnabled: 'yes' }, 'accountEnabled'],
    ['without a principal name', { userPrincipalName: null }, 'userPrincipalName'],
  ];
  for (const [what, more, code] of oddOnes) {
    it(`leaves the other owners as they are beside an account ${what}, and says so once`, async () => {
      const all = [user(1, 'Odd One', more), user(2, 'Megan')];
      listing(
        { [`/groups/${g(21)}/owners`]: all, [`/groups/${g(22)}/transitiveMembers`]: all },
        graphOf({ users: all }),
      );
      for (const read of [() => directory.owners(g(21)), () => directory.members(g(22))]) {
        const found = new Map((await read())?.map((one) => [one.id, one.enabled]));
        assert.deepEqual([found.get(u(1)), found.get(u(2)), found.size], [null, true, 2]);
      }
      assert.deepEqual(lines, [{ event: 'account-unclear', fields: { person: u(1), code } }]);
    });
  }

  it('keeps nobody from being read by id beside it', async () => {
    serve(graphOf({ users: [user(1, 'Odd', { accountEnabled: null }), user(2, 'Megan', { displayName: 17 })] }));
    const people = await directory.people([u(1), u(2)]);
    assert.deepEqual([people.get(u(1))?.enabled, people.get(u(2))?.enabled], [null, true]);
    assert.equal(people.get(u(2))?.name, 'u2@contoso.example');
  });

  it('that is no object of the directory at all is left out of a list', async () => {
    const world = graphOf({ users: [user(2, 'Megan')], groups: [group(21, 'Marketing')] });
    const odd = [17, null, {}, { id: 'x', '@odata.type': '#microsoft.graph.user' }];
    listing(
      {
        [`/groups/${g(21)}/owners`]: [...odd, user(2, 'Megan')],
        [`/groups/${g(21)}/transitiveMembers`]: [...odd, user(2, 'Megan')],
        [`/users/${u(2)}/memberOf`]: [...odd, group(21, 'Marketing')],
        [`/users/${u(2)}/ownedObjects`]: [...odd, group(21, 'Marketing')],
      },
      world,
    );
    assert.deepEqual(
      (await directory.owners(g(21)))?.map(({ id }) => id),
      [u(2)],
    );
    assert.deepEqual(
      (await directory.members(g(21))).map(({ id }) => id),
      [u(2)],
    );
    assert.equal(await directory.isMember(g(21), u(2)), true);
    const { member, owned } = await directory.groupsOf(u(2));
    assert.deepEqual([member.length, owned.length], [1, 1]);
  });

  it('is no reason to take a list for empty: one of which nothing can be read is a fault', async () => {
    listing({ [`/groups/${g(21)}/owners`]: [17, {}] }, graphOf({}));
    await assert.rejects(directory.owners(g(21)), unavailable);
  });

  it('keeps no other group from being found, read or listed', async () => {
    const odd = group(21, 'Marketing Asia', { groupTypes: null });
    const groups = [odd, group(22, 'Marketing Europe'), group(23, 'Sales', { proxyAddresses: [null, 7] })];
    listing({ [`/users/${u(1)}/memberOf`]: groups, [`/users/${u(1)}/ownedObjects`]: [] }, graphOf({ groups }));
    const read = await directory.groups([g(21), g(22), g(23)]);
    assert.deepEqual(
      [...read.values()].map(({ kind }) => kind),
      ['unclear', 'microsoft365', 'microsoft365'],
    );
    assert.equal((await directory.findGroups('Marketing Europe')).found, 'one');
    assert.equal((await directory.findGroups('Sales')).found, 'one');
    assert.deepEqual(
      (await directory.groupsOf(u(1))).member.map(({ id }) => id),
      [g(22), g(23)],
    );
    const told = lines.filter(({ event }) => event === 'group-unclear');
    assert.deepEqual(told, [{ event: 'group-unclear', fields: { group: g(21), code: 'groupTypes' } }]);
  });

  it('hides a group of which it is not said who may see it', async () => {
    serve(graphOf({ groups: [group(21, 'Marketing', { visibility: undefined })] }));
    assert.equal((await directory.groups([g(21)])).get(g(21))?.hidden, true);
  });

  it('keeps no candidate from being found', async () => {
    const users = [user(1, 'Alex Wilber', { surname: 7 }), user(2, 'Alex Wong', { mail: {} })];
    serve((call) => {
      const found = graphOf({ users })(call);
      const { value } = (found?.body ?? {}) as { value?: readonly unknown[] };
      return value === undefined ? found : { body: { value: [null, { id: 3 }, ...value] } };
    });
    const match = await directory.findPeople('Alex');
    assert.deepEqual(match.found === 'many' && match.candidates.map(({ id }) => id), [u(1), u(2)]);
  });

  it('of a batch leaves the other answers as they are', async () => {
    const world = withBatch(graphOf({ users: [user(1, 'Alex'), user(2, 'Megan')] }));
    stub.handle = (call) => {
      const answer = world(call);
      if (call.path !== '/$batch') return answer;
      const { responses } = (answer?.body ?? {}) as { responses?: readonly unknown[] };
      return { body: { responses: [null, { id: 7 }, ...(responses ?? [])] } };
    };
    assert.equal((await directory.people([u(1), u(2)])).size, 2);
  });

  it('keeps no app from being found in the catalog or among those of a person', async () => {
    const options = { origin: stub.origin, token: async () => 'token', clock: stillClock(), log: silent };
    const installer = createInstaller({ ...options, teamsAppId: null, manifestAppId: 'behalf' });
    const mine = { id: 'ours', externalId: 'behalf' };
    serve(({ path, method }) => {
      if (path === '/appCatalogs/teamsApps') return { body: { value: [{}, 3, { id: 'x', externalId: 4 }, mine] } };
      if (path.endsWith('/chat')) return { body: { id: '19:chat' } };
      if (method === 'POST') return { status: 201 };
      return { body: { value: [{ teamsApp: {} }, { id: 'i', teamsApp: mine }] } };
    });
    assert.deepEqual(await installer.install(u(1)), { chat: '19:chat' });
  });
});
