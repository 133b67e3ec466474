import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, ExpressAdapter } from '@microsoft/teams.apps';
import { answering, usage } from './ipc.ts';

/** The second reference: the echo bot of Microsoft's newer library, as it comes, without authentication. */
const server = createServer();
const app = new App({
  dangerouslyAllowUnauthenticatedRequests: true,
  httpServerAdapter: new ExpressAdapter(server),
  logger: silent(),
});
app.on('message', async ({ activity, send }) => {
  await send(`Echo: ${activity.text}`);
});
await app.initialize();
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
answering({ ...usage, port: () => (server.address() as AddressInfo).port });

type Logger = NonNullable<NonNullable<ConstructorParameters<typeof App>[0]>['logger']>;

/** Nor does the other echo write a log. */
function silent(): Logger {
  const nothing = () => {};
  return { error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing, log: nothing, child: silent };
}
