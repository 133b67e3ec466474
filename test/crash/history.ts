import { isDeepStrictEqual } from 'node:util';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { decisionsOf, rightsAfter, rightsOf } from './invariants.ts';
import type { Acknowledged } from './load.ts';
import type { Stored } from './stored.ts';

/** What is wrong with a whole history, once nothing is left to do: in words, none when every invariant holds. */
export function historyFaults(
  stored: Stored,
  twin: Twin,
  initial: ReadonlySet<string>,
  told: readonly Acknowledged[],
): readonly string[] {
  const recorded = new Set(stored.audit.map(({ request, event }) => `${request} ${event}`));
  const lost = told.filter(({ request, event }) => !recorded.has(`${request} ${event}`));
  return [
    ...(stored.broken === null ? [] : [stored.broken]),
    ...decisionsOf(stored),
    ...lost.map(({ request, event }) => `${request}: ${event} was acknowledged and is lost`),
    ...(isDeepStrictEqual(rightsAfter(initial, stored), rightsOf(twin)) ? [] : ['Exchange and the audit differ']),
    ...twice(stored, twin),
  ];
}

/** No right was added more often than it was begun to be, nor a change made before there was a record of it. */
function twice({ audit }: Stored, { changes }: Twin): readonly string[] {
  const count = <T>(all: readonly T[], key: (one: T) => string) =>
    new Map([...Map.groupBy(all, key)].map(([name, some]) => [name, some.length]));
  const begun = count(
    audit.filter(({ event }) => event === 'right.applying'),
    ({ group, person, right }) => `${group} ${person} ${right}`,
  );
  const added = count(
    changes.filter(({ change }) => change === 'add'),
    ({ group, person, right }) => `${group} ${person} ${right}`,
  );
  return [...added].flatMap(([key, times]) =>
    times > (begun.get(key) ?? 0) ? [`added ${times} times, begun ${begun.get(key) ?? 0} times: ${key}`] : [],
  );
}
