import type { Clock } from '../../ports/clock.ts';
import { Fault } from '../../ports/faults.ts';
import type { Limits } from '../../ports/limits.ts';

/**
 * The time in which nobody calls Graph, because its `Retry-After` runs. All callers share one: Graph throttles the
 * application, not the feature.
 */
export interface GraphPause {
  /** Throws `Fault` directory-throttled while it lasts. */
  check(): void;
  /** Begins, or goes on, until `retryAt`; never ends earlier than already said. Gives the fault to throw. */
  begin(retryAt: Date): Fault;
}

/** `shared`: what other processes were told; null: there are none. */
export function createPause(clock: Clock, shared: Limits | null = null): GraphPause {
  let own = new Date(0);
  const until = () => new Date(Math.max(own.getTime(), shared?.paused('graph')?.until ?? 0));
  const fault = () => new Fault('directory-throttled', 'Graph asked to wait', { retryAt: until() });
  return {
    check() {
      const left = until().getTime() - clock.now().getTime();
      // More than any pause lasts: our clock was turned back meanwhile.
      if (left > 0 && left <= day) throw fault();
    },
    begin(retryAt) {
      if (retryAt > own) own = retryAt;
      shared?.pause('graph', { until: retryAt.getTime(), status: 429 });
      return fault();
    },
  };
}

const day = 86_400_000;
