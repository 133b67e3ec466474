import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import restify from 'restify';
import type { Log } from '../../ports/log.ts';
import { endEmpty } from '../http/reply.ts';
import type { Handle } from '../http/route.ts';

// restify replaces `writeHead` for every HTTP server of the process by one that gives nothing back; Node's own, which
// it keeps aside, gives the response. Others chain on that, so it is put back.
const { _writeHead } = ServerResponse.prototype as unknown as { _writeHead?: ServerResponse['writeHead'] };
if (_writeHead) ServerResponse.prototype.writeHead = _writeHead;

/**
 * A handler behind restify, which has nothing of its own to say: no name in a header, no error texts. restify's server
 * never listens; the listener hands requests over. What the handler throws is logged and answered with an empty 500.
 */
export function throughRestify(path: string, handle: Handle, log: Log): Handle {
  const web = restify.createServer({ name: '', log: silent, noWriteContinue: true });
  web.on('restifyError', (request: IncomingMessage, response: ServerResponse, error: unknown, next: () => void) => {
    log.error('teams.request-failed', { error });
    if (!response.headersSent) endEmpty(request, response, 500);
    Object.assign(response, { _sent: true }); // or restify would write its own
    next();
  });
  web.post(path, async (request: IncomingMessage, response: ServerResponse) => handle(request, response));
  const inner: Server = web.server;
  return (request, response) => {
    inner.emit('request', request, response);
  };
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
