import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createInvoke } from '../../../bot/adapters/exchange/invoke.ts';
import { createPermissions } from '../../../bot/adapters/exchange/permissions.ts';
import { createTokens } from '../../../bot/adapters/identity/tokens.ts';
import type { GroupId, UserId } from '../../../bot/domain/ids.ts';
import type { Right } from '../../../bot/domain/request.ts';
import type { Permissions } from '../../../bot/ports/permissions.ts';
import { startTwin } from '../../../bot/sandbox/start.ts';
import type { Misbehaviour, Twin, TwinGroup, TwinPerson, World } from '../../../bot/sandbox/twin.ts';
import {
  alex,
  company,
  marketing,
  megan,
  type PermissionsUnderTest,
  permissionsContract,
} from '../../contract/permissions.contract.ts';

const tenant = '11111111-2222-4333-8444-555555555555';

function world(): World {
  const people = company.people.map((person): TwinPerson => {
    const { id, name: displayName, upn: userPrincipalName, mail, guest } = person;
    const rest = { jobTitle: null, department: null, preferredLanguage: null, accountEnabled: true };
    const mailbox = !guest && !company.withoutMailbox.includes(person);
    return { ...rest, id, displayName, userPrincipalName, mail, userType: guest ? 'Guest' : 'Member', mailbox };
  });
  const groups = company.groups.map(
    ({ id, name, microsoft365 }): TwinGroup => ({
      ...{ id, displayName: name, mail: `g${Number(id.slice(-12))}@contoso.example`, visibility: 'Private' },
      ...{ kind: microsoft365 ? 'microsoft365' : 'distribution', hideFromAddressLists: false },
      ...{ owners: new Set(), members: new Set(), sendAs: new Set(), sendOnBehalf: new Set() },
    }),
  );
  return { tenant, people: new Map(people.map((it) => [it.id, it])), groups: new Map(groups.map((it) => [it.id, it])) };
}

/** The production adapters, tokens by certificate included, against the twin's https. */
function permissionsOf(twin: Twin, now: () => Date = () => new Date(), fetcher = fetch): Permissions {
  const clock = { now };
  const { certificatePem, botId } = twin.credentials;
  const key = createPrivateKey(certificatePem).export({ type: 'pkcs8', format: 'pem' }).toString();
  const thumbprintSha256 = new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '');
  const credential = { kind: 'certificate', key: { reveal: () => key }, thumbprintSha256 } as const;
  const tokens = createTokens({ login: twin.endpoints.loginUrl, tenant, clientId: botId, credential, clock });
  const origin = twin.endpoints.exchangeUrl;
  const token = (options?: { fresh?: boolean }) => tokens(`${origin}/.default`, options);
  return createPermissions({
    invoke: createInvoke({ origin, tenant, token, hosts: [], clock, fetch: fetcher }),
    clock,
  });
}

/** A page of two makes every list a paged one. */
async function openTwin(): Promise<Twin> {
  const twin = await startTwin({ world: world(), tenant, pageSize: 2 });
  setDefaultCACertificates([...getCACertificates('default'), twin.caPem]);
  return twin;
}

async function open(): Promise<PermissionsUnderTest> {
  const twin = await openTwin();
  return {
    permissions: permissionsOf(twin),
    changes: () => twin.changes.map(({ change, right, group, person }) => ({ change, right, group, person })),
    give: (group, person, right) => void twin.world.groups.get(group)?.[right].add(person.id),
    drop: (group) => void twin.world.groups.delete(group),
    close: () => twin.close(),
  };
}

permissionsContract('Exchange Online, played by the twin', open);

