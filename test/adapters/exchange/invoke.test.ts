import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Cmdlet } from '../../../bot/adapters/exchange/cmdlets.ts';
import { createInvoke, type Invoke, type InvokeOptions, type Result } from '../../../bot/adapters/exchange/invoke.ts';
import type { Failure } from '../../../bot/adapters/exchange/reply.ts';
import { allowedUrl } from '../../../bot/adapters/exchange/transport/post.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import { type Answer, type HttpsServer, json, startHttps } from '../../support/https.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const path = `/adminapi/beta/${tenant}/InvokeCommand`;
const began = Date.UTC(2026, 10, 22, 12);

interface Seen {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('calling Exchange', () => {
  let exchange: HttpsServer;
  let elsewhere: HttpsServer;
  let seen: Seen[];
  let strayed: number;
  let seconds: number;
  let tokens: string[];

  const invoker = (options: Partial<InvokeOptions> = {}) => {
    let token = 1;
    return createInvoke({
      origin: exchange.origin,
      tenant,
      hosts: [],
      token: async ({ fresh = false } = {}) => {
        token += fresh ? 1 : 0;
        tokens.push(`token-${token}`);
        return `token-${token}`;
      },
      clock: { now: () => new Date(began + seconds * 1000) },
      ...options,
    });
  };
  const read = (options?: Partial<InvokeOptions>) => invoker(options)('Get-Recipient', { Identity: 'x' });
  const write = (options?: Partial<InvokeOptions>) => invoker(options)('Add-RecipientPermission', { Identity: 'x' });
  const answering = (answer: Answer) => {
    exchange.answer = (request, response, body) => {
      seen.push({ url: request.url ?? '', headers: request.headers, body });
      answer(request, response, body);
    };
  };
  const sending = (status: number, body: unknown, headers?: Record<string, string>) =>
    answering((_, response) => json(response, status, body, headers));
  const failure = async (reply: Promise<Result | Failure>): Promise<Failure> => {
    const it = await reply;
    assert.ok('failed' in it, 'expected a failure');
    return it;
  };
  const result = async (reply: Promise<Result | Failure>): Promise<Result> => {
    const it = await reply;
    assert.ok(!('failed' in it), JSON.stringify(it));
    return it;
  };
  const exception = (message: string) => ({
    error: {
      code: 'InternalServerError',
      message: 'Error executing cmdlet',
      details: [{ code: 'Client', target: '', message }],
    },
  });

  before(async () => {
    exchange = await startHttps(() => {});
    elsewhere = await startHttps((_, response) => {
      strayed += 1;
      json(response, 200, { value: [{ evil: true }] });
    });
  });
  after(async () => {
    await exchange.close();
    await elsewhere.close();
  });
  beforeEach(() => {
    seen = [];
    tokens = [];
    strayed = 0;
    seconds = 0;
    sending(200, { value: [] });
  });

  describe('the request', () => {
    it('carries the cmdlet, its parameters and every header that Exchange wants', async () => {
      await invoker()('Get-UnifiedGroup', { Identity: 'g', IncludeGrantSendOnBehalfToWithDisplayNames: true });
      const [{ url, headers, body }] = seen as [Seen];
      assert.equal(url, path);
      assert.deepEqual(JSON.parse(body), {
        CmdletInput: {
          CmdletName: 'Get-UnifiedGroup',
          Parameters: { Identity: 'g', IncludeGrantSendOnBehalfToWithDisplayNames: true },
        },
      });
      const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
      assert.equal(headers.authorization, 'Bearer token-1');
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(headers['x-anchormailbox'], `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant}`);
      assert.equal(headers['x-responseformat'], 'json');
      assert.equal(headers['x-cmdletname'], 'Get-UnifiedGroup');
      assert.equal(headers.prefer, 'odata.maxpagesize=1000');
      assert.match(String(headers['client-request-id']), guid);
      assert.match(String(headers['connection-id']), guid);
    });

    it('is logged by its client-request-id, without the token', async () => {
      const lines: unknown[] = [];
      const note = (event: string, fields?: object) => void lines.push({ event, ...fields });
      await read({ log: { debug: note, info: note, warn: note, error: note } });
      assert.equal((lines[0] as { clientRequestId: string }).clientRequestId, seen[0]?.headers['client-request-id']);
      assert.ok(!JSON.stringify(lines).includes('token-1'));
    });

    it('is never made for a cmdlet that is not on the list, nor with an empty identity', async () => {
      await assert.rejects(invoker()('Remove-UnifiedGroup' as Cmdlet, { Identity: 'x' }), TypeError);
      await assert.rejects(invoker()('constructor' as Cmdlet, { Identity: 'x' }), TypeError);
      for (const parameters of [
        { Identity: '' },
        { Identity: ' ' },
        {},
        { Identity: 'x', Trustee: '' },
        { Identity: null },
      ]) {
        await assert.rejects(invoker()('Get-UnifiedGroup', parameters as { Identity: string }), TypeError);
      }
      assert.equal(seen.length, 0);
    });

    it('waits while ten others are under way', async () => {
      let open = 0;
      let most = 0;
      let calls = 0;
      answering((request, response) => {
        open += 1;
        most = Math.max(most, open);
        const { requests } = JSON.parse(seen.at(-1)?.body ?? '') as { requests?: { id: string }[] };
        assert.equal(requests !== undefined, request.url?.endsWith('/$batch'));
        calls += requests?.length ?? 1;
        const responses = requests?.map(({ id }) => ({ id, status: 200, body: { value: [] } }));
        setTimeout(() => {
          open -= 1;
          json(response, 200, responses ? { responses } : { value: [] });
        }, 5);
      });
      const invoke = invoker();
      await Promise.all(Array.from({ length: 35 }, (_, n) => result(invoke('Get-Recipient', { Identity: `x${n}` }))));
      assert.equal(calls, 35);
      assert.ok(most <= 10 && most > 1, String(most));
    });
  });

  describe('an answer', () => {
    it('is its rows and warnings', async () => {
      sending(200, { value: [{ Name: 'a' }], '@adminapi.warnings': ['careful'] });
      assert.deepEqual(await result(read()), { rows: [{ Name: 'a' }], warnings: ['careful'] });
    });

    it('to a write may be empty', async () => {
      for (const status of [200, 204]) {
        answering((_, response) => void response.writeHead(status).end());
        assert.deepEqual(await result(write()), { rows: [], warnings: [] });
      }
    });

    it('to a read may not be empty: nothing said is not "nobody"', async () => {
      for (const body of [
        '',
        '{}',
        '[]',
        'null',
        '{"value":null}',
        '{"value":7}',
        '{"value":[7]}',
        '{"value":"x"}',
        '<html>',
      ]) {
        answering((_, response) => void response.end(body));
        assert.equal((await failure(read())).failed, 'odd', body);
      }
    });

    it('with errors inside is a failure though its status is 200', async () => {
      sending(200, { value: [], '@adminapi.errors': ['Ex1|Some.Exception|No way.'] });
      assert.deepEqual(await failure(write()), { failed: 'refused', type: 'Some.Exception', text: 'No way.' });
    });

    it('in pages is read to the end, by the same body sent again', async () => {
      answering((request, response) => {
        const page = Number(new URL(request.url ?? '', exchange.origin).searchParams.get('page') ?? 1);
        const next = page < 3 ? { '@odata.nextLink': `${exchange.origin}${path}?page=${page + 1}` } : {};
        json(response, 200, { value: [{ page }], ...next });
      });
      const { rows } = await result(read());
      assert.deepEqual(rows, [{ page: 1 }, { page: 2 }, { page: 3 }]);
      assert.equal(new Set(seen.map(({ body }) => body)).size, 1);
    });

    it('in pages is never cut: a next link to another host, or without end, is a failure', async () => {
      sending(200, { value: [{}], '@odata.nextLink': `${elsewhere.origin}${path}` });
      assert.equal((await failure(read())).failed, 'odd');
      sending(200, { value: [{}], '@odata.nextLink': `${exchange.origin}${path}` });
      assert.equal((await failure(read())).failed, 'odd');
      assert.equal(strayed, 0);
    });
  });

  describe('a redirect', () => {
    const redirecting = (location: string, status = 307) =>
      answering((request, response) => {
        if (request.url === '/regional') json(response, 200, { value: [{ regional: true }] });
        else response.writeHead(status, { location }).end();
      });

    it('on our host is followed with the same request and the token', async () => {
      for (const status of [301, 302, 307, 308]) {
        seen = [];
        redirecting('/regional', status);
        assert.deepEqual((await result(read())).rows, [{ regional: true }]);
        assert.equal(seen[1]?.headers.authorization, 'Bearer token-1');
        assert.equal(seen[1]?.body, seen[0]?.body);
      }
    });

    it('to a host of the list is followed', async () => {
      redirecting(elsewhere.origin);
      assert.deepEqual((await result(read({ hosts: [new URL(elsewhere.origin).host] }))).rows, [{ evil: true }]);
    });

    it('to any other host is not followed: it gets no request and no token', async () => {
      const port = new URL(elsewhere.origin).port;
      const wrong = [
        ...[
          elsewhere.origin,
          `http://127.0.0.1:${port}/`,
          `//127.0.0.1:${port}/`,
          'javascript:alert(1)',
          'http://[',
          '',
        ],
        `http://127.0.0.1:${new URL(exchange.origin).port}/regional`,
        `https://user@127.0.0.1:${new URL(exchange.origin).port}/regional`,
      ];
      for (const location of wrong) {
        redirecting(location);
        const expected = location === '' ? ['odd', 'refused'] : ['odd'];
        assert.ok(expected.includes((await failure(write())).failed), location);
      }
      assert.equal(strayed, 0);
    });

    it('may go to every host below a domain of the list, and to no other that merely ends like it', () => {
      const hosts = ['*.office365.com', '127.0.0.1:8443'];
      const to = (target: string) => allowedUrl(target, 'https://outlook.office365.com/adminapi', hosts);
      assert.equal(to('/x'), 'https://outlook.office365.com/x');
      assert.equal(to('https://eur01.outlook.office365.com/x'), 'https://eur01.outlook.office365.com/x');
      assert.equal(to('https://127.0.0.1:8443/x'), 'https://127.0.0.1:8443/x');
      const wrong = [
        'evil-office365.com',
        'office365.com.evil.example',
        'office365.com',
        '127.0.0.1',
        'x.office365.com:8443',
      ];
      for (const host of wrong) assert.equal(to(`https://${host}/x`), null, host);
    });

    it('is followed three times at most', async () => {
      redirecting('/again');
      assert.equal((await failure(read())).failed, 'odd');
      assert.equal(seen.length, 4);
    });
  });

  describe('a refusal', () => {
    it('is read from whatever place of the envelope holds it', async () => {
      const text =
        "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't be performed.";
      const expected = {
        failed: 'refused',
        type: 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
        text: "The operation couldn't be performed.",
      };
      const envelopes = [
        exception(text),
        { error: { code: 'x', message: 'y', details: [{ message: 'plain' }, { message: text }] } },
        { error: { code: 'x', message: 'y', innererror: { internalexception: { message: text } } } },
        { error: { code: 'x', message: 'y', innerError: { internalException: { Message: text } } } },
        { Error: { Code: 'x', Message: 'y', Details: [{ Message: text }] } },
      ];
      for (const status of [400, 404, 500]) {
        for (const body of envelopes) {
          sending(status, body);
          assert.deepEqual(await failure(write()), expected, JSON.stringify(body));
        }
      }
      sending(400, { error: { code: 'x', message: text } });
      assert.deepEqual(await failure(write()), expected);
      sending(400, { error: 'plain words' });
      assert.deepEqual(await failure(write()), { failed: 'refused', type: '', text: 'plain words' });
    });

    it('for want of a role is told apart, also with a body of NUL bytes', async () => {
      answering((_, response) => void response.writeHead(403).end(Buffer.alloc(64)));
      assert.equal((await failure(read())).failed, 'forbidden');
      const texts = [
        'User is not allowed to call Get-RecipientPermission',
        'Ex1|Microsoft.Exchange.X|The parameter is not present in the role definition of the current user.',
        "Ex2|System.Management.Automation.CommandNotFoundException|The term 'x' is not recognized as a name of a cmdlet.",
      ];
      for (const text of texts) {
        for (const status of [400, 401, 403]) {
          sending(status, exception(text));
          assert.equal((await failure(write())).failed, 'forbidden', text);
        }
      }
    });

    it('of the token is answered with one new token, once', async () => {
      answering((request, response) => {
        if (request.headers.authorization === 'Bearer token-2') json(response, 200, { value: [] });
        else response.writeHead(401).end();
      });
      await result(read());
      assert.deepEqual(tokens, ['token-1', 'token-2']);
      answering((_, response) => void response.writeHead(401).end());
      seen = [];
      assert.equal((await failure(write())).failed, 'forbidden');
      assert.equal(seen.length, 2);
    });

    it('is not repeated when there is no other token', async () => {
      answering((_, response) => void response.writeHead(403).end());
      assert.equal((await failure(write({ token: async () => 'same' }))).failed, 'forbidden');
      assert.equal(seen.length, 1);
    });
  });

  describe('when Exchange asks for patience', () => {
    it('says until when: seconds or a date', async () => {
      for (const header of ['90', new Date(began + 90_000).toUTCString()]) {
        sending(429, {}, { 'retry-after': header });
        assert.deepEqual(await failure(write()), { failed: 'retry', why: 'throttled', at: new Date(began + 90_000) });
      }
      sending(503, {}, { 'retry-after': '30' });
      assert.deepEqual(await failure(write()), { failed: 'retry', why: 'unavailable', at: new Date(began + 30_000) });
    });

    it('sends nothing until then, also not what was waiting in line, and says so at once', async () => {
      sending(429, {}, { 'retry-after': '60' });
      const invoke = invoker({ concurrency: 1 });
      const many = await Promise.all(
        Array.from({ length: 20 }, (_, n) => invoke('Get-Recipient', { Identity: `x${n}` })),
      );
      assert.ok(
        many.every((each) => 'failed' in each && each.failed === 'retry' && each.at.getTime() === began + 60_000),
      );
      assert.equal(seen.length, 1);
      sending(200, { value: [] });
      seconds = 59.9;
      assert.equal((await failure(invoke('Set-UnifiedGroup', { Identity: 'x' }))).failed, 'retry');
      assert.equal(seen.length, 1);
      seconds = 60;
      await result(invoke('Get-Recipient', { Identity: 'x' }));
      assert.equal(seen.length, 2);
    });

    it('says what it waits for', async () => {
      sending(503, {}, { 'retry-after': '60' });
      const invoke = invoker();
      const first = await failure(invoke('Get-Recipient', { Identity: 'x' }));
      assert.deepEqual(await failure(invoke('Get-Recipient', { Identity: 'x' })), first);
      assert.ok(first.failed === 'retry' && first.why === 'unavailable');
    });

    it('does not shorten a wait by a later, shorter one', async () => {
      const waits = ['60', '5'];
      const held: (() => void)[] = [];
      answering((_, response) => {
        const wait = waits.shift() ?? '0';
        held.push(() => json(response, 429, {}, { 'retry-after': wait }));
        if (held.length === 2) for (const release of held) release();
      });
      const invoke = invoker();
      await Promise.all([invoke('Get-Recipient', { Identity: 'x' }), invoke('Get-Recipient', { Identity: 'y' })]);
      seconds = 30;
      assert.equal((await failure(invoke('Get-Recipient', { Identity: 'x' }))).failed, 'retry');
      assert.equal(seen.length, 2);
    });

    it('without saying how long: it comes back after a short while', async () => {
      const cases: readonly (readonly [number, unknown, string])[] = [
        [429, {}, 'throttled'],
        [503, '', 'unavailable'],
        [400, exception('Ex1|X|You exceeded the maximum number of concurrent requests per tenant.'), 'throttled'],
        [500, exception('Ex1|Microsoft.Exchange.Data.Directory.DCOverloadedException|x'), 'busy'],
        [400, exception('Ex1|Microsoft.SuitabilityDirectoryException|x'), 'busy'],
        [500, exception('Ex1|ADServerSettingsChangedException|x'), 'busy'],
        [500, exception('Ex1|Microsoft.ServerInMMException|x'), 'busy'],
        [503, exception('Ex1|StorageTransientException|x'), 'unavailable'],
      ];
      for (const [status, body, why] of cases) {
        sending(status, body);
        const it = await failure(write());
        assert.ok(it.failed === 'retry' && it.why === why, JSON.stringify([status, body, it]));
        assert.ok(it.at.getTime() > began && it.at.getTime() <= began + 15_000);
      }
    });

    const waits = async (invoke: Invoke) => {
      const it = await failure(invoke('Get-Recipient', { Identity: 'x' }));
      assert.equal(it.failed, 'retry');
      return it.failed === 'retry' ? (it.at.getTime() - began) / 1000 - seconds : Number.NaN;
    };

    it('without saying how long: waits a little at first, then longer and longer, up to a minute', async () => {
      for (const random of [() => 0, () => 0.999, Math.random]) {
        sending(503, '');
        const invoke = invoker({ random });
        for (const most of [1, 2, 4, 8, 16, 32, 60, 60]) {
          const wait = await waits(invoke);
          assert.ok(wait >= most / 2 && wait <= most, `${wait} of ${most}`);
          seconds += wait;
        }
        sending(200, { value: [] });
        await result(invoke('Get-Recipient', { Identity: 'x' }));
        sending(503, '');
        assert.ok((await waits(invoke)) <= 1, 'as at first, once Exchange has answered');
      }
    });

    it('without saying how long: calls that fail side by side count once', async () => {
      sending(503, '');
      const invoke = invoker({ random: () => 0 });
      assert.deepEqual(await Promise.all([waits(invoke), waits(invoke), waits(invoke)]), [0.5, 0.5, 0.5]);
      seconds = 0.5;
      assert.deepEqual(await Promise.all([waits(invoke), waits(invoke)]), [1, 1]);
      sending(400, exception('Ex1|X|You exceeded the maximum number of concurrent requests per tenant.'));
      assert.equal(await waits(invoke), 2, 'too many calls wait longer');
    });

    it('waits as long as Exchange says, be it longer than its own pause or shorter; never not at all', async () => {
      const invoke = invoker({ random: () => 0 });
      sending(503, '');
      for (let count = 0; count < 5; count += 1) seconds += await waits(invoke);
      for (const told of [1, 90]) {
        sending(503, '', { 'retry-after': String(told) });
        assert.equal(await waits(invoke), told);
        seconds += told;
      }
      for (const told of ['0', new Date(began - 60_000).toUTCString(), 'soon']) {
        sending(503, '', { 'retry-after': told });
        assert.ok((await waits(invoker({ random: () => 0 }))) >= 0.5, told);
      }
    });

    it('is as good as told when there is no token', async () => {
      const retryAt = new Date(began + 7_000);
      const token = async () => {
        throw new Fault('token-unavailable', 'no token', { retryAt });
      };
      assert.deepEqual(await failure(write({ token })), { failed: 'retry', why: 'unavailable', at: retryAt });
      assert.equal(seen.length, 0);
    });
  });

  describe('a lost answer', () => {
    const losses: Record<string, Answer> = {
      reset: (request) => void request.socket.destroy(),
      'cut off': (request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' });
        response.write('{"value":', () => request.socket.destroy());
      },
      'cut gzip': (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(JSON.stringify({ value: [{ Name: 'x'.repeat(5_000) }] })).subarray(0, 30));
      },
      'no gzip at all': (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"value":[]}'),
      'far too large': (_, response) => {
        const part = 'x'.repeat(1024 * 1024);
        response.writeHead(200);
        for (let count = 0; count < 18; count += 1) response.write(part);
        response.end();
      },
      'gateway time-out': (_, response) => void response.writeHead(504).end(),
      'request time-out': (_, response) => void response.writeHead(408).end(),
      'bad gateway': (_, response) => json(response, 502, { error: { code: 'BadGateway', message: 'x' } }),
      'nameless failure': (_, response) => json(response, 500, { error: { code: 'x', message: 'An error occurred.' } }),
    };
    for (const [name, answer] of Object.entries(losses)) {
      it(`(${name}) of a write says nothing about the write, which is not sent again`, async () => {
        answering(answer);
        assert.equal((await failure(write())).failed, 'lost');
        assert.equal(seen.length, 1);
      });
    }

    it('of a read is asked for once more', async () => {
      answering((request, response) => {
        if (seen.length === 1) request.socket.destroy();
        else json(response, 200, { value: [] });
      });
      await result(read());
      answering((request) => void request.socket.destroy());
      assert.equal((await failure(read())).failed, 'lost');
    });

    it('is given up after a time, reads and writes each their own', async () => {
      answering(() => {});
      // Long enough for a handshake on a busy machine: each call must have come before it is given up.
      assert.equal((await failure(read({ readTimeoutMs: 600 }))).failed, 'lost');
      assert.equal((await failure(write({ writeTimeoutMs: 600 }))).failed, 'lost');
      assert.equal(seen.length, 2, 'a read that timed out is not repeated at once');
    });

    it('may be garbled: not understood, never taken for done', async () => {
      for (const body of ['{"value":', 'OK', '\0\0\0', '[1,2]', '"done"']) {
        answering((_, response) => void response.end(body));
        assert.equal((await failure(write())).failed, 'odd', body);
      }
    });
  });

  it('never throws, whatever comes back', async function () {
    this.timeout(20_000);
    const known = fc.constantFrom(
      'error',
      'value',
      'details',
      'message',
      'innererror',
      'internalexception',
      '@odata.nextLink',
      '@adminapi.errors',
      '@adminapi.warnings',
      'code',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(known, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const body = fc.oneof(
      tree.map((it) => JSON.stringify(it)),
      fc.string({ unit: 'binary' }),
    );
    const status = fc.oneof(fc.constantFrom(200, 200, 204, 401, 403, 429, 503), fc.integer({ min: 200, max: 599 }));
    const header = fc.option(fc.oneof(fc.integer().map(String), fc.string({ unit: fc.constantFrom(...'abc 0:/.-') })), {
      nil: undefined,
    });
    await fc.assert(
      fc.asyncProperty(status, body, header, fc.boolean(), async (status, body, header, writing) => {
        answering((_, response) => {
          const headers = header === undefined ? {} : { 'retry-after': header, location: header.trim() };
          response.writeHead(status, headers).end([204, 205, 304].includes(status) ? undefined : body);
        });
        const reply = await (writing ? write() : read());
        if ('failed' in reply && reply.failed === 'retry') assert.ok(!Number.isNaN(reply.at.getTime()));
        if (!('failed' in reply))
          assert.ok(Array.isArray(reply.rows) && reply.warnings.every((each) => typeof each === 'string'));
      }),
      { numRuns: 300 },
    );
    assert.ok(seen.length >= 300);
    assert.equal(strayed, 0);
  });
});
