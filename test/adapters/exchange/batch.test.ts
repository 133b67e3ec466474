import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Cmdlet } from '../../../bot/adapters/exchange/cmdlets.ts';
import { createInvoke, type Invoke, type InvokeOptions, type Result } from '../../../bot/adapters/exchange/invoke.ts';
import type { Failure } from '../../../bot/adapters/exchange/reply.ts';
import { type HttpsServer, json, startHttps } from '../../support/https.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const began = Date.UTC(2026, 10, 22, 12);

interface Item {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: { CmdletInput: { CmdletName: Cmdlet; Parameters: { Identity: string } } };
}
interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}
type Whole = Reply | 'lost';

const identity = ({ body }: Item) => body.CmdletInput.Parameters.Identity;
const found = (item: Item): Reply => ({ status: 200, body: { value: [{ Name: identity(item) }] } });

describe('calls that wait together', () => {
  let exchange: HttpsServer;
  /** Every request: how many calls were in it (0: a single call), and its items or the call itself. */
  let seen: { readonly size: number; readonly names: readonly string[] }[];
  let batches: { readonly items: readonly Item[]; readonly headers: Record<string, unknown> }[];
  let seconds: number;
  let logged: string[];
  /** What a call is answered, in a batch or alone; and a batch as a whole. */
  let one: (item: Item) => Reply;
  let whole: (items: readonly Item[]) => Whole;
  /** The first request is answered when this is: so that all others come to wait together. */
  let hold: Promise<void>;

  before(async () => {
    exchange = await startHttps(async (request, response, text) => {
      const body = JSON.parse(text);
      const first = seen.length === 0;
      const items: Item[] = request.url?.endsWith('/$batch') ? body.requests : [{ body }];
      seen.push({ size: 'requests' in body ? items.length : 0, names: items.map(identity) });
      if (first) await hold;
      const answer = 'requests' in body ? whole(items) : one(items[0] as Item);
      if ('requests' in body) batches.push({ items, headers: request.headers });
      if (answer === 'lost') request.socket.destroy();
      else if (answer.body === undefined) response.writeHead(answer.status, answer.headers).end();
      else json(response, answer.status, answer.body, answer.headers);
    });
  });
  after(() => exchange.close());
  beforeEach(() => {
    seen = [];
    batches = [];
    logged = [];
    seconds = 0;
    hold = Promise.resolve();
    one = found;
    whole = (items) => ({ status: 200, body: { responses: items.map((item) => ({ id: item.id, ...one(item) })) } });
  });

  const invoker = (options: Partial<InvokeOptions> = {}) => {
    const note = (event: string) => void logged.push(event);
    return createInvoke({
      ...{ origin: exchange.origin, tenant, hosts: [], token: async () => 'token-1', concurrency: 1 },
      clock: { now: () => new Date(began + seconds * 1000) },
      log: { debug() {}, info: note, warn: note, error: note },
      ...options,
    });
  };
  /** One call goes alone and takes its time; meanwhile the others come to wait. */
  async function together(
    names: readonly string[],
    cmdlet: Cmdlet = 'Get-Recipient',
    invoke: Invoke = invoker(),
  ): Promise<(Result | Failure)[]> {
    seen = [];
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const first = invoke('Get-Recipient', { Identity: 'first' });
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const others = names.map((Identity) => invoke(cmdlet, { Identity }));
    setTimeout(release, 3);
    await first;
    return Promise.all(others);
  }
  const names = (count: number) => Array.from({ length: count }, (_, n) => `n${n}`);
  const rows = (results: readonly (Result | Failure)[]) =>
    results.map((each) => ('failed' in each ? each.failed : each.rows[0]?.Name));

  it('go ten to a request, each answered by itself', async () => {
    assert.deepEqual(rows(await together(names(23))), names(23));
    assert.deepEqual(
      seen.map(({ size }) => size),
      [0, 10, 10, 3],
    );
  });

  it('go each in a request of its own, at once, while there is room', async () => {
    const invoke = invoker({ concurrency: 10 });
    await Promise.all(names(10).map((Identity) => invoke('Get-Recipient', { Identity })));
    assert.deepEqual(new Set(seen.map(({ size }) => size)), new Set([0]));
  });

  it('carry all that a single call carries, and ask that one failure does not stop the rest', async () => {
    await together(['a', 'b'], 'Add-RecipientPermission');
    const [{ items, headers } = assert.fail()] = batches;
    assert.match(String(headers.prefer), /continue-on-error/);
    assert.equal(headers.authorization, 'Bearer token-1');
    for (const item of items) {
      assert.equal(item.method, 'POST');
      assert.equal(item.url, `${exchange.origin}/adminapi/beta/${tenant}/InvokeCommand`);
      assert.equal(item.headers['x-cmdletname'], 'Add-RecipientPermission');
      assert.equal(item.headers['client-request-id'], item.id);
      assert.equal(item.headers.authorization, 'Bearer token-1');
    }
    assert.equal(new Set(items.map(({ id }) => id)).size, 2);
  });

  it('fail one by one', async () => {
    const message = 'Ex6F9304|X.ManagementObjectNotFoundException|It could not be found.';
    const replies: Record<string, Reply> = {
      gone: { status: 404, body: { error: { code: 'x', details: [{ message }] } } },
      forbidden: { status: 403 },
      busy: { status: 503 },
      text: { status: 200, body: 'OK' },
      errors: { status: 200, body: { value: [], '@adminapi.errors': [message] } },
    };
    one = (item) => replies[identity(item)] ?? found(item);
    const results = rows(await together(['a', 'gone', 'forbidden', 'busy', 'text', 'errors', 'b']));
    assert.deepEqual(results, ['a', 'refused', 'forbidden', 'retry', 'odd', 'refused', 'b']);
  });

  it('may be changes, which are answered with little or nothing', async () => {
    one = (item) => (identity(item) === 'none' ? { status: 204 } : { status: 200, body: { value: [] } });
    const results = await together(['none', 'empty'], 'Set-UnifiedGroup');
    assert.deepEqual(results, [
      { rows: [], warnings: [] },
      { rows: [], warnings: [] },
    ]);
  });

  describe('whose answer is lost', () => {
    const broken: Record<string, (items: readonly Item[]) => Whole> = {
      'connection reset': () => 'lost',
      'no JSON': () => ({ status: 200, body: 'garbled' }),
      'no list': () => ({ status: 200, body: { value: [] } }),
      'empty list': () => ({ status: 200, body: { responses: [] } }),
      'foreign ids': (items) => ({ status: 200, body: { responses: items.map((it) => ({ id: 'x', ...found(it) })) } }),
      'ids there twice': (items) => ({
        status: 200,
        body: { responses: [...items, ...items].map((item) => ({ id: item.id, ...found(item) })) },
      }),
      'no status': (items) => ({ status: 200, body: { responses: items.map(({ id }) => ({ id, body: {} })) } }),
      'gateway time-out': () => ({ status: 504 }),
      'an exception of nobody knows whom': () => ({
        status: 500,
        body: { error: { code: 'x', details: [{ message: 'Ex1|Y.SomeException|It went wrong.' }] } },
      }),
    };
    for (const [what, how] of Object.entries(broken)) {
      it(`(${what}) are lost, each: a change is not sent again`, async () => {
        whole = how;
        assert.deepEqual(rows(await together(['a', 'b'], 'Add-RecipientPermission')), ['lost', 'lost']);
        assert.equal(seen.length, 2);
      });

      it(`(${what}) are asked once more, each alone, where they only read`, async () => {
        whole = how;
        assert.deepEqual(rows(await together(['a', 'b'])), ['a', 'b']);
        assert.deepEqual(
          seen.map(({ size }) => size),
          [0, 2, 0, 0],
        );
      });
    }

    it('in part: those that are there stand', async () => {
      whole = (items) => ({
        status: 200,
        body: { responses: items.slice(1).map((it) => ({ id: it.id, ...found(it) })) },
      });
      assert.deepEqual(rows(await together(['a', 'b', 'c'], 'Set-UnifiedGroup')), ['lost', 'b', 'c']);
    });
  });

  describe('where Exchange takes no batches', () => {
    for (const status of [400, 403, 404, 405, 501]) {
      it(`(${status}) go singly from then on, which is logged once`, async () => {
        whole = () => ({ status, body: { error: { code: 'x', details: [{ message: 'Ex1|X.NotFound|no' }] } } });
        const invoke = invoker();
        assert.deepEqual(rows(await together(names(5), 'Get-Recipient', invoke)), names(5));
        assert.deepEqual(rows(await together(names(5), 'Set-UnifiedGroup', invoke)), names(5));
        assert.equal(batches.length, 1);
        assert.deepEqual(logged, ['exchange.no-batch']);
        seconds += 3_601;
        await together(names(5), 'Get-Recipient', invoke);
        assert.equal(batches.length, 2, 'an hour later it is tried again');
      });
    }

    it('is not concluded from what single calls are told as well', async () => {
      whole = () => ({ status: 403 });
      one = () => ({ status: 403 });
      const invoke = invoker();
      assert.deepEqual(rows(await together(['a', 'b'], 'Get-Recipient', invoke)), ['forbidden', 'forbidden']);
      await together(['a', 'b'], 'Get-Recipient', invoke);
      assert.equal(batches.length, 2);
      assert.ok(!logged.includes('exchange.no-batch'));
    });
  });

  it('with a token that is not taken any more get a new one', async () => {
    let token = 1;
    const invoke = invoker({
      token: async ({ fresh = false } = {}) => {
        if (fresh) token = 2;
        return `token-${token}`;
      },
    });
    one = (item) => (item.headers?.authorization === 'Bearer token-1' ? { status: 401 } : found(item));
    assert.deepEqual(rows(await together(['a', 'b', 'c'], 'Set-UnifiedGroup', invoke)), ['a', 'b', 'c']);
  });

  it('of which one is told to wait let nothing go until then; the others stand', async () => {
    one = (item) => (identity(item) === 'n1' ? { status: 429, headers: { 'Retry-After': '30' } } : found(item));
    const invoke = invoker();
    const results = await together(names(14), 'Set-UnifiedGroup', invoke);
    assert.deepEqual(rows(results.slice(0, 3)), ['n0', 'retry', 'n2']);
    assert.deepEqual(new Set(rows(results.slice(10))), new Set(['retry']), 'those in line were not sent');
    const at = new Date(began + 30_000);
    assert.deepEqual(results[13], { failed: 'retry', why: 'throttled', at });
    assert.equal(seen.length, 2);
    seconds = 29.9;
    assert.ok('failed' in (await invoke('Get-Recipient', { Identity: 'x' })));
    assert.equal(seen.length, 2);
    seconds = 30;
    assert.ok('rows' in (await invoke('Get-Recipient', { Identity: 'x' })));
  });

  it('and ask the same are asked once, and answered all; what is asked later is asked again', async () => {
    const invoke = invoker();
    assert.deepEqual(rows(await together(['a', 'b', 'a', 'a'], 'Get-Recipient', invoke)), ['a', 'b', 'a', 'a']);
    assert.deepEqual(seen.at(-1)?.names, ['a', 'b']);
    await together(['a'], 'Get-Recipient', invoke);
    assert.deepEqual(seen.at(-1)?.names, ['a']);
  });

  it('and change the same are each sent: what a change is told is its own', async () => {
    await together(['a', 'a'], 'Add-RecipientPermission');
    assert.deepEqual(seen.at(-1)?.names, ['a', 'a']);
  });

  it('let those go first that somebody waits for', async () => {
    const invoke = invoker();
    const later: Invoke = (cmdlet, parameters) => invoke(cmdlet, parameters, { urgency: 'later' });
    const background = together(names(20), 'Get-Recipient', later);
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await invoke('Get-Recipient', { Identity: 'urgent' });
    await background;
    assert.ok(seen[1]?.names.includes('urgent'), JSON.stringify(seen));
  });

  it('that were approved have each second turn, however many readings are waited for', async () => {
    const invoke = invoker();
    const readings = together(names(60), 'Get-Recipient', invoke);
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await invoke('Set-UnifiedGroup', { Identity: 'approved' }, { urgency: 'later' });
    const places = seen.flatMap(({ names }) => names);
    await readings;
    assert.ok(places.indexOf('approved') <= 3, JSON.stringify(places));
  });

  it('let the end of a right go first of all', async () => {
    const invoke = invoker();
    const flood = [
      together(names(30), 'Get-Recipient', invoke),
      together(['a', 'b', 'c'], 'Set-UnifiedGroup', (cmdlet, parameters) =>
        invoke(cmdlet, parameters, { urgency: 'later' }),
      ),
    ];
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await invoke('Remove-RecipientPermission', { Identity: 'ended' }, { urgency: 'end' });
    assert.equal(seen[1]?.names[0], 'ended', JSON.stringify(seen));
    await Promise.all(flood);
  });

  describe('that change something after a last check', () => {
    /** A change that is told when what it rests on was read waits behind another call until `later` seconds after that. */
    async function changed(later: number, may: boolean) {
      seen = [];
      let [release, asked] = [() => {}, 0];
      hold = new Promise((resolve) => {
        release = resolve;
      });
      const again = async () => {
        asked += 1;
        return may;
      };
      const invoke = invoker();
      const first = invoke('Get-Recipient', { Identity: 'first' });
      while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      const check = { at: new Date(began + seconds * 1000), again };
      const change = invoke('Set-UnifiedGroup', { Identity: 'changed' }, { check });
      const reads = ['a', 'b'].map((Identity) => invoke('Get-Recipient', { Identity }));
      seconds += later;
      release();
      const [result] = rows([await change]);
      assert.deepEqual(rows([await first, ...(await Promise.all(reads))]), ['first', 'a', 'b']);
      return { result, asked, sent: seen.flatMap(({ names }) => names).includes('changed') };
    }

    it('go without another look when they hardly had to wait', async () => {
      assert.deepEqual(await changed(0.9, false), { result: 'changed', asked: 0, sent: true });
    });

    it('are looked at once more after a wait, or when the clock was turned back', async () => {
      for (const later of [1, 3600, -3600])
        assert.deepEqual(await changed(later, true), { result: 'changed', asked: 1, sent: true });
    });

    it('are not sent when that says no; what waits beside them is', async () => {
      assert.deepEqual(await changed(5, false), { result: 'withdrawn', asked: 1, sent: false });
    });
  });

  describe('of which one is too many', () => {
    /** The first time, `n1` is refused for so many seconds. */
    function refuseOnce(seconds: string): void {
      let refused = false;
      one = (item) => {
        if (refused || identity(item) !== 'n1') return found(item);
        refused = true;
        return { status: 429, headers: { 'Retry-After': seconds } };
      };
    }
    const invokeAs = (urgency: 'now' | 'later'): Invoke => {
      const invoke = invoker({ clock: { now: () => new Date() } });
      return (cmdlet, parameters) => invoke(cmdlet, parameters, { urgency });
    };
    const failures = (results: readonly (Result | Failure)[]) => results.filter((each) => 'failed' in each);

    it('wait a short pause out when nobody waits for them, but for the one that was refused', async () => {
      refuseOnce('1');
      const start = Date.now();
      const results = await together(names(15), 'Get-Recipient', invokeAs('later'));
      assert.equal(failures(results).length, 1);
      assert.ok(Date.now() - start >= 990, `${Date.now() - start} ms`);
      assert.equal(seen.flatMap(({ names }) => names).filter((name) => name.startsWith('n')).length, 15);
    });

    for (const [urgency, seconds, what] of [
      ['now', '1', 'are told of it at once when somebody waits for them'],
      ['later', '30', 'are told of a long pause whether anybody waits for them or not'],
    ] as const)
      it(what, async () => {
        refuseOnce(seconds);
        const start = Date.now();
        const failed = failures(await together(names(15), 'Get-Recipient', invokeAs(urgency)));
        assert.ok(failed.length > 1, `${failed.length}`);
        assert.ok(failed.every((each) => 'why' in each && each.why === 'throttled'));
        assert.ok(Date.now() - start < 900, `${Date.now() - start} ms`);
      });
  });

  it('never throw nor hang, and are never taken for done, whatever comes back', async () => {
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ responses: fc.array(fc.record({ id: fc.string(), status: fc.jsonValue(), body: fc.jsonValue() })) }),
    );
    const status = fc.oneof(fc.constantFrom(200, 200, 200, 403, 429, 503), fc.integer({ min: 200, max: 599 }));
    await fc.assert(
      fc.asyncProperty(status, body, async (status, body) => {
        whole = () => (status === 204 || status === 205 || status === 304 ? { status } : { status, body });
        one = () => ({ status: 503 });
        const results = await together(['a', 'b'], 'Set-UnifiedGroup');
        for (const each of results) assert.ok('failed' in each, JSON.stringify(each));
      }),
      { numRuns: 100 },
    );
  });
});
