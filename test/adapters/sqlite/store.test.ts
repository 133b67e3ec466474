import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../../bot/adapters/sqlite/open.ts';
import { silent, turnable } from '../../contract/given.ts';
import { type Engine, sandboxStamp, storeContract } from '../../contract/store.contract.ts';
import { freshDir } from './fixture.ts';

storeContract('SQLite', async (): Promise<Engine> => {
  const dir = freshDir();
  return {
    open: (stamp = sandboxStamp) => openSqlite({ dir, stamp, clock: turnable(), log: silent }),
    tamper: async (sql) => {
      const database = new DatabaseSync(join(dir, 'behalf.db'));
      database.exec(sql);
      database.close();
    },
  };
});
