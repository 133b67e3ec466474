import type { Budget, Limits } from '../../../ports/limits.ts';

/** Places for requests under way, in all processes together. */
export interface Places {
  /** Waits for a place, and gives what frees it. */
  take(): Promise<() => void>;
}

/**
 * So many of a process go without waiting for an answer from the others, who hear of them all the same: what somebody
 * waits for in a quiet hour costs no question. So there are at most as many more under way as further processes have.
 */
const unasked = 2;

/** `most` requests at once; `shared`: with whom the places are shared, null: nobody. */
export function createPlaces(most: number, shared: Limits | null): Places {
  const budgets: readonly Budget[] = [{ key: 'exchange', limits: [{ calls: most, ms: 0 }] }];
  let underWay = 0;
  /** One asks at a time: many would only ask the same again and again. */
  let asking: Promise<unknown> = Promise.resolve();

  async function asked(limits: Limits): Promise<{ end(): void }> {
    for (;;) {
      const begun = await limits.begin(budgets);
      if ('end' in begun) return begun;
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, begun.notBefore - Date.now())));
    }
  }

  async function told(limits: Limits): Promise<{ end(): void }> {
    const begun = await limits.begin(budgets);
    return 'end' in begun ? begun : { end() {} };
  }

  async function take(limits: Limits): Promise<() => void> {
    underWay += 1;
    let place: Promise<{ end(): void }>;
    if (underWay <= unasked) place = told(limits);
    else {
      place = asking.then(() => asked(limits));
      asking = place;
      await place;
    }
    return () => {
      underWay -= 1;
      void place.then(({ end }) => end());
    };
  }

  return { take: shared === null ? async () => () => {} : () => take(shared) };
}