describe('Exchange misbehaving', () => {
  let twin: Twin;
  beforeEach(async () => {
    twin = await openTwin();
  });
  afterEach(() => twin.close());

  const holds = (right: Right, group: GroupId = marketing, person: UserId = alex.id) =>
    twin.world.groups.get(group)?.[right].has(person);
  const cmdlets = () => twin.calls.filter(({ service }) => service === 'exchange').length;

  for (const kind of ['lose-reply', 'garble'] as const) {
    it(`(${kind}) leaves a change unknown, though it was made, and it is made once`, async () => {
      const permissions = permissionsOf(twin);
      await permissions.remove(marketing, alex, 'sendAs'); // from then on both are known
      for (const right of ['sendAs', 'sendOnBehalf'] as const) {
        twin.misbehave('exchange', { kind, times: 1 });
        assert.deepEqual(await permissions.add(marketing, alex, right), { result: 'unknown' });
        assert.ok(holds(right));
        assert.deepEqual(await permissions.add(marketing, alex, right), { result: 'already' });
        twin.misbehave('exchange', { kind, times: 1 });
        assert.deepEqual(await permissions.remove(marketing, alex, right), { result: 'unknown' });
        assert.ok(!holds(right));
      }
      assert.equal(twin.changes.length, 4);
    });

    it(`(${kind}) once does not keep a read from succeeding; for good, it is a fault`, async () => {
      const permissions = permissionsOf(twin);
      await permissions.add(marketing, alex, 'sendAs');
      twin.misbehave('exchange', { kind, times: 1 });
      assert.deepEqual((await permissions.held(marketing, alex))?.rights, ['sendAs']);
      twin.misbehave('exchange', { kind });
      await assert.rejects(permissions.held(marketing, alex), { name: 'Fault', code: 'exchange-unavailable' });
    });
  }

  it('(throttling) is left alone for as long as it says, by reads and changes alike', async () => {
    for (const asDate of [false, true]) {
      let now = Math.ceil(Date.now() / 1000) * 1000;
      const permissions = permissionsOf(twin, () => new Date(now));
      await permissions.remove(marketing, alex, 'sendAs'); // from then on both are known
      const throttle: Misbehaviour = { kind: 'throttle', retryAfterSeconds: 30, times: 1 };
      twin.misbehave('exchange', asDate ? { ...throttle, asDate } : throttle);
      const outcome = await permissions.add(marketing, alex, 'sendAs');
      assert.ok(outcome.result === 'retry' && outcome.why === 'throttled');
      const calls = cmdlets();
      now = outcome.at.getTime() - 1;
      assert.deepEqual(await permissions.add(marketing, alex, 'sendAs'), outcome);
      await assert.rejects(permissions.held(marketing, alex), { code: 'exchange-throttled', retryAt: outcome.at });
      assert.equal(cmdlets(), calls);
      now = outcome.at.getTime();
      assert.deepEqual(await permissions.add(marketing, alex, 'sendAs'), { result: 'done' });
      assert.deepEqual(await permissions.remove(marketing, alex, 'sendAs'), { result: 'done' });
    }
  });

  it('(down) changes nothing and says so', async () => {
    twin.misbehave('exchange', { kind: 'down' });
    const permissions = permissionsOf(twin);
    const outcome = await permissions.add(marketing, alex, 'sendOnBehalf');
    assert.ok(outcome.result === 'retry' && outcome.why === 'unavailable');
    await assert.rejects(permissions.delegates(marketing), { code: 'exchange-unavailable' });
    await assert.rejects(permissions.listedFor(megan), { code: 'exchange-unavailable' });
  });

  it('(forbidden) is told apart, in reads and changes', async () => {
    twin.misbehave('exchange', { kind: 'forbidden' });
    const permissions = permissionsOf(twin);
    const forbidden = { result: 'refused', why: 'exchange-forbidden' };
    assert.deepEqual(await permissions.add(marketing, alex, 'sendAs'), forbidden);
    await assert.rejects(permissions.held(marketing, alex), { code: 'exchange-forbidden' });
  });

  it('(no login) is as good as out of reach', async () => {
    twin.misbehave('login', { kind: 'down' });
    const permissions = permissionsOf(twin);
    assert.equal((await permissions.remove(marketing, alex, 'sendAs')).result, 'retry');
    await assert.rejects(permissions.held(marketing, alex), { code: 'exchange-unavailable' });
    assert.equal(cmdlets(), 0);
  });

  it('(lagging) shows the past for a while, and then what was done', async () => {
    const permissions = permissionsOf(twin);
    twin.misbehave('exchange', { kind: 'stale', ms: 60_000 });
    assert.deepEqual(await permissions.add(marketing, alex, 'sendAs'), { result: 'done' });
    assert.deepEqual((await permissions.held(marketing, alex))?.rights, []);
    twin.misbehave('exchange', null);
    assert.deepEqual((await permissions.held(marketing, alex))?.rights, ['sendAs']);
  });

  for (const right of ['sendAs', 'sendOnBehalf'] as const)
    for (const kind of ['bare-names', null] as const)
      it(`tells a holder apart from one whose name is the holder’s id (${right}, ${kind ?? 'as it shows them'})`, async () => {
        const permissions = permissionsOf(twin);
        const namesake = twin.world.people.get(megan.id) ?? assert.fail();
        twin.world.people.set(megan.id, { ...namesake, displayName: alex.id });
        for (const one of twin.world.people.values())
          if (one.displayName === alex.name && one.id !== alex.id) twin.world.people.delete(one.id);
        if (kind !== null) twin.misbehave('exchange', { kind });
        const held = async () => (await permissions.held(marketing, alex))?.rights;
        const taken = async () => (await permissions.takenFor(marketing, alex, right)).map(({ objectId }) => objectId);
        assert.deepEqual([await held(), await taken()], [[], []]);
        twin.world.groups.get(marketing)?.[right].add(megan.id);
        assert.deepEqual([await held(), await taken()], [[], [megan.id]]);
        await permissions.add(marketing, alex, right);
        assert.deepEqual([await held(), await taken()], [[right], [megan.id]]);
        await permissions.remove(marketing, megan, right);
        assert.deepEqual([await held(), await taken()], [[right], []]);
      });

  it('finds nobody by a bare name, though it shows people by it: they are known all the same', async () => {
    const refused = new Set<string>();
    const permissions = permissionsOf(twin, undefined, (url, init) => {
      const { CmdletName, Parameters } = JSON.parse(String(init?.body)).CmdletInput;
      const name = String(Parameters.Identity);
      if (CmdletName !== 'Get-Recipient' || /@|^[0-9a-f-]{36}$/.test(name)) return fetch(url, init);
      refused.add(name);
      const message = `Ex6F9304|X.ManagementObjectNotFoundException|The operation couldn't be performed because object '${name}' couldn't be found on 'DC01'.`;
      return Promise.resolve(Response.json({ error: { code: 'x', details: [{ message }] } }, { status: 404 }));
    });
    for (const right of ['sendAs', 'sendOnBehalf'] as const) {
      for (const person of company.people.filter(({ name }) => name.startsWith('Crowd'))) {
        assert.deepEqual(await permissions.add(marketing, person, right), { result: 'done' });
        assert.deepEqual((await permissions.held(marketing, person))?.rights, [right], person.name);
        assert.deepEqual(await permissions.remove(marketing, person, right), { result: 'done' });
        assert.deepEqual((await permissions.held(marketing, person))?.rights, [], person.name);
      }
    }
    assert.ok(refused.size > 0, 'some were shown by a bare name');
  });

  it('shows a person who was deleted by what is left, and still reads everybody else', async () => {
    const permissions = permissionsOf(twin);
    await permissions.add(marketing, alex, 'sendAs');
    await permissions.add(marketing, megan, 'sendAs');
    await permissions.add(marketing, megan, 'sendOnBehalf');
    twin.world.people.delete(megan.id);
    const reading = await permissions.held(marketing, alex);
    assert.deepEqual(reading?.rights, ['sendAs']);
    assert.equal(reading?.sendAs.length, 2);
    assert.ok(reading?.sendAs.some(({ name }) => name.startsWith('S-1-5-21-')));
  });
});
