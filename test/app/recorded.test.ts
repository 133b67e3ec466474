import assert from 'node:assert/strict';
import { createRecorder } from '../../bot/app/recorded.ts';
import type { RequestId } from '../../bot/domain/ids.ts';
import type { Log, LogFields } from '../../bot/ports/log.ts';
import type { Outcome, Permissions } from '../../bot/ports/permissions.ts';
import type { Change, Store } from '../../bot/ports/store.ts';
import { inStory, noteChange } from '../../bot/ports/story.ts';
import { changing, denied, group, id, made, pending, person, queueing, work } from '../contract/given.ts';

const alex = {
  ...{ id: person(1), name: 'Alex Wilber', upn: 'alexw@contoso.com', mail: null, title: null, department: null },
  ...{ enabled: true, guest: false, locale: null },
};

describe('what is recorded', () => {
  let lines: (LogFields & { event: string; level: string })[];
  let written: Change[];
  let conflict: boolean;
  let answers: (readonly [Outcome, string | null])[];
  let store: Store;
  let permissions: Permissions;

  beforeEach(() => {
    [lines, written, conflict, answers] = [[], [], false, []];
    const at =
      (level: string) =>
      (event: string, fields: LogFields = {}) =>
        void lines.push({ level, event, ...fields });
    const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    const recorder = createRecorder(log);
    const commit = async (change: Change) => {
      written.push(change);
      return conflict ? ({ conflict: 'revision' } as const) : ({ committed: true } as const);
    };
    store = recorder.store({ commit } as Store);
    const change = async () => {
      const [outcome, sent] = answers.shift() ?? [{ result: 'unknown' }, null];
      if (sent !== null) noteChange({ cmdlet: 'Set-UnifiedGroup', clientRequestId: sent });
      return outcome;
    };
    permissions = recorder.permissions({ add: change, remove: change } as unknown as Permissions);
  });

  const job = <T>(request: RequestId, act: () => Promise<T>) =>
    inStory({ correlation: 'click', task: 'apply', request }, act);
  const add = () => permissions.add(group(1), alex, 'sendAs');
  const close = (n: number, type: 'request.failed' | 'right.delayed') => {
    const event = { request: id(n), at: pending(n).askedAt, actor: 'behalf' } as const;
    const delay = { why: 'readback', until: pending(n).askedAt } as const;
    return changing(
      pending(n),
      1,
      type === 'request.failed' ? { ...event, type, why: 'group-gone' } : { ...event, type, delay },
    );
  };
  const rests = () => written.flatMap(({ events }) => events.map(({ exchange }) => exchange));

  it('has one line at info for each event, and none for what others were faster to write', async () => {
    const change = { requests: [], work: [], events: [made(pending(1)), denied(pending(2))] };
    conflict = true;
    await store.commit(change);
    assert.deepEqual(lines, []);
    conflict = false;
    await store.commit(change);
    assert.deepEqual(lines, [
      { level: 'info', event: 'recorded', request: id(1), code: 'request.made', person: pending(1).requester },
      { level: 'info', event: 'recorded', request: id(2), code: 'request.denied', person: person(90) },
    ]);
  });

  it('makes work remember the turn that it goes back to', async () => {
    await inStory({ correlation: 'turn' }, () => store.commit(queueing(work('a'))));
    await store.commit(queueing(work('b')));
    assert.deepEqual(
      written.map(({ cause }) => cause),
      ['turn', undefined],
    );
  });

  it('names the calls of Exchange that a job rests on, also those of its earlier tries', async () => {
    answers = [
      [{ result: 'unknown' }, 'lost-1'],
      [{ result: 'already' }, 'seen-2'],
    ];
    await job(id(1), async () => {
      await add();
      await store.commit(close(1, 'right.delayed'));
    });
    await job(id(1), async () => {
      await add();
      await store.commit(close(1, 'request.failed'));
    });
    await job(id(1), () => store.commit(close(1, 'request.failed')));
    assert.deepEqual(rests(), [['lost-1'], ['lost-1', 'seen-2'], undefined]);
  });

  it('keeps the calls of two jobs at once apart', async () => {
    answers = [
      [{ result: 'done' }, 'one'],
      [{ result: 'done' }, 'two'],
    ];
    await Promise.all(
      [1, 2].map((n) =>
        job(id(n), async () => {
          await add();
          await new Promise((soon) => setImmediate(soon));
          await store.commit(close(n, 'request.failed'));
        }),
      ),
    );
    assert.deepEqual(rests(), [['one'], ['two']]);
  });

  it('lets a person’s decision rest on nothing that is under way in Exchange meanwhile', async () => {
    answers = [[{ result: 'unknown' }, 'lost-1']];
    await job(id(1), add);
    await inStory({ request: id(1) }, () => store.commit(changing(pending(1), 1)));
    assert.deepEqual(rests(), [undefined]);
  });

  it('has one line at info for each change, with its outcome and what it can be found by in Exchange', async () => {
    answers = [
      [{ result: 'done' }, 'one'],
      [{ result: 'refused', why: 'exchange-refused' }, 'two'],
      [{ result: 'withdrawn' }, null],
    ];
    for (const _ of answers.slice()) await job(id(1), add);
    const change = { event: 'exchange.change', operation: 'add', kind: 'sendAs', group: group(1), person: person(1) };
    const call = { cmdlet: 'Set-UnifiedGroup' };
    assert.deepEqual(lines, [
      { level: 'info', ...change, outcome: 'done', ...call, clientRequestId: 'one' },
      {
        level: 'info',
        ...change,
        outcome: 'refused',
        code: 'exchange-refused',
        ...call,
        clientRequestId: 'two',
      },
      { level: 'debug', ...change, outcome: 'withdrawn' },
    ]);
  });
});
