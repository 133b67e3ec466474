import pg from 'pg';
import type { Log } from '../../ports/log.ts';

/** Lanes are taken across all processes. */
export interface Lanes {
  /** Takes a lane for this process; false: it is taken, here or elsewhere. */
  take(lane: string): Promise<boolean>;
  free(lane: string): Promise<void>;
  close(): Promise<void>;
}

type Ask = 'pg_try_advisory_lock' | 'pg_advisory_unlock';

/** Any number, the same in every release: keeps our advisory locks apart from others in the database. */
const seed = 6_248_253;

/**
 * Lanes as advisory locks of one session, so a lane is nobody else's for as long as the process that took it is
 * connected, even when it stalls, and is free the moment the process ends. A host that vanishes without a word is
 * noticed by the server's keepalive within 25 s. (Needs a session: no pooler in transaction mode.)
 * When the connection breaks while lanes are in hand, others may take them: handlers read before they write.
 */
export function advisoryLanes(connectionString: string, log: Log): Lanes {
  const mine = new Set<string>();
  let session: pg.Client | null = null;
  /** One question at a time: a session answers in order. */
  let last: Promise<unknown> = Promise.resolve();

  function lost(client: pg.Client, error: unknown): void {
    if (session !== client) return;
    session = null;
    log.warn('lanes-lost', { count: mine.size, error });
    client.end().catch(() => {}); // nothing to be done about a connection that is gone
  }

  function ask(what: Ask, lane: string): Promise<boolean> {
    const answer = last.then(async () => {
      const client = session ?? (await connect(connectionString, lost));
      session = client;
      try {
        const sql = `select ${what}(hashtextextended($1, ${seed})) as yes`;
        return (await client.query<{ yes: boolean }>(sql, [lane])).rows[0]?.yes === true;
      } catch (error) {
        lost(client, error);
        throw error;
      }
    });
    last = answer.catch(() => {});
    return answer;
  }

  return {
    async take(lane) {
      if (mine.has(lane)) return false;
      mine.add(lane); // before asking: a session is given its own lock a second time
      let taken = false;
      try {
        taken = await ask('pg_try_advisory_lock', lane);
        return taken;
      } finally {
        if (!taken) mine.delete(lane);
      }
    },
    async free(lane) {
      await ask('pg_advisory_unlock', lane).finally(() => mine.delete(lane));
    },
    async close() {
      await last;
      await session?.end();
    },
  };
}

async function connect(
  connectionString: string,
  lost: (client: pg.Client, error: unknown) => void,
): Promise<pg.Client> {
  const limits = { connectionTimeoutMillis: 5000, statement_timeout: 5000, query_timeout: 10_000 };
  const client = new pg.Client({ connectionString, application_name: 'behalf lanes', ...limits });
  client.on('error', (error) => lost(client, error));
  await client.connect();
  await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3');
  return client;
}
