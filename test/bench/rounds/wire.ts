import type { CallSeen, Service } from '../../../bot/sandbox/twin.ts';

/** A call as the twin saw it, from its arrival until its answer left (ms). */
export type Span = Pick<CallSeen, 'at'> & { readonly until: number };

export const isBatch = ({ path }: CallSeen) => path.endsWith('/$batch');

/** Calls that were answered by `end`; what came in a batch counts with the batch that it came in. */
export function answeredBy(calls: readonly CallSeen[], service: Service, end: number): readonly (CallSeen & Span)[] {
  return calls.filter((call): call is CallSeen & Span => call.service === service && (call.until ?? Infinity) <= end);
}

/** The longest chain of calls of which each begins when the one before has been answered. */
export function inARow(spans: readonly Span[]): number {
  let chain = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { at, until } of spans.toSorted((one, other) => one.until - other.until))
    if (at >= end) {
      chain++;
      end = until;
    }
  return chain;
}

/** Calls that arrived from `start` to `end`, each of a batch for itself. */
export const counted = (calls: readonly CallSeen[], service: Service, end: number): number =>
  calls.filter((call) => call.service === service && !isBatch(call) && call.at <= end).length;
