import { openPostgres } from '../../../bot/adapters/postgres/open.ts';
import type { Opened, Stamp } from '../../../bot/adapters/sql/opened.ts';
import type { Clock } from '../../../bot/ports/clock.ts';
import { silent } from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';

const real: Clock = { now: () => new Date() };

/** Opens a store with everything as the tests want it unless they say otherwise. */
export const open = (url: string, clock = real, stamp: Stamp = sandboxStamp, pollMs?: number): Promise<Opened> =>
  openPostgres({ url, stamp, clock, log: silent, ...(pollMs && { pollMs }) });

/** The same, looking for work twice a second: for what nobody is notified of. */
export const openQuick = (url: string): Promise<Opened> => open(url, real, sandboxStamp, 500);
