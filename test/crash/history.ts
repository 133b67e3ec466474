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
    ...differing(stored, rightsAfter(initial, stored), rightsOf(twin)),
    ...twice(stored, twin),
    ...unproven(stored),
    ...outlived(stored, twin, initial),
  ];
}

/** No life here lasts thirty days: nothing that was deleted is beyond restoring, and each end has its proof and its reading. */
function unproven({ audit }: Stored): readonly string[] {
  const proofs = ['answered', 'read', 'continued'];
  return audit
    .filter(({ event, data }) => event === 'right.ended' && !proofs.includes(String(data.proof)))
    .map(({ request, data }) => `${request} ended without a proof: ${JSON.stringify(data)}`);
}

/** When a right is recorded as ended, it stands in Exchange no more: not even out of sight, to come back with its group or holder. */
function outlived({ audit }: Stored, { changes }: Twin, initial: ReadonlySet<string>): readonly string[] {
  return audit.flatMap(({ event, at, request, group, person, right, data }) => {
    if (event !== 'right.ended' || data.proof === 'continued') return [];
    const last = changes.findLast(
      (one) => one.group === group && one.person === person && one.right === right && one.at <= at,
    );
    const stood = last === undefined ? initial.has(`${group} ${person} ${right}`) : last.change === 'add';
    return stood ? [`${request} was called ended while the right stood: ${group} ${person} ${right}`] : [];
  });
}

/** Each with what is on record of the pair. */
function differing({ audit }: Stored, said: ReadonlySet<string>, held: ReadonlySet<string>): readonly string[] {
  const only = [...[...said].filter((key) => !held.has(key)), ...[...held].filter((key) => !said.has(key))];
  return only.map((key) => {
    const [group, person] = key.split(' ');
    const events = audit.filter((one) => one.group === group && one.person === person);
    const where = held.has(key) ? 'only in Exchange' : 'only in the audit';
    return `${where}: ${key}; ${events.map(({ request, right, event }) => `${request} ${right} ${event}`).join(', ')}`;
  });
}

/** No right was added more often than by each request that began it, nor a change made before there was a record of it. */
function twice({ audit }: Stored, { changes }: Twin): readonly string[] {
  const count = <T>(all: readonly T[], key: (one: T) => string) =>
    new Map([...Map.groupBy(all, key)].map(([name, some]) => [name, some.length]));
  // What is on record of a change that has begun is mended by a second record, and goes on with a third.
  const beginnings = new Map(
    audit.filter(({ event }) => event === 'right.applying').map((record) => [record.request, record]),
  );
  const begun = count([...beginnings.values()], ({ group, person, right }) => `${group} ${person} ${right}`);
  const added = count(
    changes.filter(({ change }) => change === 'add'),
    ({ group, person, right }) => `${group} ${person} ${right}`,
  );
  const story = (key: string) => {
    const [group, person] = key.split(' ');
    const on = (one: { readonly group: string; readonly person: string }) =>
      one.group === group && one.person === person;
    const events = audit.filter(on).map(({ request, right, event, at }) => `${at} ${request} ${right} ${event}`);
    const seen = changes.filter(on).map(({ at, change, right }) => `${at} Exchange: ${change} ${right}`);
    return [...events, ...seen].toSorted().join(', ');
  };
  return [...added].flatMap(([key, times]) => {
    const most = begun.get(key) ?? 0;
    return times > most ? [`added ${times} times, begun ${most} times: ${key}; ${story(key)}`] : [];
  });
}
