import assert from 'node:assert/strict';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import { createInstaller } from '../../../bot/adapters/graph/installer.ts';
import type { UserId } from '../../../bot/domain/ids.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import { startTwin } from '../../../bot/sandbox/start.ts';
import type { Twin, TwinGroup, TwinPerson, World } from '../../../bot/sandbox/twin.ts';
import {
  type Company,
  company,
  type DirectoryUnderTest,
  directoryContract,
  groupMail,
  personMail,
} from '../../contract/directory.contract.ts';
import { group, person } from '../../contract/given.ts';
import { trust } from './stub.ts';
import { silent, stillClock } from './world.ts';

const tenant = '11111111-2222-4333-8444-555555555555';
const manifestAppId = '99999999-2222-4333-8444-555555555555';
const numberOf = (id: string) => Number(id.slice(-12));

function worldOf({ people, groups }: Company): World {
  const twinPeople = people.map(({ id, name, title, enabled, guest }): TwinPerson => {
    const mail = personMail(numberOf(id));
    const rest = {
      jobTitle: title,
      department: null,
      preferredLanguage: null,
      accountEnabled: enabled,
      mailbox: !guest,
    };
    return { id, displayName: name, userPrincipalName: mail, mail, userType: guest ? 'Guest' : 'Member', ...rest };
  });
  const twinGroups = groups.map(
    ({ id, name, kind, hidden, owners, members }): TwinGroup => ({
      id,
      displayName: name,
      mail: groupMail(numberOf(id)),
      kind,
      visibility: hidden === 'membership' ? 'HiddenMembership' : 'Private',
      hideFromAddressLists: hidden === 'address-lists',
      owners: new Set(owners),
      members: new Set(members),
      sendAs: new Set(),
      sendOnBehalf: new Set(),
    }),
  );
  const byId = <T extends { id: string }>(all: readonly T[]) => new Map(all.map((it) => [it.id, it]));
  return { tenant, people: byId(twinPeople), groups: byId(twinGroups) };
}

/** A token by the client secret: the plainest way in; the adapter is handed tokens and does not care. */
async function login(twin: Twin): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: twin.credentials.botId,
    client_secret: twin.credentials.secret,
    scope: `${twin.endpoints.graphUrl}/.default`,
  });
  const reply = await fetch(`${twin.endpoints.loginUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  const { access_token: token } = (await reply.json()) as { access_token?: string };
  assert.ok(token, `the twin gave no token: ${reply.status}`);
  return token;
}

async function openTwin(): Promise<Twin> {
  const twin = await startTwin({ world: worldOf(company), tenant, manifestId: manifestAppId, pageSize: 20 });
  trust(twin.caPem);
  return twin;
}

const optionsFor = (twin: Twin) => ({
  origin: twin.endpoints.graphUrl,
  token: () => login(twin),
  clock: { now: () => new Date() },
  log: silent,
});

async function open(): Promise<DirectoryUnderTest> {
  const twin = await openTwin();
  const token = await login(twin);
  const directory = createDirectory({ ...optionsFor(twin), token: async () => token, cacheSeconds: 0 });
  const groupById = (id: string) => {
    const found = twin.world.groups.get(id);
    assert.ok(found);
    return found;
  };
  return {
    directory,
    rename: (id, name) => {
      groupById(id).displayName = name;
    },
    addMember: (id, member) => groupById(id).members.add(member),
    removeOwner: (id, owner) => groupById(id).owners.delete(owner),
    bin: twin.bin,
    close: () => twin.close(),
  };
}

directoryContract('Microsoft Graph, played by the twin', open);

describe('the Graph adapter with the twin', () => {
  let twin: Twin;
  before(async () => {
    twin = await openTwin();
  });
  after(() => twin?.close());
  afterEach(() => twin.misbehave('graph', null));

  it('installs the app for a person, twice without harm, and gives the same chat', async () => {
    const installer = createInstaller({ ...optionsFor(twin), teamsAppId: null, manifestAppId });
    const first = await installer.install(person(1));
    assert.ok('chat' in first, JSON.stringify(first));
    assert.deepEqual(await installer.install(person(1)), first);
    assert.ok('refused' in (await installer.install(person(999) as UserId)));
  });

  it('stays away for as long as Graph says', async () => {
    const clock = stillClock(new Date().toISOString());
    const directory = createDirectory({ ...optionsFor(twin), clock, cacheSeconds: 0 });
    twin.misbehave('graph', { kind: 'throttle', retryAfterSeconds: 30 });
    const graphCalls = () => twin.calls.filter((call) => call.service === 'graph').length;
    const throttled = (error: unknown) => error instanceof Fault && error.code === 'directory-throttled';
    await assert.rejects(directory.owners(group(1)), throttled);
    const before = graphCalls();
    twin.misbehave('graph', null);
    clock.forward(29_000);
    await assert.rejects(directory.findGroups('Marketing'), throttled);
    assert.equal(graphCalls(), before);
    clock.forward(1_000);
    assert.equal((await directory.owners(group(1)))?.length, 2);
  });

  for (const how of [{ kind: 'down' }, { kind: 'garble' }, { kind: 'lose-reply' }] as const) {
    it(`says that the directory cannot be read when Graph does this: ${how.kind}`, async () => {
      const directory = createDirectory({ ...optionsFor(twin), cacheSeconds: 0 });
      twin.misbehave('graph', how);
      const unavailable = (error: unknown) => error instanceof Fault && error.code === 'directory-unavailable';
      await assert.rejects(directory.groups([group(1), group(2)]), unavailable);
      await assert.rejects(directory.findPeople('Alex'), unavailable);
    });
  }

  it('says so when the tenant does not let it in', async () => {
    const directory = createDirectory({ ...optionsFor(twin), cacheSeconds: 0 });
    twin.misbehave('graph', { kind: 'forbidden' });
    await assert.rejects(
      directory.owners(group(1)),
      (error) => error instanceof Fault && error.code === 'directory-forbidden',
    );
  });
});
