import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../ports/clock.ts';
import { readText } from '../../https/text.ts';
import { type Cmdlet, isWrite, type Parameters } from '../cmdlets.ts';
import type { Failure } from '../reply.ts';
import type { Backoff } from './backoff.ts';
import type { Check } from './check.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly sent?: Sent;
}

/** How a call has gone over the wire. */
export interface Sent {
  /** The `client-request-id` of the call, and of the batch that it was part of. */
  readonly id: string;
  readonly batch?: string;
  /** How long the request took. */
  readonly ms: number;
}

/** What is posted: one call of a cmdlet, or a batch of them. */
export interface Parcel {
  /** The cmdlet, or `$batch`. */
  readonly kind: string;
  /** `client-request-id`: what Microsoft's support asks for. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  readonly timeoutMs: number;
  /** Must what a change in it rests on be looked at again before it goes? */
  stale(): boolean;
}

/** One call of a cmdlet, ready to be sent (and sent again, for its next pages). */
export interface Call extends Parcel {
  readonly kind: Cmdlet;
  readonly check: Check | null;
}

export interface Timeouts {
  readonly readTimeoutMs?: number;
  readonly writeTimeoutMs?: number;
}

/** One a process, as one PowerShell session has one. */
const connection = randomUUID();

/** Headers of everything that goes to Exchange; `id`: see `Parcel`. */
export const headersFor = (tenant: string, id: string) => ({
  accept: 'application/json',
  'content-type': 'application/json',
  // The system mailbox that Microsoft's own module anchors app-only calls to.
  'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant}`,
  'x-responseformat': 'json',
  prefer: 'odata.maxpagesize=1000',
  'client-request-id': id,
  'connection-id': connection,
});

/** A cmdlet to be run; `check`: the last check of a change. */
export function createCall(
  tenant: string,
  [cmdlet, parameters]: readonly [Cmdlet, Parameters],
  { readTimeoutMs = 30_000, writeTimeoutMs = 60_000 }: Timeouts,
  check: Check | null = null,
): Call {
  const id = randomUUID();
  return {
    kind: cmdlet,
    id,
    body: { CmdletInput: { CmdletName: cmdlet, Parameters: parameters } },
    timeoutMs: isWrite(cmdlet) ? writeTimeoutMs : readTimeoutMs,
    headers: { ...headersFor(tenant, id), 'x-cmdletname': cmdlet },
    check,
    stale: () => check?.stale() ?? false,
  };
}

/** Sends something to a URL with a token; gives any answer but a redirect, or why there is none. Never throws. */
export type Post = (parcel: Parcel, url: string, token: string) => Promise<Answer | Failure>;

const mostRedirects = 3;

export interface PostOptions {
  readonly backoff: Backoff;
  readonly clock: Clock;
  /** Where the token may go. */
  readonly hosts: readonly string[];
  readonly fetcher: typeof fetch;
}

/**
 * Asks backoff and last check immediately before each request. A change whose facts have become stale by then is not sent:
 * its caller reads them again.
 */
export function createPost({ backoff, clock, hosts, fetcher }: PostOptions): Post {
  async function post(parcel: Parcel, url: string, token: string, redirects = 0): Promise<Answer | Failure> {
    const shut = backoff.shut();
    if (shut) return { failed: 'retry', why: shut.why, at: shut.until };
    if (parcel.stale()) return { failed: 'retry', why: 'unavailable', at: clock.now() };
    const answer = await sendTimed(parcel, url, token);
    if ('failed' in answer) return answer;
    backoff.note(answer.status, answer.headers);
    if (![301, 302, 307, 308].includes(answer.status)) return answer;
    const target = allowedUrl(answer.headers.get('location'), url, hosts);
    if (target === null || redirects >= mostRedirects)
      return { failed: 'odd', text: 'Redirected to where we do not go' };
    return post(parcel, target, token, redirects + 1);
  }

  async function sendTimed(parcel: Parcel, url: string, token: string): Promise<Answer | Failure> {
    const began = performance.now();
    const sent = (): Sent => ({ id: parcel.id, ms: Math.round(performance.now() - began) });
    try {
      return { ...(await send(parcel, url, token)), sent: sent() };
    } catch (error) {
      return { failed: 'lost', text: 'The answer was lost', cause: error, sent: sent() };
    }
  }

  /** One HTTP exchange, its body read to the end within the time-out. Throws what `fetch` and `readText` throw. */
  async function send(parcel: Parcel, url: string, token: string): Promise<Answer> {
    const headers = { ...parcel.headers, authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(parcel.timeoutMs);
    const body = JSON.stringify(parcel.body);
    const response = await fetcher(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const text = await readText(response, largestAnswer);
    if (text === '' && response.ok && hadBody(response)) throw new CutOff('Nothing is left of the body');
    return { status: response.status, headers: response.headers, text };
  }

  return (parcel, url, token) => post(parcel, url, token);
}

/** Largest answer that is read (bytes): more than any honest one. */
const largestAnswer = 16 * 1024 * 1024;

/** The answer had a body of which nothing could be read. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** fetch gives a compressed body that was cut off as far as it could be read, perhaps nothing: that is no empty answer. */
const hadBody = ({ headers }: Response) => headers.has('content-encoding') || Number(headers.get('content-length')) > 0;

/** `host[:port]`, or `*.domain` for everything below it. */
function hostAllowed(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
}

/** Where a redirect or next link leads, if a token may go there: the same scheme, a host of the list, no user. */
export function allowedUrl(target: string | null, from: string, hosts: readonly string[]): string | null {
  const url = target === null ? null : URL.parse(target, from);
  if (url === null || url.protocol !== new URL(from).protocol || url.username || url.password) return null;
  return hostAllowed(url.host, hosts) ? url.href : null;
}
