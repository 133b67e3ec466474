import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Twin } from '../twin.ts';
import { api } from './api.ts';
import { openFeed } from './feed.ts';
import { pageFiles } from './files.ts';
import { guard } from './guard.ts';
import { openMemory } from './memory.ts';

export interface PageOptions {
  /** 0: any free one. Default 3000. */
  readonly port?: number;
  /** Object ids of the people whose chats stand side by side at first. */
  readonly people: readonly string[];
}

export interface Page {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the sandbox's page over plain http, on loopback only. Rejects with the listener's fault when the port is
 * taken. `close` also ends the pages that listen for events.
 */
export async function servePage(twin: Twin, options: PageOptions): Promise<Page> {
  const files = await pageFiles();
  const memory = openMemory(twin);
  const feed = openFeed(twin, memory, options.people);
  const app = new Hono();
  app.use(guard);
  app.route('/api', api(twin, memory, feed));
  app.get('*', (context) => {
    const file = files.get(context.req.path);
    return file ? context.body(file.body, 200, { 'Content-Type': file.type }) : context.text('', 404);
  });

  const server = createServer(getRequestListener(app.fetch));
  server.listen(options.port ?? 3000, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      feed.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
