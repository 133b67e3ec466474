import pg from 'pg';

export interface Listening {
  readonly connectionString: string;
  /** The connection's name in the database. */
  readonly name: string;
  readonly channel: string;
  hear(payload: string): void;
  /** Runs each time it listens (again): what was told meanwhile was missed. */
  caughtUp(client: pg.Client): Promise<void>;
  lost(error: unknown): void;
}

const again = 1000;
/** A connection that nothing comes through is looked after by the system. */
const alive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
/** Nothing is to be done about a connection that is gone. */
const give = (client: pg.Client) => void client.end().catch(() => {});

/**
 * Hears what is told on a channel, by a connection of its own that comes back after each loss. Throws when the first
 * connection cannot be made.
 */
export async function listen(wanted: Listening): Promise<{ close(): Promise<void> }> {
  const { connectionString, name, channel, hear, caughtUp } = wanted;
  let listener: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  /** Listens first and reads then: nothing falls in between. */
  async function start(): Promise<void> {
    const client = new pg.Client({ connectionString, application_name: name, ...alive });
    client.on('error', (error) => {
      if (client === listener) lost(error);
    });
    client.on('notification', ({ payload }) => hear(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      listener = client;
      await caughtUp(client);
    } catch (error) {
      listener = null;
      give(client);
      throw error;
    }
  }

  function lost(error: unknown): void {
    if (listener !== null) give(listener);
    listener = null;
    if (closed) return;
    wanted.lost(error);
    clearTimeout(timer);
    timer = setTimeout(() => start().catch(lost), again);
  }

  await start();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await listener?.end();
    },
  };
}
