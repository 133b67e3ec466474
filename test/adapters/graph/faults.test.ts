import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import { createInstaller } from '../../../bot/adapters/graph/installer.ts';
import { createPause } from '../../../bot/adapters/graph/pause.ts';
import type { GroupId, UserId } from '../../../bot/domain/ids.ts';
import type { Directory } from '../../../bot/ports/directory.ts';
import { Fault, type FaultCode } from '../../../bot/ports/faults.ts';
import { type Answer, type Stub, startCanary, startStub, withBatch } from './stub.ts';
import { graphOf, idOf, silent, stillClock, user } from './world.ts';

const person = idOf(1) as UserId;
const team = idOf(21) as GroupId;

const everyRead = (directory: Directory): readonly (() => Promise<unknown>)[] => [
  () => directory.findPeople('Alex Wilber'),
  () => directory.findPeople('alex@contoso.example'),
  () => directory.findGroups('Marketing'),
  () => directory.people([person]),
  () => directory.people([person, idOf(2) as UserId]),
  () => directory.groups([team]),
  () => directory.owners(team),
  () => directory.isMember(team, person),
  () => directory.members(team),
  () => directory.groupsOf(person),
];

const fails = (code: FaultCode) => (error: unknown) => {
  assert.ok(error instanceof Fault, String(error));
  assert.equal(error.code, code);
  return true;
};

