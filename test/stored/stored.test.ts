import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '../../bot/domain/chain.ts';
import type { Event } from '../../bot/domain/events.ts';
import { evolve } from '../../bot/domain/evolve.ts';
import type { ChainedRecord } from '../../bot/domain/record.ts';
import type { Request } from '../../bot/domain/request.ts';
import { readRecord } from '../../bot/domain/stored/event.ts';
import { UnreadableError } from '../../bot/domain/stored/reader.ts';
import { readRequest, writeRequest } from '../../bot/domain/stored/request.ts';
import { readTask } from '../../bot/domain/stored/task.ts';
import { histories, tasks, written } from './samples.ts';

const releases = readdirSync(import.meta.dirname).filter((name) => /^\d/.test(name));
const linesOf = (release: string, name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, release, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
const unknown = (json: string): Record<string, unknown> => JSON.parse(json) as Record<string, unknown>;

describe('what earlier releases have stored', () => {
  for (const release of releases) {
    it(`is read: every history of ${release} leads to the state that stands beside it`, () => {
      const records = linesOf(release, 'records').map((line) => JSON.parse(line) as ChainedRecord);
      assert.equal(verifyChain(records).fault, null);
      const states = new Map<string, Request>();
      for (const record of records.map(readRecord)) {
        const { event: type, at, request, actor, data } = record;
        states.set(request, evolve(states.get(request) ?? null, { ...data, type, at, request, actor } as Event));
      }
      const stored = linesOf(release, 'requests').map((line, n) => readRequest(`line ${n}`, line));
      assert.ok(stored.length >= 10);
      assert.deepEqual(
        stored,
        stored.map(({ id }) => states.get(id)),
      );
      for (const [n, line] of linesOf(release, 'tasks').entries()) assert.ok(readTask(`line ${n}`, line).kind);
    });
  }

  it('are kept for the release at hand: a new shape needs a new version, and an upcast', () => {
    const latest = releases.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1) ?? '';
    for (const [name, lines] of Object.entries(written())) assert.deepEqual(linesOf(latest, name), lines, name);
  });

  it('comes back as it was written', () => {
    for (const { state } of histories) assert.deepEqual(readRequest(state.id, writeRequest(state)), state);
    for (const [n, line] of written().tasks.entries()) assert.deepEqual(readTask('a', line), Object.values(tasks)[n]);
  });
});

describe('what cannot be read', () => {
  const [{ state } = histories[0] as never] = histories;
  const stored = unknown(writeRequest(state));
  const broken: readonly (readonly [why: string, change: Record<string, unknown>, names: RegExp])[] = [
    ['of a newer version', { v: 2 }, /version/],
    ['without a version', { v: undefined }, /version/],
    ['with a field more', { hunter2: 1 }, /hunter2 \(unrecognized_keys\)/],
    ['with a field less', { askedAt: undefined }, /askedAt/],
    ['with a value of another kind', { requester: 'hunter2@contoso.com' }, /requester/],
    ['in a state that there is not', { status: 'hunter2' }, /status/],
  ];
  for (const [why, change, names] of broken) {
    it(`is a fault that names the field and nothing that it holds: a request ${why}`, () => {
      assert.throws(
        () => readRequest('K7QF', JSON.stringify({ ...stored, ...change })),
        (error) => error instanceof UnreadableError && names.test(error.message) && !/contoso/.test(error.message),
      );
    });
  }

  it('is also a record of an unknown event, and a task of an unknown kind', () => {
    const [line = ''] = written().records;
    const record = JSON.parse(line) as ChainedRecord;
    assert.throws(() => readRecord({ ...record, event: 'request.dreamt' }), UnreadableError);
    assert.throws(() => readRecord({ ...record, data: {} }), UnreadableError);
    assert.throws(() => readTask('a', '{"v":1,"kind":"dream"}'), UnreadableError);
    for (const json of ['[]', 'null', '{', '']) assert.throws(() => readTask('a', json), UnreadableError, json);
  });
});
