import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { compose, type Running } from '../../bot/compose.ts';
import { type ProductionConfig, readConfig } from '../../bot/config.ts';
import type { Log, LogEvent, LogFields } from '../../bot/ports/log.ts';
import { startTwin } from '../../bot/sandbox/start.ts';
import type { ChatActivity, Twin, TwinOptions } from '../../bot/sandbox/twin.ts';
import { adminGroupId, auditorGroupId, demoGroup, demoPerson } from '../../bot/sandbox/world.ts';

/** The whole bot in this process, by its production configuration, on the twin: everything over real HTTP. */

export interface Office {
  readonly twin: Twin;
  readonly bot: Running;
  readonly dir: string;
  /** What was logged: event and fields. */
  readonly logged: readonly { readonly event: LogEvent; readonly fields: LogFields }[];
  /** Calls this with everything that is logged from now on, as it is logged, until it is stopped. */
  onLogged(hear: (event: LogEvent) => void): () => void;
  /** Says something in the person's own chat. */
  say(alias: string, text: string, options?: Parameters<Twin['teams']['say']>[2]): Promise<void>;
  /** Everything that stands in the person's own chat, as that person sees it, oldest first. */
  chat(alias: string): Promise<readonly Seen[]>;
  /** Waits until something in the person's chat fits, and gives the newest that does. */
  sees(alias: string, what: RegExp | ((seen: Seen) => boolean)): Promise<Seen>;
  /** Presses a button of a card; gives what came back. */
  press(alias: string, card: Seen, verb: string, inputs?: Record<string, unknown>): Promise<Pressed>;
  /** Who holds a right in Exchange now, by alias. */
  holders(group: string, right: 'sendAs' | 'sendOnBehalf'): readonly string[];
  /** Turns the bot's clock; tokens and the twin keep the real time. */
  jump(ms: number): void;
  stopBot(): Promise<void>;
  startBot(): Promise<void>;
  /** Another process's bot on the same store, by the same configuration: for PostgreSQL. Whoever asks for it stops it. */
  startAnother(): Promise<Running>;
  close(): Promise<void>;
}

export interface Seen {
  readonly id: string;
  readonly from: string;
  /** All words in it: of the card, or of the message. */
  readonly text: string;
  readonly card: Record<string, unknown> | null;
  readonly actions: readonly { readonly verb: string; readonly data: Record<string, unknown> }[];
}

export interface Pressed {
  readonly statusCode: number;
  readonly text: string;
  readonly card: Record<string, unknown> | null;
}

export const environment = (twin: Twin) => ({
  TENANT_ID: twin.world.tenant,
  BOT_ID: twin.credentials.botId,
  BOT_CERTIFICATE: 'twin.pem',
  ADMIN_GROUP_ID: adminGroupId,
  AUDITOR_GROUP_ID: auditorGroupId,
  TEAMS_APP_ID: twin.teamsAppId,
  LOGIN_URL: twin.endpoints.loginUrl,
  GRAPH_URL: twin.endpoints.graphUrl,
  EXCHANGE_URL: twin.endpoints.exchangeUrl,
  BOT_OPENID_METADATA_URL: twin.endpoints.openIdMetadataUrl,
  BOT_TOKEN_ISSUER: twin.endpoints.tokenIssuer,
  CONNECTOR_HOSTS: twin.endpoints.connectorHost,
  PORT: '0',
  HOST: '127.0.0.1',
  METRICS_PORT: '0',
});

/** For tests that have one person ask or look up more than anybody does by hand. */
export const generous = {
  env: { POLICY_FILE: 'generous.yaml' },
  files: {
    'generous.yaml': 'asks: { perHour: 2000, perDay: 2000, perHourAfterDenials: 2000 }\nlookUps: 1000000',
  },
};

/** Graph and Exchange by a certificate of their own: the same registration. */
const office = (twin: Twin, env: Record<string, string> = {}) =>
  env.EXCHANGE_CERTIFICATE === undefined ? {} : { EXCHANGE_CLIENT_ID: twin.credentials.botId };

