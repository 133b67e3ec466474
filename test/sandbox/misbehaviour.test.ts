import assert from 'node:assert/strict';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { caller, token, trustedTwin } from './support.ts';

const marketing = demoGroup('marketing');
const alex = demoPerson('alexw');

describe('sandbox: misbehaviour', () => {
  let twin: Twin;
  let now: number;
  let exchange: ReturnType<typeof caller>;
  const run = (CmdletName: string, Parameters: object) =>
    exchange('POST', `/adminapi/beta/${twin.world.tenant}/InvokeCommand`, { CmdletInput: { CmdletName, Parameters } });
  const add = () =>
    run('Add-RecipientPermission', { Identity: marketing, Trustee: alex, AccessRights: ['SendAs'], Confirm: false });
  const trustees = async () => {
    const { body } = await run('Get-RecipientPermission', { Identity: marketing });
    return (body as { value: object[] }).value.length;
  };

  beforeEach(async () => {
    now = Date.now();
    twin = await trustedTwin({ now: () => now });
    exchange = caller(twin.endpoints.exchangeUrl, await token(twin, twin.endpoints.exchangeUrl));
  });
  afterEach(() => twin.close());

  it('throttles with seconds or a date, as often as told, and does not do the work', async () => {
    twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 7, times: 2 });
    for (const _ of [1, 2]) {
      const answer = await add();
      assert.equal(answer.status, 429);
      assert.equal(answer.headers.get('Retry-After'), '7');
    }
    assert.deepEqual(twin.changes, []);
    assert.equal((await add()).status, 200);
    twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: 7, asDate: true });
    const date = Date.parse((await add()).headers.get('Retry-After') ?? '');
    assert.ok(date >= now + 7000 && date <= now + 8000);
  });

  it('is down with the status told, until it is told otherwise', async () => {
    twin.misbehave('exchange', { kind: 'down' });
    assert.equal((await add()).status, 503);
    twin.misbehave('exchange', { kind: 'down', status: 500 });
    assert.equal((await add()).status, 500);
    twin.misbehave('exchange', null);
    assert.equal((await add()).status, 200);
  });

  it('loses a reply after doing the work, and notes a call without a status', async () => {
    twin.misbehave('exchange', { kind: 'lose-reply', times: 1 });
    await assert.rejects(add());
    assert.equal(twin.changes.length, 1);
    assert.equal(twin.calls.at(-1)?.status, 0);
    assert.equal((await add()).status, 200);
    assert.equal(twin.changes.length, 1);
  });

  it('garbles a reply after doing the work', async () => {
    twin.misbehave('exchange', { kind: 'garble', times: 1 });
    await assert.rejects(add());
    assert.equal(twin.changes.length, 1);
  });

  it('shows the former delegates while reads are stale', async () => {
    const before = await trustees();
    twin.misbehave('exchange', { kind: 'stale', ms: 30_000 });
    await add();
    now += 20_000;
    assert.equal(await trustees(), before);
    now += 20_000;
    assert.equal(await trustees(), before + 1);
  });

  it('answers late, with the work done', async () => {
    twin.misbehave('exchange', { kind: 'late', ms: 30 });
    assert.equal((await add()).status, 200);
    assert.equal(twin.changes.length, 1);
  });

  it('forbids in each service with its own words', async () => {
    const graph = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.graphUrl));
    for (const service of ['graph', 'exchange', 'login'] as const) twin.misbehave(service, { kind: 'forbidden' });
    assert.match(String((await add()).body), /^\0+$/);
    const refused = (await graph('GET', '/v1.0/users')).body as { error: { code: string } };
    assert.equal(refused.error.code, 'Authorization_RequestDenied');
    assert.equal(await token(twin, twin.endpoints.graphUrl), undefined);
  });

  const detailOf = (answer: { readonly body: unknown }) =>
    (answer.body as { error: { details: { message: string }[] } }).error.details[0]?.message;

  it('puts changes off with its messages in turn, as often as told, and lets reads through', async () => {
    twin.misbehave('exchange', { kind: 'refuse', says: ['Ex1|X.One|1', 'Ex2|X.Two|2'], only: 'changes', times: 3 });
    const said = [];
    for (const _ of [1, 2, 3]) said.push(detailOf(await add()));
    assert.deepEqual(said, ['Ex1|X.One|1', 'Ex2|X.Two|2', 'Ex1|X.One|1']);
    await trustees();
    assert.deepEqual(twin.changes, []);
    assert.equal((await add()).status, 200);
    twin.misbehave('exchange', { kind: 'refuse', says: ['Ex1|X.One|1'], status: 500, times: 1 });
    assert.equal((await run('Get-UnifiedGroup', { Identity: marketing })).status, 500);
    await trustees();
  });

  it('lists an orphan among the delegates, and takes no change of delegates until it is gone', async () => {
    const delta = { '@odata.type': '#Exchange.GenericHashTable', add: [alex] };
    const set = () => run('Set-UnifiedGroup', { Identity: marketing, GrantSendOnBehalfTo: delta });
    twin.misbehave('exchange', { kind: 'orphan', name: 'Left Long Ago' });
    const { body } = await run('Get-UnifiedGroup', { Identity: marketing });
    const [shown] = (body as { value: { GrantSendOnBehalfTo: string[] }[] }).value;
    assert.ok(shown?.GrantSendOnBehalfTo.includes('Left Long Ago'));
    assert.match(detailOf(await set()) ?? '', /Couldn't find object "Left Long Ago"/);
    assert.equal((await add()).status, 200, 'Send As is another list');
    twin.misbehave('exchange', null);
    assert.equal((await set()).status, 200);
  });

  it('shows people by bare names, be there two of one name', async () => {
    const lee = twin.world.people.get(demoPerson('leegu')) ?? assert.fail();
    twin.world.people.set(lee.id, { ...lee, displayName: 'Alex Wilber' });
    const group = twin.world.groups.get(marketing) ?? assert.fail();
    for (const id of [alex, lee.id]) {
      group.sendAs.add(id);
      group.sendOnBehalf.add(id);
    }
    twin.misbehave('exchange', { kind: 'bare-names' });
    const names = { Identity: marketing, IncludeGrantSendOnBehalfToWithDisplayNames: true };
    const text = JSON.stringify([
      (await run('Get-UnifiedGroup', names)).body,
      (await run('Get-RecipientPermission', { Identity: marketing })).body,
    ]);
    assert.equal(text.match(/"Trustee":"Alex Wilber"/g)?.length, 2);
    assert.equal(text.match(/{"DisplayName":"Alex Wilber"}/g)?.length, 2);
    assert.doesNotMatch(text, /alexw@|leegu@/);
  });

  it('notes every call with its service, cmdlet, status and time', async () => {
    await add();
    const { path: _, ...call } = twin.calls.at(-1) ?? assert.fail();
    assert.deepEqual(call, {
      at: now,
      service: 'exchange',
      method: 'POST',
      cmdlet: 'Add-RecipientPermission',
      status: 200,
      until: now,
    });
  });

  it('tells who listens that something changed, until they stop', async () => {
    let heard = 0;
    const stop = twin.onChange(() => {
      heard += 1;
    });
    await add();
    assert.ok(heard > 0);
    stop();
    const before = heard;
    twin.misbehave('graph', null);
    assert.equal(heard, before);
  });

  it('refuses a token that has expired on its own clock', async () => {
    now += 3_600_000;
    assert.equal((await add()).status, 401);
  });
});
