import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { eventually, type Office } from './office.ts';

/** Until no work is due in an office on SQLite, by a clock that was turned on by so many milliseconds. */
export const idle = ({ dir }: Pick<Office, 'dir'>, turnedMs = 0): Promise<boolean> =>
  eventually(
    async () => {
      const db = new DatabaseSync(join(dir, 'behalf.db'), { readOnly: true });
      try {
        const due = new Date(Date.now() + turnedMs).toISOString();
        return db.prepare('select id from work where due <= ?').all(due).length === 0;
      } finally {
        db.close();
      }
    },
    () => 'work is left',
  );
