import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pki } from '../../../bot/sandbox/pki.ts';
import { startTwin } from '../../../bot/sandbox/start.ts';
import { answering, usage } from '../turn/ipc.ts';
import { world } from './company.ts';

/**
 * The twin with its stated limit, in a process of its own; Teams' connector is a stub, which takes everything. Told by
 * the environment: how many grants, and how many calls of cmdlets Exchange runs in a second.
 */

const { GRANTS = '0', LIMIT = '0' } = process.env;
const twin = await startTwin({ world: world(Number(GRANTS)), exchangeLimit: { calls: Number(LIMIT), seconds: 1 } });
const teams = createServer((await pki()).tls, (request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
});
await new Promise<void>((resolve) => teams.listen(0, '127.0.0.1', resolve));
const { port } = teams.address() as AddressInfo;
/** When Exchange came back. */
let back = 0;
const since = (service: string) => twin.calls.filter((call) => call.service === service && call.at >= back);
const exchange = () => since('exchange');

function timeline(): readonly (readonly [ran: number, refused: number])[] {
  const calls = exchange().filter(({ cmdlet }) => cmdlet !== null);
  const seconds = Map.groupBy(calls, ({ at }) => Math.floor((at - back) / 1000));
  return Array.from({ length: Math.max(-1, ...seconds.keys()) + 1 }, (_, second) => {
    const all = seconds.get(second) ?? [];
    const refused = all.filter(({ status }) => status === 429).length;
    return [all.length - refused, refused];
  });
}

answering({
  ...usage,
  hello: () => ({
    endpoints: twin.endpoints,
    credentials: twin.credentials,
    teamsAppId: twin.teamsAppId,
    caPem: twin.caPem,
    connectorHost: `127.0.0.1:${port}`,
  }),
  /** Exchange answers 503 to everything; gives how many calls it has seen by the end of that, which `works` is. */
  down: () => twin.misbehave('exchange', { kind: 'down' }),
  /** It works, and takes so many ms for a request. */
  works: (ms) => {
    const failed = exchange().length;
    twin.misbehave('exchange', { kind: 'late', ms });
    back = Date.now();
    return failed;
  },
  /** What Exchange has seen since it works: calls that it ran and that it refused, batches, the time, and changes. */
  seen: () => ({
    ran: exchange().filter(({ cmdlet, status }) => cmdlet !== null && status !== 429).length,
    refused: exchange().filter(({ cmdlet, status }) => cmdlet !== null && status === 429).length,
    batches: exchange().filter(({ path }) => path.endsWith('$batch')).length,
    graph: since('graph').length,
    changes: twin.changes.length,
    seconds: ((exchange().at(-1)?.at ?? 0) - back) / 1000,
    /** Calls that it ran and that it refused in each second since the first. */
    timeline: timeline(),
    byCmdlet: Object.fromEntries(
      [...Map.groupBy(exchange(), ({ cmdlet }) => cmdlet ?? 'request')].map(([name, calls]) => [name, calls.length]),
    ),
  }),
});
