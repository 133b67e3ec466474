import assert from 'node:assert/strict';
import { EVENT_TYPES } from '../bot/domain/events.ts';
import { refusals } from '../bot/domain/refusal.ts';
import { failures } from '../bot/domain/request.ts';
import { statuses } from '../bot/domain/status.ts';
import { faultCodes } from '../bot/ports/faults.ts';
import { logEvents } from '../bot/ports/log.ts';
import { notices } from '../bot/present/notice.ts';
import { sources } from './support/sources.ts';

/** Every code is in one list, from which its type comes: the compiler finds a code that no list has. Here: the reverse. */
const lists: Readonly<Record<string, { readonly codes: readonly string[]; readonly lists: readonly string[] }>> = {
  fault: { codes: faultCodes, lists: ['ports/faults.ts'] },
  refusal: { codes: refusals, lists: ['domain/refusal.ts'] },
  notice: { codes: notices, lists: ['domain/refusal.ts', 'present/notice.ts'] },
  failure: { codes: failures, lists: ['domain/request.ts'] },
  status: { codes: statuses, lists: ['domain/status.ts'] },
  event: { codes: EVENT_TYPES, lists: ['domain/events.ts', 'domain/stored/event.ts'] },
};

/** What only draws a code, or gives it its text, does not make it. */
const text = (without: readonly string[]) =>
  [...sources()]
    .filter(([file]) => !without.includes(file) && !file.startsWith('present/'))
    .map(([, source]) => source)
    .join('\n');

describe('the lists of codes', () => {
  for (const [name, { codes, lists: own }] of Object.entries(lists))
    it(`hold nothing that nobody makes: ${name}`, () => {
      const made = text(own);
      assert.deepEqual(
        codes.filter((code) => !made.includes(`'${code}'`)),
        [],
      );
    });

  it('hold nothing that nobody makes: log event', () => {
    const logged = text(['ports/log.ts', 'counted.ts']);
    assert.deepEqual(
      logEvents.filter((event) => !new RegExp(`[(?:]\\s*'${event}'`).test(logged)),
      [],
    );
  });
});
