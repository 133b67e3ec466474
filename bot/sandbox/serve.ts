import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { refusal } from './faults.ts';
import type { Mutable, Office } from './office.ts';
import type { Pki } from './pki.ts';
import type { CallSeen, Misbehaviour, Service } from './twin.ts';

/** What stands beside each request: the call in the record, for the service to add to. */
export interface Noted {
  readonly call: Mutable<CallSeen>;
  /** The calls within it, when it is a batch, each with the status that its answer has. */
  readonly parts: { readonly call: Mutable<CallSeen>; readonly status: number }[];
}

export interface Served {
  fetch(request: Request, env: Noted): Response | Promise<Response>;
}

export interface Listening {
  /** `https://127.0.0.1:port` */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves one of the four services over https on 127.0.0.1, and lets it misbehave as it was told to. */
export async function serve(
  office: Office,
  service: Service,
  app: Served,
  tls: Pki['tls'],
  port: number,
): Promise<Listening> {
  const closing = new AbortController();
  const listener = getRequestListener(async (request, { outgoing }) => {
    const url = new URL(request.url);
    const path = url.pathname + url.search;
    const call = office.see(service, request.method, path);
    const parts: Noted['parts'] = [];
    // A Graph batch is never refused as a whole for throttling: its items are, one by one.
    const batch = service === 'graph' && url.pathname.endsWith('/$batch');
    const throttled = office.fault(service)?.how.kind === 'throttle';
    const how = batch && throttled ? null : office.useFault(service);
    const response = (how && refusal(service, how, office.now())) ?? (await app.fetch(request, { call, parts }));
    const answer = how === null ? response : await spoil(response, how, closing.signal);
    if (answer === null) {
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    call.status = answer.status;
    call.until = office.now();
    for (const part of parts) part.call.status = part.status;
    office.changed();
    return answer;
  });
  const server = createServer({ cert: tls.cert, key: tls.key }, listener);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${address.port}`,
    close: async () => {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What becomes of an answer after the work is done. Null: it is lost. */
async function spoil(response: Response, how: Misbehaviour, closing: AbortSignal): Promise<Response | null> {
  switch (how.kind) {
    case 'late':
      await wait(how.ms, closing);
      return response;
    case 'lose-reply':
      return null;
    case 'garble': {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
      return new Response(Buffer.from('\u0000this is no gzip stream'), {
        status: response.status === 204 ? 200 : response.status,
        headers,
      });
    }
    case 'throttle':
    case 'down':
    case 'forbidden':
    case 'stale':
    case 'refuse':
    case 'orphan':
    case 'bare-names':
    case 'unseen':
      return response;
  }
}

function wait(ms: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    closing.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
