import assert from 'node:assert/strict';
import { createInstaller } from '../../../bot/adapters/graph/installer.ts';
import type { UserId } from '../../../bot/domain/ids.ts';
import { type Answer, notFound, type Seen, type Stub, startStub } from './stub.ts';
import { idOf, silent, stillClock } from './world.ts';

const person = idOf(1) as UserId;
const apps = `/users/${person}/teamwork/installedApps`;

describe('installing the app for somebody who never met the bot', () => {
  let stub: Stub;
  const clock = stillClock();
  const installer = (teamsAppId: string | null = 'catalog-1') =>
    createInstaller({
      origin: stub.origin,
      token: async () => 't',
      clock,
      log: silent,
      teamsAppId,
      manifestAppId: 'manifest-1',
    });
  const inMs = (ms: number) => ({ retryAt: new Date(clock.now().getTime() + ms) });

  /** What Teams answers where nothing goes wrong, with some answers replaced. */
  const teams =
    (other: Record<string, Answer> = {}) =>
    (call: Seen) => {
      const key = `${call.method} ${call.path}`;
      const usual: Record<string, Answer> = {
        'GET /appCatalogs/teamsApps': { body: { value: [{ id: 'catalog-1', externalId: 'MANIFEST-1' }] } },
        [`POST ${apps}`]: { status: 201, body: {} },
        [`GET ${apps}`]: {
          body: {
            value: [
              { id: 'x', teamsApp: { id: 'other' } },
              { id: 'in/1==', teamsApp: { id: 'catalog-1' } },
            ],
          },
        },
        [`GET ${apps}/in/1==/chat`]: { body: { id: '19:chat@unq.gbl.spaces', chatType: 'oneOnOne' } },
      };
      return other[key] ?? usual[key];
    };

  before(async () => {
    stub = await startStub();
  });
  beforeEach(() => {
    stub.calls.length = 0;
  });
  after(() => stub.close());

  it('installs it and gives the chat', async () => {
    stub.handle = teams();
    assert.deepEqual(await installer().install(person), { chat: '19:chat@unq.gbl.spaces' });
    const [posted] = stub.calls;
    assert.deepEqual(posted?.body, { 'teamsApp@odata.bind': `${stub.origin}/v1.0/appCatalogs/teamsApps/catalog-1` });
    assert.ok(stub.calls.at(-1)?.rawUrl.endsWith('/in%2F1%3D%3D/chat'));
  });

  it('gives the chat when the app was there already', async () => {
    stub.handle = teams({ [`POST ${apps}`]: { status: 409, body: { error: { code: 'Conflict' } } } });
    assert.deepEqual(await installer().install(person), { chat: '19:chat@unq.gbl.spaces' });
  });

  it('looks the app up in the catalog once', async () => {
    stub.handle = teams();
    const it = installer(null);
    await it.install(person);
    await it.install(person);
    const asked = stub.calls.filter((call) => call.path === '/appCatalogs/teamsApps');
    assert.deepEqual(
      asked.map((call) => call.query),
      [{ $filter: "externalId eq 'manifest-1'" }],
    );
  });

  it('refuses when the catalog does not have the app, and looks again the next time', async () => {
    stub.handle = teams({ 'GET /appCatalogs/teamsApps': { body: { value: [{ id: 'z', externalId: 'another' }] } } });
    const it = installer(null);
    assert.deepEqual(await it.install(person), { refused: 'app-not-in-catalog' });
    stub.handle = teams();
    assert.deepEqual(await it.install(person), { chat: '19:chat@unq.gbl.spaces' });
  });

  it('refuses when the tenant or the person does not allow it', async () => {
    stub.handle = teams({ [`POST ${apps}`]: { status: 403, body: { error: { code: 'Forbidden' } } } });
    assert.deepEqual(await installer().install(person), { refused: 'forbidden' });
    stub.handle = teams({ [`POST ${apps}`]: notFound });
    assert.deepEqual(await installer().install(person), { refused: 'Request_ResourceNotFound' });
    stub.handle = teams({ [`POST ${apps}`]: { status: 400, body: 'x' } });
    assert.deepEqual(await installer().install(person), { refused: 'status-400' });
  });

  it('lists without a filter where Teams takes none', async () => {
    stub.handle = (call) => (call.query.$filter ? { status: 400, body: {} } : teams()(call));
    assert.deepEqual(await installer().install(person), { chat: '19:chat@unq.gbl.spaces' });
  });

  it('comes back when the installation or its chat does not show yet', async () => {
    stub.handle = teams({ [`GET ${apps}`]: { body: { value: [] } } });
    assert.deepEqual(await installer().install(person), inMs(5_000));
    stub.handle = teams({ [`GET ${apps}/in/1==/chat`]: notFound });
    assert.deepEqual(await installer().install(person), inMs(5_000));
  });

  it('comes back after an outage and an odd reply, and when Graph says so', async () => {
    for (const answer of [{ status: 500 }, { cut: true }, { body: 'nonsense' }] satisfies Answer[]) {
      stub.handle = teams({ [`GET ${apps}`]: answer });
      assert.deepEqual(await installer().install(person), inMs(30_000));
    }
    stub.handle = teams({ [`POST ${apps}`]: { status: 429, headers: { 'retry-after': '42' } } });
    assert.deepEqual(await installer().install(person), inMs(42_000));
  });
});
