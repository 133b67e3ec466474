import assert from 'node:assert/strict';
import { createInvoke } from '../../../bot/adapters/exchange/invoke.ts';
import { storied } from '../../../bot/adapters/log/storied.ts';
import type { RequestId } from '../../../bot/domain/ids.ts';
import type { LogFields } from '../../../bot/ports/log.ts';
import { inStory, presentStory } from '../../../bot/ports/story.ts';
import { type HttpsServer, json, startHttps } from '../../support/https.ts';

const tenant = '11111111-1111-4111-8111-111111111111';

interface Item {
  readonly id?: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: { CmdletInput: { Parameters: { Identity: string } } };
}

/** What stories mix in: calls that go to Exchange in one request, and calls that are asked once for several. */
describe('calls of several stories on their way to Exchange', () => {
  let exchange: HttpsServer;
  /** For each name that was asked for, with which `client-request-id`s. */
  let sent: Map<string, string[]>;
  let requests: number;
  let lines: (LogFields & { event: string })[];
  let hold: Promise<void>;
  let lose: boolean;
  let seconds: number;

  before(async () => {
    exchange = await startHttps(async (request, response, text) => {
      requests += 1;
      const first = requests === 1;
      const body = JSON.parse(text);
      const batch = request.url?.endsWith('/$batch') === true;
      const items: Item[] = batch ? body.requests : [{ headers: request.headers, body }];
      for (const { headers, body } of items) {
        const name = body.CmdletInput.Parameters.Identity;
        sent.set(name, [...(sent.get(name) ?? []), String(headers['client-request-id'])]);
      }
      if (first) await hold;
      if (lose && !first) return void request.socket.destroy();
      const found = { value: [] };
      const responses = items.map(({ id }) => ({ id, status: 200, body: found }));
      json(response, 200, batch ? { responses } : found);
    });
  });
  after(() => exchange.close());
  beforeEach(() => {
    sent = new Map();
    [requests, lines, lose, seconds] = [0, [], false, 0];
  });

  /** In each story what it asks, while another call keeps the only place: all of it then goes in one request. */
  async function together(asks: (invoke: ReturnType<typeof createInvoke>) => Record<string, () => Promise<unknown>>) {
    const keep = (event: string, fields: LogFields = {}) => void lines.push({ event, ...fields });
    const invoke = createInvoke({
      ...{ origin: exchange.origin, tenant, hosts: [], token: async () => 'token-1', concurrency: 1 },
      clock: { now: () => new Date(Date.UTC(2026, 10, 22) + seconds * 1000) },
      log: storied({ debug: keep, info: keep, warn: keep, error: keep }),
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    hold = promise;
    const first = inStory({ correlation: 'first' }, () => invoke('Get-Recipient', { Identity: 'first' }));
    while (requests === 0) await new Promise((again) => setTimeout(again, 1));
    const all = Object.entries(asks(invoke)).map(([story, ask]) =>
      inStory({ correlation: story, request: story as RequestId, task: 'apply' }, ask),
    );
    seconds += 5;
    resolve();
    await Promise.all([first, ...all]);
  }
  const of = (story: string) => lines.filter(({ correlation }) => correlation === story);

  it('have each a line in their own story, with the id that their own call was sent with', async () => {
    await together((invoke) => ({
      K7QF: () => invoke('Get-Recipient', { Identity: 'one' }),
      H3RT: () => invoke('Set-UnifiedGroup', { Identity: 'two' }),
      P9DX: () => invoke('Get-Recipient', { Identity: 'three' }),
    }));
    assert.equal(requests, 2, 'one alone, three together');
    for (const [story, name] of [
      ['K7QF', 'one'],
      ['H3RT', 'two'],
      ['P9DX', 'three'],
    ] as const) {
      const [line, ...others] = of(story);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [line?.event, line?.request, line?.task, line?.outcome],
        ['exchange.call', story, 'apply', 'done'],
      );
      assert.deepEqual([line?.clientRequestId], sent.get(name));
    }
    assert.equal(new Set(lines.flatMap(({ batch }) => batch ?? [])).size, 1, 'and name the batch that carried them');
    assert.equal(lines.length, 4);
  });

  it('that ask the same are each told of the one call that was made', async () => {
    await together((invoke) => ({
      K7QF: () => invoke('Get-Recipient', { Identity: 'same' }),
      H3RT: () => invoke('Get-Recipient', { Identity: 'same' }),
    }));
    assert.equal(sent.get('same')?.length, 1);
    assert.deepEqual(
      ['K7QF', 'H3RT'].map((story) => of(story).map(({ event, clientRequestId }) => [event, clientRequestId])),
      [[['exchange.call', sent.get('same')?.[0]]], [['exchange.shared', sent.get('same')?.[0]]]],
    );
  });

  it('that are lost together say so each in their own story', async () => {
    lose = true;
    await together((invoke) => ({
      K7QF: () => invoke('Set-UnifiedGroup', { Identity: 'one' }),
      H3RT: () => invoke('Set-UnifiedGroup', { Identity: 'two' }),
    }));
    for (const [story, name] of [
      ['K7QF', 'one'],
      ['H3RT', 'two'],
    ] as const)
      assert.deepEqual(
        of(story).map(({ event, outcome, clientRequestId }) => [event, outcome, clientRequestId]),
        [['exchange.lost', 'lost', sent.get(name)?.[0]]],
      );
  });

  it('look once more at what a change rests on in the story of that change', async () => {
    const looked: (string | undefined)[] = [];
    const check = () => ({
      at: new Date(Date.UTC(2026, 10, 22)),
      async again() {
        await new Promise((soon) => setImmediate(soon));
        looked.push(presentStory()?.correlation);
        return true;
      },
    });
    await together((invoke) => ({
      K7QF: () => invoke('Set-UnifiedGroup', { Identity: 'one' }, { check: check() }),
      H3RT: () => invoke('Set-UnifiedGroup', { Identity: 'two' }, { check: check() }),
    }));
    assert.deepEqual(looked.sort(), ['H3RT', 'K7QF']);
  });
});
