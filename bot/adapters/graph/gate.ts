import type { Clock } from '../../ports/clock.ts';
import { Fault } from '../../ports/faults.ts';
import type { Limits } from '../../ports/limits.ts';

/**
 * Graph said when to come back: until then nobody calls it. Whoever calls Graph shares one gate, because throttling
 * counts the application, not the feature.
 */
export interface Gate {
  /** Throws `Fault` directory-throttled while the time is not up. */
  pass(): void;
  /** Closes until `retryAt` (never earlier than already said) and gives the fault to throw. */
  close(retryAt: Date): Fault;
}

/** `shared`: what other processes were told; null: there are none. */
export function createGate(clock: Clock, shared: Limits | null = null): Gate {
  let own = new Date(0);
  const until = () => new Date(Math.max(own.getTime(), shared?.paused('graph')?.until ?? 0));
  const fault = () => new Fault('directory-throttled', 'Graph asked to wait', { retryAt: until() });
  return {
    pass() {
      const left = until().getTime() - clock.now().getTime();
      // More than any pause lasts: our clock was turned back meanwhile.
      if (left > 0 && left <= day) throw fault();
    },
    close(retryAt) {
      if (retryAt > own) own = retryAt;
      shared?.pause('graph', { until: retryAt.getTime(), status: 429 });
      return fault();
    },
  };
}

const day = 86_400_000;
