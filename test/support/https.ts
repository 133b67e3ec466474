import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makePem } from './pem.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface HttpsServer {
  readonly origin: string;
  /** How it answers; may be replaced at any time. */
  answer: Answer;
  close(): Promise<void>;
}

/** A real https server on loopback with a certificate of its own, which this process trusts from then on. */
export async function startHttps(answer: Answer): Promise<HttpsServer> {
  const { certificate, key } = await makePem();
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => server.answer(request, response, Buffer.concat(parts).toString('utf8')));
  };
  const https = createServer({ cert: certificate, key }, listener);
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
  const server: HttpsServer = {
    origin: `https://127.0.0.1:${(https.address() as AddressInfo).port}`,
    answer,
    close: () =>
      new Promise((resolve) => {
        https.close(() => resolve());
        https.closeAllConnections();
      }),
  };
  return server;
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
