import { turnable } from '../../contract/given.ts';
import { type Engine, sandboxStamp, storeContract } from '../../contract/store.contract.ts';
import { query } from '../../support/postgres.ts';
import { oneDatabase } from './fixture.ts';
import { open } from './open.ts';

const emptyDatabase = oneDatabase();

storeContract('PostgreSQL', async (): Promise<Engine> => {
  const url = await emptyDatabase();
  return {
    open: (stamp = sandboxStamp) => open(url, turnable(), stamp),
    tamper: async (sql) => void (await query(url, sql)),
  };
});
