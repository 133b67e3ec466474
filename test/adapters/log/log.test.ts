import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createLog, type LogLevel } from '../../../bot/adapters/log/log.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import type { LogEvent, LogFields } from '../../../bot/ports/log.ts';

const canary = 'canary-9f3c let Alex send as Marketing eyJhbGciOi.J9.x';

function logged(write: (log: ReturnType<typeof createLog>) => void, level: LogLevel = 'debug') {
  const written: string[] = [];
  write(createLog(level, { write: (line) => void written.push(line) }));
  const text = written.join('');
  const lines = text.split('\n').filter(Boolean);
  return { text, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('writes one JSON line an event, with the fields of the list', () => {
    const fields: LogFields = {
      correlation: '0d5b2f6a-1c7e-4c39-9f0e-5a3d1b8e7c21',
      request: 'K7QF',
      person: '11111111-AAAA-4aaa-8aaa-111111111111',
      group: '22222222-aaaa-4aaa-8aaa-222222222222',
      code: 'exchange-throttled',
      status: 429,
      attempt: 2,
      kind: 'apply',
      ms: 12.5,
      count: 3,
      clientRequestId: 'abc-1',
      batch: 'abc-2',
      requests: ['K7QF', 'H3RT'],
      task: 'apply',
      operation: 'GET /groups/{id}/owners',
      cmdlet: 'Set-UnifiedGroup',
      outcome: 'done',
    };
    const { lines } = logged((log) => log.warn('exchange.call', fields));
    const [{ time, ...rest } = {}] = lines;
    assert.match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(rest, { level: 'warn', ...fields, person: fields.person?.toLowerCase(), event: 'exchange.call' });
  });

  it('writes only from its level on', () => {
    const { lines } = logged((log) => {
      log.debug('swept');
      log.info('heard');
      log.warn('work-failed');
      log.error('store-broken');
    }, 'warn');
    assert.deepEqual(
      lines.map(({ event }) => event),
      ['work-failed', 'store-broken'],
    );
  });

  it('never writes a field that is not on the list', () => {
    const fields = { text: canary, token: canary, body: { canary }, headers: canary, status: 1 } as LogFields;
    const { text, lines } = logged((log) => log.error('turn-failed', fields));
    assert.ok(!text.includes('canary'));
    assert.equal(lines[0]?.status, 1);
  });

  it('never writes what has not the form of its field', () => {
    const names = [
      'correlation',
      'request',
      'person',
      'group',
      'code',
      'status',
      'attempt',
      'kind',
      'ms',
      'count',
      'clientRequestId',
      'batch',
      'task',
      'operation',
      'cmdlet',
      'outcome',
    ];
    for (const name of names) {
      for (const value of [canary, { canary }, [canary], Number.NaN]) {
        const { text, lines } = logged((log) => log.error('turn-failed', { [name]: value }));
        assert.ok(!text.includes('canary'), name);
        assert.equal(lines[0]?.[name], '(withheld)');
      }
    }
  });

  it('never writes what is no id among requests, nor a path with anything but words and places', () => {
    const { text, lines } = logged((log) => {
      log.error('turn-failed', { requests: ['K7QF', canary] });
      for (const operation of ['GET /users/alexw@canary.com', 'GET /users?$search=canary', '/users/canary 1'])
        log.error('turn-failed', { operation });
    });
    assert.ok(!text.includes('canary'));
    assert.deepEqual(lines[0]?.requests, ['K7QF', '(withheld)']);
  });

  it('never writes a sentence as an event', () => {
    assert.ok(!logged((log) => log.error(canary as LogEvent)).text.includes('canary'));
  });

  it('tells of an error its kind, code, place and causes, and never a message', () => {
    const inner = Object.assign(new TypeError(`${canary}\n    at ${canary}\n    at canary (/canary:1:1)`), {
      code: 'ECONNRESET',
    });
    const error = new Fault('directory-unavailable', canary, { cause: inner });
    const { text, lines } = logged((log) => log.error('turn-failed', { error }));
    assert.ok(!text.includes('canary'));
    const shown = lines[0]?.error as {
      name: string;
      code: string;
      at: string[];
      cause: { name: string; code: string };
    };
    assert.deepEqual(
      [shown.name, shown.code, shown.cause.name, shown.cause.code],
      ['Fault', 'directory-unavailable', 'TypeError', 'ECONNRESET'],
    );
    assert.match(shown.at[0] ?? '', /log\.test\.ts:\d+:\d+$/);
  });

  it('tells nothing of an error with hostile properties, and of what is no error at all', () => {
    const hostile = Object.assign(new Error(canary), {
      name: canary,
      code: canary,
      response: canary,
      config: { canary },
    });
    const looping = new Error(canary);
    looping.cause = looping;
    for (const error of [hostile, looping, canary, { message: canary }, null]) {
      assert.ok(!logged((log) => log.error('turn-failed', { error })).text.includes('canary'));
    }
  });
});
