import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../ports/log.ts';
import { endEmpty } from './reply.ts';
import { type Route, routeOf } from './route.ts';

export interface ListenerOptions {
  readonly routes: readonly Route[];
  readonly log: Log;
  /** Default: all interfaces. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
  /** How long a sender may take (ms): for the headers, and for the whole request. */
  readonly patience?: { readonly headers: number; readonly request: number };
  /** Connections at a time; further ones are closed at once. */
  readonly maxConnections?: number;
}

export interface Listener {
  /** Binds; throws the system's error when the port is taken. */
  listen(): Promise<void>;
  /** The port that is really bound; 0 before. */
  readonly port: number;
  /** Takes no more connections, finishes what is in hand, breaks off what is left after `ms` milliseconds. */
  close(ms: number): Promise<void>;
}

const defaultPatience = { headers: 5000, request: 10_000 };
/** Far above what Teams opens at a time, and below what a process may open on most systems. */
const defaultMaxConnections = 4096;

/** Plain HTTP for the given routes, and 404 without a hint for anything else. It names no software. */
export function createListener(options: ListenerOptions): Listener {
  const server = createServer();
  limit(server, options);
  const handle = (request: IncomingMessage, response: ServerResponse) => dispatch(options, request, response);
  server.on('request', handle);
  // The handler asks for the body once it knows that it wants it.
  server.on('checkContinue', handle);
  server.on('error', (error) => {
    // A fault before that is thrown by `listen`.
    if (server.listening) options.log.error('http.server-error', { error });
  });
  return {
    listen: () => listen(server, options),
    get port() {
      return (server.address() as AddressInfo | null)?.port ?? 0;
    },
    close: (ms) => close(server, ms),
  };
}

function limit(
  server: Server,
  { patience = defaultPatience, maxConnections = defaultMaxConnections }: ListenerOptions,
) {
  const { headers, request } = patience;
  // How often Node looks for slow senders; it reads this when it begins to listen.
  Object.assign(server, { connectionsCheckingInterval: Math.min(headers, request) / 2 });
  server.headersTimeout = headers;
  server.requestTimeout = request;
  server.maxConnections = maxConnections;
}

async function dispatch(
  { routes, log }: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = routeOf(routes, request);
  if (route === null) return endEmpty(request, response, 404);
  try {
    await route.handle(request, response);
  } catch (error) {
    log.error('http.request-failed', { error });
    if (response.headersSent) response.destroy();
    else endEmpty(request, response, 500);
  }
}

function listen(server: Server, { port, host }: ListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A connection that is kept alive becomes idle only after its answer: idle ones are looked for again and again. */
function close(server: Server, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 25);
    const late = setTimeout(() => server.closeAllConnections(), ms);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}