function write(dir: string, name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

function trust(twin: Twin): void {
  const known = tls.getCACertificates('default');
  if (!known.includes(twin.caPem)) tls.setDefaultCACertificates([...known, twin.caPem]);
}

export async function openOffice(
  options: TwinOptions & { readonly env?: Record<string, string>; readonly files?: Record<string, string> } = {},
): Promise<Office> {
  let offset = 0;
  const now = () => Date.now() + offset;
  const twin = await startTwin(options);
  trust(twin);
  const dir = mkdtempSync(join(tmpdir(), 'behalf-'));
  const files = new Map(Object.entries(options.files ?? {}).map(([name, text]) => [name, write(dir, name, text)]));
  const env = Object.entries(options.env ?? {}).map(([name, value]) => [name, files.get(value) ?? value]);
  const written = new Set(files.values());
  const read = readConfig(
    { ...environment(twin), DATA_DIR: dir, ...office(twin, options.env), ...Object.fromEntries(env) },
    (path) => (written.has(path) ? readFileSync(path, 'utf8') : twin.credentials.certificatePem),
  );
  assert.ok('config' in read, JSON.stringify(read));
  const config = read.config as ProductionConfig;
  const clock = { now: () => new Date(now()) };
  const logged: { event: LogEvent; fields: LogFields }[] = [];
  const hearing = new Set<(event: LogEvent) => void>();
  const keep = (event: LogEvent, fields: LogFields = {}) => {
    logged.push({ event, fields });
    for (const hear of hearing) hear(event);
  };
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const start = () => compose({ config, mode: 'production', clock, log, onBroken: () => keep('store-broken') });
  let bot: Running | null = await start();
  twin.setBot(`http://127.0.0.1:${bot.port}`);
  const stopBot = async () => {
    await bot?.stop(5000);
    bot = null;
  };
  const people = createPeople(twin);
  return {
    twin,
    get bot() {
      assert.ok(bot, 'the bot is stopped');
      return bot;
    },
    dir,
    logged,
    onLogged(hear) {
      hearing.add(hear);
      return () => hearing.delete(hear);
    },
    ...people,
    holders: (group, right) => [...(twin.world.groups.get(demoGroup(group))?.[right] ?? [])].map(aliasOf(twin)),
    jump: (ms) => {
      offset += ms;
    },
    stopBot,
    async startBot() {
      bot = await start();
      twin.setBot(`http://127.0.0.1:${bot.port}`);
    },
    startAnother: start,
    async close() {
      await stopBot();
      await twin.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const aliasOf = (twin: Twin) => (id: string) => twin.world.people.get(id)?.userPrincipalName.split('@')[0] ?? id;

/** The people's side, by alias (`alexw`). */
export function createPeople(twin: Twin): Pick<Office, 'say' | 'chat' | 'sees' | 'press'> {
  const chat = async (alias: string) => {
    const person = demoPerson(alias);
    return twin.teams.view(person, await twin.teams.personalChat(person)).map(toSeen);
  };
  return {
    chat,
    async say(alias, text, options) {
      const status = await twin.teams.say(demoPerson(alias), text, options);
      assert.ok(status >= 200 && status < 300, `the bot answered ${status}`);
    },
    async sees(alias, what) {
      const fits = (seen: Seen) => seen.from === 'bot' && (what instanceof RegExp ? what.test(seen.text) : what(seen));
      let last: readonly Seen[] = [];
      return eventually(
        async () => {
          last = await chat(alias);
          return last.findLast(fits);
        },
        () => `${alias} sees no ${what}; but:\n${last.map(({ from, text }) => `${from}: ${text}`).join('\n---\n')}`,
      );
    },
    async press(alias, card, verb, inputs = {}) {
      const person = demoPerson(alias);
      const action = card.actions.find((one) => one.verb === verb);
      const data = { ...action?.data, ...inputs };
      const { status, body } = await twin.teams.press(person, await twin.teams.personalChat(person), card.id, {
        verb,
        data,
      });
      assert.equal(status, 200);
      return toPressed(body);
    },
  };
}

export function toPressed(body: unknown): Pressed {
  const { statusCode, value } = body as { statusCode: number; value: unknown };
  const card =
    typeof value === 'object' && value !== null && 'type' in value ? (value as Record<string, unknown>) : null;
  const words =
    card === null
      ? typeof value === 'string'
        ? value
        : ((value as { message?: string })?.message ?? '')
      : textOf(card);
  return { statusCode, text: words, card };
}

export function toSeen({ id, activity, from }: ChatActivity): Seen {
  const attachments = (activity.attachments ?? []) as { content?: Record<string, unknown> }[];
  const card = attachments[0]?.content ?? null;
  return {
    id,
    from,
    card,
    text: card === null ? String(activity.text ?? '') : textOf(card),
    actions: card === null ? [] : actionsOf(card),
  };
}

/** All words of a card that a person reads, in order. */
export function textOf(node: unknown): string {
  if (Array.isArray(node))
    return node
      .map(textOf)
      .filter((text) => text !== '')
      .join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const {
    type,
    text,
    title,
    value,
    label,
    placeholder,
    fallback: _fallback,
    ...rest
  } = node as Record<string, unknown>;
  if (type === 'RichTextBlock') {
    return ((rest.inlines ?? []) as { text?: string }[]).map((run) => run.text ?? '').join('');
  }
  const own = [title, label, text, type === undefined ? value : undefined].filter((one) => typeof one === 'string');
  const { fallbackText: _t, speak: _s, ...children } = rest;
  return [...own, ...Object.values(children).map(textOf)].filter((one) => one !== '').join('\n');
}

function actionsOf(node: unknown): readonly { verb: string; data: Record<string, unknown> }[] {
  if (Array.isArray(node)) return node.flatMap(actionsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, verb, data, fallback: _fallback, ...rest } = node as Record<string, unknown>;
  const own =
    type === 'Action.Execute' && typeof verb === 'string'
      ? [{ verb, data: (data ?? {}) as Record<string, unknown> }]
      : [];
  return [...own, ...Object.values(rest).flatMap(actionsOf)];
}

/** Asks until there is an answer, soon at first and then less often; fails with what it last saw. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | null | false>,
  otherwise: () => string,
  ms = 12_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (let pause = 15; ; pause = Math.min(pause * 1.2, 60)) {
    const found = await ask();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) assert.fail(otherwise());
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
