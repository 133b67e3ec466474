/** The whole bot behind its front door, with a channel of our own that signs, and everything that it could ever change. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { demoPerson } from '../../../bot/sandbox/world.ts';
import { json, startHttps } from '../../support/https.ts';
import { eventually, type Office, openOffice } from '../../support/office.ts';
import { type Key, rsaKey } from './forge.ts';

export interface Answered {
  readonly status: number;
  readonly body: string;
}

export interface Wanted {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Chunked instead of announced by its length. */
  readonly chunked?: boolean;
}

export interface Guarded {
  readonly office: Office;
  readonly botId: string;
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly alex: string;
  /** Alex' own chat with the bot. */
  readonly chat: string;
  /** `current` is endorsed for Teams, `webchat` for another channel, `stranger` is in no key set. */
  readonly keys: Readonly<Record<'current' | 'webchat' | 'stranger', Key>>;
  post(wanted: Wanted): Promise<Answered>;
  /** Bytes as they are, for what no client would send; gives the status and what stands after the headers. */
  bytes(text: string): Promise<Answered>;
  /** All that there is: every row, call, chat, right and file. */
  state(): Record<string, unknown>;
  /** Waits until nothing changes any more. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export async function openGuarded(env: Readonly<Record<string, string>> = {}): Promise<Guarded> {
  const keys = { current: rsaKey('current'), webchat: rsaKey('webchat'), stranger: rsaKey('stranger') };
  const issuer = await startIssuing([
    [keys.current, ['azurebotservice', 'msteams']],
    [keys.webchat, ['webchat', 'directline']],
  ]);
  const office = await openOffice({ env: { BOT_OPENID_METADATA_URL: `${issuer.origin}/metadata`, ...env } });
  issuer.alsoFrom(office.twin.endpoints.openIdMetadataUrl);
  const { twin } = office;
  const alex = demoPerson('alexw');
  const chat = await twin.teams.personalChat(alex);
  await office.sees('alexw', /./);
  const agent = new Agent({ keepAlive: true });
  const guarded: Guarded = {
    office,
    keys,
    alex,
    chat,
    botId: twin.credentials.botId,
    tenant: twin.world.tenant,
    serviceUrl: `https://${twin.endpoints.connectorHost}/teams/`,
    post: (wanted) => post(agent, office.bot.port, wanted),
    bytes: (text) => sendBytes(office.bot.port, text),
    state: () => stateOf(office),
    async quiet() {
      let last = '';
      let same = 0;
      await eventually(
        async () => {
          const now = JSON.stringify(stateOf(office));
          same = now === last ? same + 1 : 0;
          last = now;
          return same > 4;
        },
        () => 'the bot does not come to rest',
      );
    },
    async close() {
      agent.destroy();
      await office.close();
      await issuer.close();
    },
  };
  await guarded.quiet();
  return guarded;
}

/** The channel's documents: our keys, and the twin's, so that its people can speak too. */
async function startIssuing(keys: readonly (readonly [Key, readonly string[]])[]) {
  let more = '';
  const own = keys.map(([{ kid, publicKey }, endorsements]) => ({
    ...publicKey.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    endorsements,
  }));
  const theirs = async (): Promise<readonly unknown[]> => {
    if (more === '') return [];
    const { jwks_uri } = (await (await fetch(more)).json()) as { jwks_uri: string };
    return ((await (await fetch(jwks_uri)).json()) as { keys: unknown[] }).keys;
  };
  const server = await startHttps(async (call, response) => {
    if (call.url === '/metadata') return json(response, 200, { jwks_uri: `${server.origin}/keys` });
    json(response, 200, { keys: [...own, ...(await theirs())] });
  });
  return Object.assign(server, {
    alsoFrom(url: string) {
      more = url;
    },
  });
}

const path = '/api/messages';

function post(agent: Agent, port: number, { headers, body, chunked = false }: Wanted): Promise<Answered> {
  const framing = chunked ? ['transfer-encoding', 'chunked'] : ['content-length', String(body.length)];
  let answered = false;
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path, method: 'POST', agent, headers: ['host', 'bot', ...headers.flat(), ...framing] },
      (response) => {
        answered = true;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.once('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.once('error', reject);
      },
    );
    // The bot may answer and close before it has taken a body that it does not want.
    call.once('error', (error) => answered || reject(error));
    call.end(body);
  });
}

function sendBytes(port: number, text: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let seen = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      seen += part;
    });
    // The bot may close before it has read all: what it has said by then is its answer.
    socket.once('error', (error) => seen || reject(error));
    socket.once('close', () => {
      const [head = '', body = ''] = seen.split('\r\n\r\n');
      // Node answers some of these itself, with no body in chunks.
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), body: body.replace(/^0$/, '') });
    });
    socket.write(Buffer.from(text, 'latin1'));
  });
}

function stateOf({ twin, dir }: Office): Record<string, unknown> {
  const db = new DatabaseSync(join(dir, 'behalf.db'), { readOnly: true, timeout: 5000 });
  try {
    const tables = db.prepare("select name from sqlite_master where type = 'table' order by name").all();
    const rows = tables.map(({ name }) => [`table ${name}`, db.prepare(`select * from "${name}"`).all()] as const);
    assert.ok(rows.length > 5, 'the store has its tables');
    return {
      ...Object.fromEntries(rows),
      calls: twin.calls.map(({ service, method, path, status }) => `${service} ${method} ${path} ${status}`),
      chats: twin.teams.chats(),
      changes: [...twin.changes],
      files: readdirSync(dir).toSorted(),
    };
  } finally {
    db.close();
  }
}
