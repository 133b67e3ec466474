import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** What a test answers a call with. `body` is sent as it is when a string, else as JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Breaks the connection instead of answering. */
  readonly cut?: boolean;
  /** Never answers. */
  readonly hang?: boolean;
}

export interface Seen {
  readonly method: string;
  /** Decoded: `/users`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly rawUrl: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export type Handler = (call: Seen) => Answer | undefined;

/** A https server on loopback that answers as a test tells it; trusted by this process from now on. */
export interface Stub {
  readonly origin: string;
  readonly calls: Seen[];
  handle: Handler;
  close(): Promise<void>;
}

export async function startStub(): Promise<Stub> {
  const server = createSecureServer(await certificate());
  const calls: Seen[] = [];
  const stub: Stub = {
    origin: '',
    calls,
    handle: () => undefined,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  server.on('request', async (request: IncomingMessage, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const url = new URL(request.url ?? '', 'https://stub');
    const call = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname.replace('/v1.0', '')),
      query: Object.fromEntries(url.searchParams),
      rawUrl: request.url ?? '',
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    calls.push(call);
    const answer = stub.handle(call) ?? notFound;
    if (answer.cut) request.socket.destroy();
    if (answer.cut || answer.hang) return;
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return Object.assign(stub, { origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

export const notFound: Answer = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'no' } } };

/** Answers batches by asking `handle` for each item, as Graph does. */
export function withBatch(handle: Handler): Handler {
  return (call) => {
    if (call.path !== '/$batch') return handle(call);
    const { requests } = call.body as {
      requests: { id: string; method: string; url: string; headers?: object; body?: unknown }[];
    };
    const responses = requests.map(({ id, method, url, headers, body = null }) => {
      const { pathname, searchParams } = new URL(url, 'https://stub');
      const path = decodeURIComponent(pathname);
      const query = Object.fromEntries(searchParams);
      const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
      const item = { method, path, query, rawUrl: url, headers: Object.fromEntries(named), body };
      const answer = handle(item) ?? notFound;
      return { id, status: answer.status ?? 200, headers: answer.headers ?? {}, body: answer.body ?? {} };
    });
    // In any order, as documented.
    return { body: { responses: responses.reverse() } };
  };
}

/** Another server, on plain http, that must never be called. */
export async function startCanary(): Promise<{ readonly origin: string; readonly hits: () => number; close(): void }> {
  let hits = 0;
  const server = createServer((_, response) => {
    hits++;
    response.end('{}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, hits: () => hits, close: () => server.close() };
}

let made: Promise<{ cert: string; key: string }> | undefined;

/** One for the whole process. */
function certificate(): Promise<{ cert: string; key: string }> {
  made ??= makeCertificate();
  return made;
}

async function makeCertificate(): Promise<{ cert: string; key: string }> {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const leaf = await x509.X509CertificateGenerator.createSelfSigned({
    // A name of its own: OpenSSL does not tell two authorities of the same name apart.
    name: `CN=stub ${crypto.randomUUID()}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true),
      new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
    ],
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const cert = leaf.toString('pem');
  trust(cert);
  return { cert, key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----` };
}

/** From now on this process takes certificates of this authority. */
export function trust(pem: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), pem]);
}
