import type { IncomingMessage, ServerResponse } from 'node:http';

/** A status, and a body that is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** Answers in JSON, or with the status alone where there is no body. */
export function answer(request: IncomingMessage, response: ServerResponse, { status, body }: Reply): void {
  if (body === undefined) {
    endEmpty(request, response, status);
    return;
  }
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}

/** Time (ms) in which a sender whose body is refused may read the answer. */
const lingerMs = 500;

/**
 * Answers with a status and nothing else. A body that is still coming is neither taken in nor thrown away (both cost
 * memory for a stranger): reading stops, the sender has a moment for the answer, and the connection closes.
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
  const timer = setTimeout(() => response.end(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
}
