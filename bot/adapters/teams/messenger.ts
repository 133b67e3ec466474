import { randomUUID } from 'node:crypto';
import { Fault } from '../../ports/faults.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import type { Address, Delay, Message, Messenger, Sent } from '../../ports/messenger.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { type Call, type Caller, createCaller, type Meaning, meaning } from './connector.ts';
import { isTrustedServiceUrl } from './hosts.ts';
import { type Lane, Pacer, type TeamsLimits } from './pacer.ts';
import { perApp, perConversation } from './windows.ts';

export interface MessengerOptions {
  /** Client id of the bot. */
  readonly appId: string;
  /** Exact `host[:port]` of the connector: nothing else is ever called. */
  readonly hosts: readonly string[];
  /** A bearer token for `https://api.botframework.com/.default`, kept by whoever hands it in; `fresh` after a 401. */
  readonly token: (options?: { readonly fresh?: boolean }) => Promise<string>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly call?: Caller;
  readonly limits?: TeamsLimits;
  /** What other processes send counts too; null: there are none. */
  readonly shared?: Limits | null;
}

/** Who would have to wait longer is told when to come back instead. */
const patience = 3000;
const mostTries = 3;

/** A call to be made; `activity` is the one that it updates. */
interface Want extends Pick<Call, 'method' | 'url' | 'body'> {
  readonly operation: 'send' | 'update' | 'typing';
  readonly activity: string | null;
  readonly lane: Lane;
  readonly deadline: number;
  readonly isCurrent: () => Promise<boolean>;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const always = async () => true;
const outdated = { means: 'outdated' } as const;
const later = (ms: number, why: Delay): Sent => ({ retryAt: new Date(ms), why });
/** Between one and two times as long, so that several do not come back together. */
const jittered = (ms: number) => Math.round(ms * (1 + Math.random()));
const soon = (why: Delay) => later(Date.now() + jittered(5000), why);

/** The only way out to Teams: in order for each conversation, within Teams' limits, never before `Retry-After`. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { appId, hosts, log } = options;
  const pacer = new Pacer(options.limits ?? { perConversation, perApp }, options.shared);
  const attempt = attempts(options, pacer);

  const deliver = async (
    to: Address,
    activity: string | null,
    body: object,
    { wait = patience, isCurrent = always } = {},
  ): Promise<Sent> => {
    const url = urlOf(to, activity, hosts);
    if (!url) {
      log.error('teams.foreign-address');
      return { unreachable: 'forbidden' };
    }
    const now = Date.now();
    if (pacer.pausedUntil > now + wait) return later(pacer.pausedUntil, 'throttled');
    const lane = pacer.lane(to.conversation);
    const full = { ...body, from: { id: `28:${appId}` }, conversation: { id: to.conversation } };
    const json = JSON.stringify(activity === null ? full : { ...full, id: activity });
    const method = activity === null ? 'POST' : 'PUT';
    // Only that is not worth waiting for.
    const operation = activity !== null ? 'update' : wait === 0 ? 'typing' : 'send';
    const want = { operation, method, url, body: json, activity, lane, deadline: now + wait, isCurrent } as const;
    return pacer.inTurn(lane, () => attempt(want));
  };

  return {
    send: (to, message, isCurrent = always) => deliver(to, null, toActivity(message), { isCurrent }),
    update: (to, activity, message) => deliver(to, activity, toActivity(message)),
    async typing(to) {
      // Worth nothing when it comes late, or in front of a message that waits.
      if (pacer.lane(to.conversation).waiting === 0) await deliver(to, null, { type: 'typing' }, { wait: 0 });
    },
  };
}

/** Tries a few times what Teams says is worth trying again; everything else is settled by the first reply. */
function attempts({ token, call = createCaller(), log, metrics }: MessengerOptions, pacer: Pacer) {
  const once = async (want: Want, fresh: boolean) => {
    const bearer = await token({ fresh });
    return pacer.call(want.lane, want.deadline, async () => {
      if (!(await want.isCurrent())) return outdated;
      const started = performance.now();
      const id = randomUUID();
      const { method, url, body, operation } = want;
      const reply = await call({ method, url, body, token: bearer, id });
      const ms = performance.now() - started;
      metrics.time('connector', ms, { status: String(reply?.status ?? 'lost') });
      const got = meaning(reply, Date.now());
      const fields = { operation, status: reply?.status ?? 0, ms: Math.round(ms), clientRequestId: id };
      const outcome = reply === null ? 'lost' : got.means;
      log[outcome === 'done' || outcome === 'never' ? 'debug' : 'warn']('teams.call', { ...fields, outcome });
      return got;
    });
  };
  const settle = async (want: Want): Promise<Sent> => {
    let fresh = false;
    for (let tries = 1; tries <= mostTries; tries++) {
      const result = await once(want, fresh);
      if ('notBefore' in result) return later(result.notBefore, 'throttled');
      const { got } = result;
      if (got.means === 'outdated') return later(Date.now(), 'outdated');
      if (got.means === 'done') return done(got.activity ?? want.activity);
      if (got.means === 'never') return never(log, got);
      if (got.means === 'later') return soon('no-reply');
      if (got.means === 'token' && fresh) return refused(log);
      if (got.means === 'pause') pacer.pause(got.until, got.status);
      if (got.means === 'again') await sleep(jittered(200 * tries));
      fresh = got.means === 'token';
    }
    return pacer.pausedUntil > Date.now() ? later(pacer.pausedUntil, 'throttled') : soon('no-reply');
  };
  return (want: Want): Promise<Sent> => settle(want).catch((error) => notSent(log, error));
}

/** Null for an address that is not Teams' own, whoever has stored it. */
function urlOf(
  { serviceUrl, conversation }: Address,
  activity: string | null,
  hosts: readonly string[],
): string | null {
  const ids = activity === null ? [conversation] : [conversation, activity];
  const odd = ids.some((id) => id === '' || id === '.' || id === '..');
  if (odd || !isTrustedServiceUrl(serviceUrl, hosts)) return null;
  const [chat = '', card] = ids.map(encodeURIComponent);
  const base = serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`;
  return `${base}v3/conversations/${chat}/activities${card === undefined ? '' : `/${card}`}`;
}

function toActivity({ text, card, summary }: Message): object {
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
  return { type: 'message', textFormat: 'plain', summary, ...(card ? { attachments } : { text: text ?? summary }) };
}

/** Sent, but under which id nobody has told us: then the card could never be updated. Whoever asked looks again. */
const done = (activity: string | null): Sent => (activity === null ? soon('no-reply') : { sent: { activity } });

function never(log: Log, { why, code }: Extract<Meaning, { means: 'never' }>): Sent {
  log.warn('teams.unreachable', { code, kind: why });
  return { unreachable: why };
}

/** A fresh token, too: whatever the bot's identity is, Teams does not take it for this bot. */
function refused(log: Log): Sent {
  log.error('teams.not-sent', { code: 'token-refused', kind: 'bot', status: 401 });
  return soon('token-refused');
}

function notSent(log: Log, error: unknown): Sent {
  const why = error instanceof Fault && error.code === 'token-unavailable' ? 'token-unavailable' : 'no-reply';
  log.error('teams.not-sent', { code: why, kind: 'bot', error });
  return error instanceof Fault && error.retryAt ? { retryAt: error.retryAt, why } : soon(why);
}
