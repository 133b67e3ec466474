import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { startTwin } from '../../bot/sandbox/start.ts';
import type { Twin, TwinOptions } from '../../bot/sandbox/twin.ts';

/** Starts a twin whose certificate authority this process trusts. */
export async function trustedTwin(options?: TwinOptions): Promise<Twin> {
  const twin = await startTwin(options);
  const known = tls.getCACertificates('default');
  if (!known.includes(twin.caPem)) tls.setDefaultCACertificates([...known, twin.caPem]);
  return twin;
}

/** An access token by client secret, for one of the twin's resources. */
export async function token(twin: Twin, resource: string): Promise<string> {
  const response = await fetch(`${twin.endpoints.loginUrl}/${twin.world.tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: twin.credentials.botId,
      client_secret: twin.credentials.secret,
      scope: `${resource}/.default`,
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A caller with a token: sends JSON, reads JSON (or null). */
export function caller(origin: string, bearer: string) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(path.startsWith('https:') ? path : origin + path, {
      method,
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /^[[{]/.test(text) ? JSON.parse(text) : text || null;
    return { status: response.status, headers: response.headers, body: json };
  };
}

export interface FakeBot {
  readonly url: string;
  readonly heard: { readonly activity: Record<string, unknown>; readonly authorization: string }[];
  /** What it answers to an invoke. */
  answer: unknown;
  close(): void;
}

/** A bot that listens at /api/messages, keeps what it hears, and answers invokes with `answer`. */
export async function fakeBot(): Promise<FakeBot> {
  const heard: FakeBot['heard'] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const activity = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    heard.push({ activity, authorization: request.headers.authorization ?? '' });
    response.setHeader('Content-Type', 'application/json');
    if (activity.type === 'invoke') response.end(JSON.stringify(bot.answer));
    else response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bot: FakeBot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: null,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return bot;
}