describe('a Graph that does not answer as it should', () => {
  let stub: Stub;
  let clock = stillClock();
  const tokens: (boolean | undefined)[] = [];

  const directory = (timeoutMs = 2_000) =>
    createDirectory({
      origin: stub.origin,
      token: async (how) => {
        tokens.push(how?.fresh);
        return how?.fresh ? 'fresh' : 'stale';
      },
      clock,
      log: silent,
      cacheSeconds: 30,
      timeoutMs,
    });

  before(async () => {
    stub = await startStub();
  });
  beforeEach(() => {
    clock = stillClock();
    tokens.length = 0;
    stub.calls.length = 0;
  });
  const canaries: { close(): void }[] = [];
  after(() => {
    for (const canary of canaries) canary.close();
    return stub.close();
  });

  const answers: [string, Answer, FaultCode][] = [
    ['500', { status: 500 }, 'directory-unavailable'],
    ['502 with a page', { status: 502, body: '<html>Bad gateway</html>' }, 'directory-unavailable'],
    ['503 that names no time', { status: 503 }, 'directory-unavailable'],
    ['403', { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } }, 'directory-forbidden'],
    ['a redirect', { status: 302, headers: { location: 'https://127.0.0.1:1/' } }, 'directory-unavailable'],
    ['a 404 that is not of Graph', { status: 404, body: '<html>no such site</html>' }, 'directory-unavailable'],
    ['no JSON', { body: 'hello' }, 'directory-unavailable'],
    ['an empty body', { body: '' }, 'directory-unavailable'],
    ['JSON null', { body: 'null' }, 'directory-unavailable'],
    ['half a JSON', { body: '{"value":[{"id"' }, 'directory-unavailable'],
    ['a value of another shape', { body: { value: { a: 1 }, responses: 'x' } }, 'directory-unavailable'],
    ['items of another shape', { body: { value: [17], responses: [17] } }, 'directory-unavailable'],
    ['a broken connection', { cut: true }, 'directory-unavailable'],
  ];
  for (const [what, answer, code] of answers) {
    it(`gives ${code} for ${what}, whatever is read`, async () => {
      stub.handle = () => answer;
      for (const read of everyRead(directory())) await assert.rejects(read, fails(code));
    });
  }

  it('gives directory-unavailable when no answer comes in time', async () => {
    stub.handle = () => ({ hang: true });
    await assert.rejects(directory(50).owners(team), fails('directory-unavailable'));
  });

  it('never takes an account for enabled when Graph does not say so', async () => {
    for (const accountEnabled of [null, undefined, 'true', 1]) {
      stub.handle = graphOf({ users: [user(1, 'Alex', { accountEnabled })] });
      assert.equal((await directory().people([person])).get(person)?.enabled, null);
    }
  });

  it('takes nobody for the person, and nothing for the group, that was asked for but it itself', async () => {
    stub.handle = () => ({ body: user(2, 'Megan') });
    await assert.rejects(directory().people([person]), fails('directory-unavailable'));
    stub.handle = () => ({ body: { id: idOf(22), displayName: 'Sales', mailEnabled: true, groupTypes: ['Unified'] } });
    await assert.rejects(directory().groups([team]), fails('directory-unavailable'));
  });

  it('takes one fresh token after a 401, then gives up', async () => {
    const world = graphOf({ users: [user(1, 'Alex')] });
    stub.handle = (call) => (call.headers.authorization === 'Bearer fresh' ? world(call) : { status: 401 });
    assert.equal((await directory().people([person])).size, 1);
    assert.deepEqual(tokens, [false, true]);
    stub.handle = () => ({ status: 401 });
    await assert.rejects(directory().people([person]), fails('directory-forbidden'));
    assert.deepEqual(tokens, [false, true, false, true]);
  });

  it('gives directory-unavailable when there is no token', async () => {
    const token = () => Promise.reject(new Fault('token-unavailable', 'no'));
    const none = createDirectory({ origin: stub.origin, token, clock, log: silent, cacheSeconds: 0 });
    await assert.rejects(none.owners(team), fails('directory-unavailable'));
    assert.equal(stub.calls.length, 0);
  });

  const waits: [string, Answer, number][] = [
    ['429 with seconds', { status: 429, headers: { 'retry-after': '120' } }, 120_000],
    ['503 with seconds', { status: 503, headers: { 'retry-after': '7' } }, 7_000],
    ['429 with a date', { status: 429, headers: { 'retry-after': 'Sun, 22 Nov 2026 12:01:00 GMT' } }, 60_000],
    ['429 without a time', { status: 429 }, 10_000],
    ['429 with nonsense', { status: 429, headers: { 'retry-after': 'soon' } }, 10_000],
  ];
  for (const [what, answer, ms] of waits) {
    it(`waits as long as Graph said and calls nothing meanwhile: ${what}`, async () => {
      stub.handle = () => answer;
      const it = directory();
      const retryAt = new Date(clock.now().getTime() + ms);
      const throttled = (error: unknown) =>
        fails('directory-throttled')(error) && isDeepEqual((error as Fault).retryAt, retryAt);
      await assert.rejects(it.owners(team), throttled);
      stub.calls.length = 0;
      clock.forward(ms - 1);
      for (const read of everyRead(it)) await assert.rejects(read, throttled);
      assert.equal(stub.calls.length, 0);
      clock.forward(1);
      stub.handle = () => ({ body: { value: [] } });
      assert.deepEqual(await it.owners(team), []);
    });
  }

  it('treats one throttled item of a batch like a throttled call', async () => {
    const world = graphOf({ users: [user(1, 'Alex')] });
    stub.handle = withBatch((call) =>
      call.path.endsWith(idOf(2)) ? { status: 429, headers: { 'Retry-After': '30' } } : world(call),
    );
    const it = directory();
    const retryAt = new Date(clock.now().getTime() + 30_000);
    await assert.rejects(it.people([person, idOf(2) as UserId]), { code: 'directory-throttled', retryAt });
    await assert.rejects(it.owners(team), fails('directory-throttled'));
    assert.equal(stub.calls.length, 1);
  });

  it('fails a batch of which one item failed or is missing', async () => {
    const world = graphOf({ users: [user(1, 'Alex')] });
    const two = [person, idOf(2) as UserId];
    stub.handle = withBatch((call) => (call.path.endsWith(idOf(2)) ? { status: 500 } : world(call)));
    await assert.rejects(directory().people(two), fails('directory-unavailable'));
    stub.handle = () => ({ body: { responses: [{ id: '1', status: 200, body: user(1, 'Alex') }] } });
    await assert.rejects(directory().people(two), fails('directory-unavailable'));
  });

  it('takes a fresh token when the items of a batch say 401', async () => {
    const world = withBatch(graphOf({ users: [user(1, 'Alex'), user(2, 'Megan')] }));
    const expired = withBatch(() => ({ status: 401 }));
    stub.handle = (call) => (call.headers.authorization === 'Bearer fresh' ? world(call) : expired(call));
    assert.equal((await directory().people([person, idOf(2) as UserId])).size, 2);
  });

  it('follows a link or a redirect to no other host, and takes no token there', async () => {
    const canary = await startCanary();
    canaries.push(canary);
    for (const link of [
      `${canary.origin}/v1.0/groups`,
      'https://graph.microsoft.com.evil.example/v1.0/x',
      '//x',
      'x',
    ]) {
      stub.calls.length = 0;
      stub.handle = () => ({ body: { value: [user(1, 'Alex')], '@odata.nextLink': link } });
      await assert.rejects(directory().owners(team), fails('directory-unavailable'));
      assert.equal(stub.calls.length, 1);
    }
    const inside = `${stub.origin}/v1.0/groups?a=https://127.0.0.1:1/v1.0/x`;
    stub.handle = () => ({ body: { value: [], '@odata.nextLink': inside } });
    await assert.rejects(directory().owners(team), fails('directory-unavailable'));
    stub.handle = () => ({ status: 307, headers: { location: `${canary.origin}/v1.0/groups` } });
    await assert.rejects(directory().owners(team), fails('directory-unavailable'));
    assert.equal(canary.hits(), 0);
  });

  it('does not run in circles', async () => {
    let n = 0;
    stub.handle = () => ({ body: { value: [], '@odata.nextLink': `${stub.origin}/v1.0/x?$skiptoken=same` } });
    await assert.rejects(directory().members(team), fails('directory-unavailable'));
    assert.equal(stub.calls.length, 2);
    stub.handle = () => ({ body: { value: [], '@odata.nextLink': `${stub.origin}/v1.0/x?$skiptoken=${n++}` } });
    await assert.rejects(directory().members(team), fails('directory-unavailable'));
    assert.ok(stub.calls.length < 250);
  });

  it('never reads a refused question as "nobody"', async () => {
    stub.handle = withBatch(() => ({ status: 400, body: { error: { code: 'Request_BadRequest' } } }));
    await assert.rejects(directory().findPeople('Alex Wilber'), fails('directory-refused'));
    await assert.rejects(directory().findGroups('Marketing'), fails('directory-refused'));
  });

  it('keeps to the longest wait that it was given, and opens when that is over', () => {
    const pause = createPause(clock);
    const at = (ms: number) => new Date(clock.now().getTime() + ms);
    const end = at(60_000);
    pause.begin(end);
    assert.deepEqual(pause.begin(at(1_000)).retryAt, end);
    clock.forward(59_999);
    assert.throws(() => pause.check(), { code: 'directory-throttled', retryAt: end });
    clock.forward(1);
    pause.check();
  });

  it('waits for nothing that only a clock turned back makes long', () => {
    const pause = createPause(clock);
    pause.begin(new Date(clock.now().getTime() + 60_000));
    clock.forward(-2 * 86_400_000);
    pause.check();
  });

  it('shares the wait between the directory and the installer', async () => {
    const pause = createPause(clock);
    const options = { origin: stub.origin, token: async () => 't', clock, log: silent, pause };
    const installer = createInstaller({ ...options, teamsAppId: 'a', manifestAppId: 'm' });
    stub.handle = () => ({ status: 429, headers: { 'retry-after': '60' } });
    await assert.rejects(createDirectory({ ...options, cacheSeconds: 0 }).groups([team]), fails('directory-throttled'));
    assert.deepEqual(await installer.install(person), { retryAt: new Date(clock.now().getTime() + 60_000) });
    assert.equal(stub.calls.length, 1);
  });

  it('puts no name and no token into what it logs', async () => {
    const lines: unknown[] = [];
    const write = (event: string, fields: object = {}) => lines.push(event, { ...fields });
    const log = { debug: write, info: write, warn: write, error: write };
    const it = createDirectory({ origin: stub.origin, token: async () => 'top-secret', clock, log, cacheSeconds: 0 });
    const errors: unknown[] = [];
    for (const answer of [
      { status: 500, body: { error: { code: 'x', message: 'Secret Name' } } },
      { status: 500, body: { error: { code: 'Secret Name', message: 'x' } } },
      { body: 'Secret Name' },
      { body: { value: [{ id: 'Secret Name' }], responses: 'Secret Name' } },
    ]) {
      stub.handle = () => answer;
      errors.push(await it.findGroups('Secret Name').catch((fault: Error) => fault));
      errors.push(await it.owners(team).catch((fault: Error) => fault));
    }
    const shown = [...lines, ...errors].map((line) => inspect(line, { depth: 9 }));
    assert.ok(lines.length > 0);
    assert.doesNotMatch(shown.join('\n'), /Secret|top-secret/);
  });
});

function isDeepEqual(actual: unknown, expected: unknown): true {
  assert.deepEqual(actual, expected);
  return true;
}
