import assert from 'node:assert/strict';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import { operationOf } from '../../../bot/adapters/graph/told.ts';
import { storied } from '../../../bot/adapters/log/storied.ts';
import type { RequestId, UserId } from '../../../bot/domain/ids.ts';
import type { LogFields } from '../../../bot/ports/log.ts';
import { inStory } from '../../../bot/ports/story.ts';
import { type Answer, type Stub, startStub, withBatch } from './stub.ts';

const person = (n: number) => `bbbbbbbb-0000-4000-8000-00000000000${n}` as UserId;
const found = (id: string): Answer => ({
  body: { id, userPrincipalName: 'a@contoso.example', accountEnabled: true, userType: 'Member' },
});

describe('calls of several stories to Graph', () => {
  let graph: Stub;
  let lines: (LogFields & { event: string })[];
  before(async () => {
    graph = await startStub();
  });
  after(() => graph.close());
  beforeEach(() => {
    graph.calls.length = 0;
    lines = [];
  });

  /** Three stories each ask for one person in the same moment. */
  async function together(): Promise<readonly PromiseSettledResult<unknown>[]> {
    const keep = (event: string, fields: LogFields = {}) => void lines.push({ event, ...fields });
    const directory = createDirectory({
      ...{ origin: graph.origin, token: async () => 'token-1', cacheSeconds: 0 },
      clock: { now: () => new Date() },
      log: storied({ debug: keep, info: keep, warn: keep, error: keep }),
    });
    return Promise.allSettled(
      [1, 2, 3].map((n) =>
        inStory({ correlation: `story-${n}`, request: `K7Q${n}` as RequestId }, () => directory.people([person(n)])),
      ),
    );
  }
  const of = (n: number) => lines.filter(({ correlation }) => correlation === `story-${n}`);

  it('have each a line in their own story, though they went as one batch', async () => {
    graph.handle = withBatch(({ path }) => found(path.split('/').at(-1) ?? ''));
    await together();
    assert.deepEqual(
      graph.calls.map(({ path }) => path),
      ['/$batch'],
    );
    for (const n of [1, 2, 3]) {
      const [line, ...others] = of(n);
      assert.deepEqual(others, []);
      const { event, request, operation, outcome, status, clientRequestId } = line ?? { event: '' };
      assert.deepEqual([event, request, operation], ['graph.call', `K7Q${n}`, 'GET /users/{id}']);
      assert.deepEqual([outcome, status], ['done', 200]);
      assert.equal(clientRequestId, graph.calls[0]?.headers['client-request-id']);
    }
    assert.equal(lines.length, 3);
  });

  it('say each for itself why it failed: the one of three that is throttled', async () => {
    graph.handle = withBatch(({ path }) =>
      path.endsWith('2') ? { status: 429, headers: { 'Retry-After': '1' } } : found(path.split('/').at(-1) ?? ''),
    );
    await together();
    const events = (n: number) => of(n).map(({ event, outcome, code }) => [event, outcome ?? code]);
    assert.deepEqual(events(1), [['graph.call', 'done']]);
    assert.deepEqual(events(2), [
      ['graph.call', 'retry'],
      ['graph.fault', 'directory-throttled'],
    ]);
    assert.deepEqual(events(3), [['graph.call', 'done']]);
  });

  it('say each for itself that they were lost together', async () => {
    graph.handle = () => ({ cut: true });
    const results = await together();
    assert.ok(results.every(({ status }) => status === 'rejected'));
    for (const n of [1, 2, 3])
      assert.deepEqual(
        of(n).map(({ event, outcome, code }) => [event, outcome ?? code]),
        [
          ['graph.call', 'lost'],
          ['graph.fault', 'directory-unavailable'],
        ],
      );
    assert.equal(lines.length, 6);
  });

  it('are made one by one in their own stories where Graph takes no batches', async () => {
    graph.handle = ({ path }) => (path === '/$batch' ? { status: 501 } : found(path.split('/').at(-1) ?? ''));
    await together();
    for (const n of [1, 2, 3]) {
      const asked = graph.calls.find(({ path }) => path.endsWith(person(n)));
      assert.deepEqual(
        of(n).map(({ clientRequestId }) => clientRequestId),
        [asked?.headers['client-request-id']],
      );
    }
  });

  it('are named without what was asked for', () => {
    for (const [path, operation] of [
      ['/users/alexw@contoso.com?$select=id', 'GET /users/{id}'],
      ['/users?$search="displayName:Alex"', 'GET /users'],
      ['/groups/Marketing/transitiveMembers?$top=999', 'GET /groups/{id}/transitiveMembers'],
    ] as const)
      assert.equal(operationOf({ path }), operation);
    assert.equal(operationOf({ path: '/users/x/checkMemberGroups', body: {} }), 'POST /users/{id}/checkMemberGroups');
  });
});
