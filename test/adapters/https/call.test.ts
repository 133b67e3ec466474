import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import { type Call, type Caller, createCaller, Lost } from '../../../bot/adapters/https/call.ts';
import { fetchOver } from '../../../bot/adapters/https/fetch.ts';
import { type Stub, startStub } from '../graph/stub.ts';

describe('a call over https', () => {
  let stub: Stub;
  let agent: Agent;
  let caller: Caller;

  before(async () => {
    stub = await startStub();
  });
  beforeEach(() => {
    agent = new Agent({ keepAlive: true });
    caller = createCaller(agent);
    stub.handle = () => ({ body: { ok: 'ja ✓' } });
    stub.calls.length = 0;
  });
  afterEach(() => agent.destroy());
  after(() => stub?.close());

  const call = (more: Partial<Call> = {}): Call => ({
    ...{ method: 'POST', url: `${stub.origin}/x?y=1`, headers: { 'x-a': 'b' }, body: '{"ü":1}' },
    ...{ timeoutMs: 2000, largest: 1000 },
    ...more,
  });
  const lost = (why: Lost['why']) => (error: unknown) => error instanceof Lost && error.why === why;

  it('sends what it is given and reads the whole reply', async () => {
    const { status, headers, text } = await caller(call());
    assert.deepEqual([status, headers['content-type'], text], [200, 'application/json', '{"ok":"ja ✓"}']);
    const [seen] = stub.calls;
    assert.deepEqual([seen?.method, seen?.rawUrl, seen?.headers['x-a'], seen?.body], ['POST', '/x?y=1', 'b', { ü: 1 }]);
  });

  it('keeps its connection', async () => {
    for (let n = 0; n < 3; n++) await caller(call());
    assert.equal(Object.values(agent.freeSockets).flat().length, 1);
  });

  it('gives a redirect as it came and follows none', async () => {
    stub.handle = () => ({ status: 302, headers: { location: `${stub.origin}/elsewhere` } });
    const { status, headers } = await caller(call());
    assert.deepEqual([status, headers.location, stub.calls.length], [302, `${stub.origin}/elsewhere`, 1]);
  });

  it('is lost when the connection breaks, the time is up or the reply has no end in sight', async () => {
    stub.handle = () => ({ cut: true });
    await assert.rejects(caller(call()), lost('connection'));
    stub.handle = () => ({ hang: true });
    await assert.rejects(caller(call({ timeoutMs: 50 })), lost('late'));
    stub.handle = () => ({ body: 'x'.repeat(2000) });
    await assert.rejects(caller(call()), lost('large'));
    await assert.rejects(caller(call({ url: 'https://127.0.0.1:1/' })), lost('connection'));
  });

  it('is broken off by its signal, with its reason', async () => {
    stub.handle = () => ({ hang: true });
    const fetcher = fetchOver(caller);
    const late = fetcher(`${stub.origin}/`, { signal: AbortSignal.timeout(30) });
    await assert.rejects(late, { name: 'TimeoutError' });
    await assert.rejects(fetcher(`${stub.origin}/`, { signal: AbortSignal.abort() }), { name: 'AbortError' });
    assert.ok(stub.calls.length <= 1);
  });

  /** The next call meets a connection that the other side closes as soon as it is used again. */
  async function goStale(): Promise<void> {
    await caller(call());
    stub.calls.length = 0;
    const answer = stub.handle;
    stub.handle = () => {
      stub.handle = answer;
      return { cut: true };
    };
  }

  it('is sent once more over a new connection when a kept one was closed, if it changes nothing', async () => {
    await goStale();
    assert.equal((await caller(call({ safe: true }))).status, 200);
    await goStale();
    await assert.rejects(caller(call()), lost('connection'));
    assert.equal(stub.calls.length, 1);
  });

  it('looks like fetch to whoever expects one', async () => {
    stub.handle = () => ({ headers: { 'retry-after': '7' }, body: { ok: true } });
    const response = await fetchOver(caller)(`${stub.origin}/`, { method: 'POST', headers: {}, body: '{}' });
    assert.deepEqual([response.ok, response.headers.get('retry-after')], [true, '7']);
    assert.deepEqual(await response.json(), { ok: true });
    stub.handle = () => ({ status: 204 });
    assert.equal((await fetchOver(caller)(`${stub.origin}/`)).status, 204);
  });
});
