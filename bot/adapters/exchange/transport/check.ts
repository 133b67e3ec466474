import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../../ports/clock.ts';
import type { LastCheck } from '../../../ports/permissions.ts';

/** The last check of one change. */
export interface Check {
  /** Is what the change rests on older than it may be when the change goes? */
  stale(): boolean;
  /** Looks again; from then on it is fresh. False: the change must not go. */
  again(): Promise<boolean>;
}

/** As old as what a change rests on may be without another look (ms). The usual way to Exchange is far shorter. */
const oldest = 1000;

export function createCheck({ at, again }: LastCheck, clock: Clock): Check {
  // The queue asks, in whose turn the change goes; what is read then belongs to the story of the change.
  const own = AsyncLocalStorage.bind(again);
  let read = at.getTime();
  const age = () => clock.now().getTime() - read;
  return {
    // Of a clock that was turned back nothing can be told.
    stale: () => age() < 0 || age() >= oldest,
    async again() {
      const may = await own();
      // When the answer was there: from its beginning, a slow directory would make it old at once, for ever.
      read = clock.now().getTime();
      return may;
    },
  };
}
