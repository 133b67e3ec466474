import pg from 'pg';
import type { Log } from '../../ports/log.ts';
import type { Lanes } from '../sql/hands.ts';

type Ask = 'pg_try_advisory_lock' | 'pg_advisory_unlock';

/** Any number, the same in every release: keeps our advisory locks apart from others in the database. */
const seed = 6_248_253;

/**
 * Lanes as advisory locks of one session, so a lane is nobody else's for as long as the process that took it is
 * connected, even when it stalls, and is free the moment the process ends. A host that vanishes without a word is
 * noticed by the server's keepalive within 25 s. (Needs a session: no pooler in transaction mode.)
 * When the connection breaks while lanes are in hand, others may take them: handlers read before they write.
 */
export function advisoryLanes(connectionString: string, log: Log): Lanes & { close(): Promise<void> } {
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

  /** Gives the lanes of which the answer is yes. */
  function ask(what: Ask, lanes: readonly string[]): Promise<ReadonlySet<string>> {
    const answer = last.then(async () => {
      const client = session ?? (await connect(connectionString, lost));
      session = client;
      try {
        const sql = `select lane, ${what}(hashtextextended(lane, ${seed})) as yes from unnest($1::text[]) as lane`;
        const { rows } = await client.query<{ lane: string; yes: boolean }>(sql, [lanes]);
        return new Set(rows.filter(({ yes }) => yes).map(({ lane }) => lane));
      } catch (error) {
        lost(client, error);
        throw error;
      }
    });
    last = answer.catch(() => {});
    return answer;
  }

  return {
    async take(lanes) {
      // A session is given its own lock a second time.
      const asked = lanes.filter((lane) => !mine.has(lane));
      for (const lane of asked) mine.add(lane);
      let taken: ReadonlySet<string> = new Set();
      try {
        taken = await ask('pg_try_advisory_lock', asked);
        return taken;
      } finally {
        for (const lane of asked) if (!taken.has(lane)) mine.delete(lane);
      }
    },
    async free(lane) {
      await ask('pg_advisory_unlock', [lane]).finally(() => mine.delete(lane));
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
