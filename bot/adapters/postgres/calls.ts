import type pg from 'pg';
import type { Budget, Limit, Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';

/** A call that was begun counts as under way for so long, in ms, if nobody says that it has ended: longer than any is. */
const longestCall = 15_000;
/** When to ask again while room depends on calls that are under way. */
const soon = 50;

/** To the microsecond: a window that is rounded could be too short. */
const now = '(extract(epoch from clock_timestamp())::float8 * 1000)';
const later = (limits: readonly Limit[]) => Math.max(...limits.map(({ ms }) => ms));

/**
 * Counts a call, or does nothing when there is no room: one statement, so the key's row is locked while it decides. A
 * call stands there as the latest moment at which it may have arrived: while it is under way that lies ahead.
 */
const begun = (limits: readonly Limit[]) => `
  insert into calls as c (key, calls, used) values ($1, array[${now} + ${longestCall}], ${now})
  on conflict (key) do update set used = ${now},
    calls = array(select at from unnest(c.calls) at where at > ${now} - ${later(limits)}) || (${now} + ${longestCall})
  where ${limits
    .map(({ calls, ms }) => `(select count(*) from unnest(c.calls) at where at > ${now} - ${ms}) < ${calls}`)
    .join(' and ')}
  returning calls[cardinality(calls)] as mine`;

/** Counts several at once, over as soon as they are counted. What is more than the whole limit has room only alone. */
const spent = (limits: readonly Limit[]) => `
  insert into calls as c (key, calls, used) values ($1, array_fill(${now}, array[$2::int]), ${now})
  on conflict (key) do update set used = ${now},
    calls = array(select at from unnest(c.calls) at where at > ${now} - ${later(limits)}) || array_fill(${now}, array[$2::int])
  where ${limits
    .map(({ calls, ms }) => `(select count(*) from unnest(c.calls) at where at > ${now} - ${ms}) + $2::int <= ${calls}`)
    .join(' and ')}
  returning key`;

/** It has ended: from now on it counts for one whole window more. */
const ended = `
  update calls set calls = calls[:array_position(calls, $2) - 1] || calls[array_position(calls, $2) + 1:] || ${now}
  where key = $1 and array_position(calls, $2) is not null`;
const forgotten = `
  update calls set calls = calls[:array_position(calls, $2) - 1] || calls[array_position(calls, $2) + 1:]
  where key = $1 and array_position(calls, $2) is not null`;

const ages = `select ${now} - at as age from calls, unnest(calls) at where key = $1`;
/** Chats in which nobody has spoken for an hour. */
const stale = `delete from calls where used < ${now} - 3600000`;

interface Begun {
  readonly key: string;
  readonly mine: number;
}

/** Calls of all processes, counted in the database by its clock. */
export function sharedCalls(pool: pg.Pool, log: Log): Pick<Limits, 'begin' | 'spend'> & { tidy(): Promise<void> } {
  async function take({ key, limits }: Budget): Promise<Begun | number> {
    const { rows } = await pool.query<{ mine: number }>(begun(limits), [key]);
    if (rows[0] !== undefined) return { key, mine: rows[0].mine };
    const counted = await pool.query<{ age: number }>(ages, [key]);
    return (
      Date.now() +
      wait(
        limits,
        counted.rows.map(({ age }) => age),
      )
    );
  }

  /** What comes too late or not at all counts as under way for a while: that is on the safe side. */
  const settle = (sql: string, all: readonly Begun[]) =>
    void Promise.all(all.map(({ key, mine }) => pool.query(sql, [key, mine]))).catch((error: unknown) =>
      log.warn('call-not-counted', { error }),
    );

  async function begin(budgets: readonly Budget[]): ReturnType<Limits['begin']> {
    const all: Begun[] = [];
    try {
      for (const budget of budgets) {
        const taken = await take(budget);
        if (typeof taken === 'number') {
          settle(forgotten, all);
          return { notBefore: taken };
        }
        all.push(taken);
      }
    } catch (error) {
      log.warn('call-not-counted', { error });
    }
    return { end: () => settle(ended, all) };
  }

  async function spend({ key, limits }: Budget, count: number): ReturnType<Limits['spend']> {
    try {
      const { rows } = await pool.query(spent(limits), [key, count]);
      if (rows[0] !== undefined) return null;
      const counted = await pool.query<{ age: number }>(ages, [key]);
      const all = counted.rows.map(({ age }) => age);
      return { notBefore: Date.now() + wait(limits, [...all, ...Array.from({ length: count - 1 }, () => 0)]) };
    } catch (error) {
      log.warn('call-not-counted', { error });
      return null;
    }
  }

  return { begin, spend, tidy: async () => void (await pool.query(stale)) };
}

/** Milliseconds until each limit has room again, by the ages of the calls. Those under way have a negative one. */
export function wait(limits: readonly Limit[], ages: readonly number[]): number {
  const newestFirst = [...ages].sort((one, other) => one - other);
  const waits = limits.map(({ calls, ms }) => {
    const age = newestFirst[calls - 1];
    if (age === undefined || age >= ms) return 0;
    return age < 0 ? soon : ms - age;
  });
  return Math.max(1, ...waits);
}
