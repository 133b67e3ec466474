import { openPostgres } from '../../../bot/adapters/postgres/open.ts';
import type { Opened, Stamp } from '../../../bot/adapters/sql/opened.ts';
import type { Clock } from '../../../bot/ports/clock.ts';
import { silent } from '../../contract/given.ts';
import { sandboxStamp } from '../../contract/store.contract.ts';
import { freshDatabase, query } from '../../support/postgres.ts';

const real: Clock = { now: () => new Date() };

/** Opens a store with everything as the tests want it unless they say otherwise. */
export const open = (url: string, clock = real, stamp: Stamp = sandboxStamp): Promise<Opened> =>
  openPostgres({ url, stamp, clock, log: silent });

/** Empties a database between tests: quicker by far than making one with its schema for each. */
const emptied = `
  delete from requests; delete from audit; delete from turns; delete from contacts; delete from copies; delete from questions; delete from work; delete from meta;
  update chain set seq = 0, hash = repeat('0', 64);
  delete from pgboss.job;
  delete from kysely_migration where name like '9999%';
  drop table if exists of_tomorrow;
`;

/** Gives, each time it is called, the URL of one and the same database with nothing in it. */
export function oneDatabase(): () => Promise<string> {
  let made: Promise<string> | null = null;
  const make = async () => {
    const url = await freshDatabase();
    await (await open(url)).close();
    return url;
  };
  return async () => {
    made ??= make();
    await query(await made, emptied);
    return made;
  };
}
