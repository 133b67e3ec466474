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
const exchange = () => twin.calls.filter(({ service }) => service === 'exchange');

function timeline(): readonly (readonly [ran: number, refused: number])[] {
  const calls = exchange().filter(({ cmdlet }) => cmdlet !== null);
  const seconds = Map.groupBy(calls, ({ at }) => Math.floor((at - (calls[0]?.at ?? 0)) / 1000));
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
  late: (ms) => twin.misbehave('exchange', ms === 0 ? null : { kind: 'late', ms }),
  /** What Exchange has seen: calls of cmdlets that it ran and that it refused, batches, from first to last, and changes. */
  seen: () => ({
    ran: exchange().filter(({ cmdlet, status }) => cmdlet !== null && status !== 429).length,
    refused: exchange().filter(({ cmdlet, status }) => cmdlet !== null && status === 429).length,
    batches: exchange().filter(({ path }) => path.endsWith('$batch')).length,
    graph: twin.calls.filter(({ service }) => service === 'graph').length,
    changes: twin.changes.length,
    seconds: ((exchange().at(-1)?.at ?? 0) - (exchange()[0]?.at ?? 0)) / 1000,
    /** Calls that it ran and that it refused in each second since the first. */
    timeline: timeline(),
    byCmdlet: Object.fromEntries(
      [...Map.groupBy(exchange(), ({ cmdlet }) => cmdlet ?? 'request')].map(([name, calls]) => [name, calls.length]),
    ),
  }),
});
