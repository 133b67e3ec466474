import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import restify from 'restify';
import type { Log } from '../../ports/log.ts';

// restify replaces `writeHead` for every HTTP server of the process by one that gives nothing back; Node's own, which
// it keeps aside, gives the response. Others chain on that, so it is put back.
const { _writeHead } = ServerResponse.prototype as unknown as { _writeHead?: ServerResponse['writeHead'] };
if (_writeHead) ServerResponse.prototype.writeHead = _writeHead;

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the published types of restify leave out. */
type Restify = restify.Server & {
  first(handler: (request: IncomingMessage, response: ServerResponse) => boolean): void;
};

/**
 * restify's server with these routes (`METHOD path`) and nothing of its own to say: no name in a header, no error
 * texts, 404 with an empty body for whatever is not a route.
 */
export function route(routes: Readonly<Record<string, Handle>>, log: Log): Server {
  const web = restify.createServer({ name: '', log: silent, noWriteContinue: true }) as Restify;
  web.on('error', (error: unknown) => {
    // Before it listens, whoever wanted it to is told.
    if (web.server.listening) log.error('teams.server-error', { error });
  });
  web.on('restifyError', (request: IncomingMessage, response: ServerResponse, error: unknown, next: () => void) => {
    log.error('teams.request-failed', { error });
    if (!response.headersSent) endEmpty(request, response, 500);
    Object.assign(response, { _sent: true }); // or restify would write its own
    next();
  });
  web.first((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0];
    if (Object.hasOwn(routes, `${request.method} ${path}`)) return true;
    endEmpty(request, response, 404);
    return false;
  });
  for (const [name, handle] of Object.entries(routes)) {
    const [method, path = ''] = name.split(' ');
    const add = method === 'POST' ? web.post.bind(web) : web.get.bind(web);
    add(path, async (request: IncomingMessage, response: ServerResponse) => handle(request, response));
  }
  const server: Server = web.server;
  // restify listens for upgrades and leaves their sockets hanging; without a listener they are plain requests.
  server.removeAllListeners('upgrade');
  return server;
}

/** How long (ms) a sender whose body is not wanted may take to read that. */
const linger = 500;

/**
 * Answers with a status and nothing else. A body that is still coming is neither taken in nor thrown away (both cost
 * memory for a stranger): we stop reading, leave the sender a moment for our answer, and close.
 */
export function endEmpty(request: IncomingMessage, response: ServerResponse, status: number): void {
  const { headers, socket } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody || request.complete) {
    response.writeHead(status, { 'content-length': 0 }).end();
    return;
  }
  response.writeHead(status, { 'content-length': 0, connection: 'close' }).flushHeaders();
  socket.pause();
  const timer = setTimeout(() => response.end(), linger);
  socket.once('close', () => clearTimeout(timer));
}

const nothing = () => {};
const logger = {
  level: 'silent',
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => logger,
};
/** It would write errors as they are. Its types still name bunyan's logger, which it has left. */
const silent = logger as unknown as restify.ServerOptions['log'];
