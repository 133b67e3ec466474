import type { Clock } from '../../ports/clock.ts';
import { Fault } from '../../ports/faults.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import type { LastCheck } from '../../ports/permissions.ts';
import { type Cmdlet, checkCall, isWrite, type Parameters } from './cmdlets.ts';
import { type Failure, type Page, parseError, parseRead, parseWrite, type Row } from './reply.ts';
import { tell } from './told.ts';
import { createBackoff } from './transport/backoff.ts';
import { createBundle } from './transport/bundle.ts';
import { createCheck } from './transport/check.ts';
import type { How, Urgency } from './transport/order.ts';
import { type Answer, allowedUrl, type Call, createCall, createPost, type Timeouts } from './transport/post.ts';
import { createQueue } from './transport/queue.ts';
import { createRate } from './transport/rate.ts';

export interface InvokeOptions extends Timeouts {
  /** Where Exchange Online is: `https://outlook.office365.com`. */
  readonly origin: string;
  readonly tenant: string;
  /** Gives a bearer token; `fresh` after one was refused. Throws `Fault` only. */
  readonly token: (options?: { readonly fresh?: boolean }) => Promise<string>;
  /** Hosts beside the origin's that may get the token by a redirect or next page: `host[:port]` or `*.domain`. */
  readonly hosts: readonly string[];
  readonly clock: Clock;
  readonly log?: Log;
  /** A pause that another process was told holds here too, and its requests count; null: there are none. */
  readonly shared?: Limits | null;
  readonly fetch?: typeof fetch;
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** From 0 to below 1: spreads the pauses that Exchange does not name. */
  readonly random?: () => number;
}

export interface Result {
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
}

/**
 * Runs one of our cmdlets in Exchange Online by the REST call that Microsoft's ExchangeOnlineManagement module makes
 * (`adminapi/beta/…/InvokeCommand`), all pages of it. Never throws for what Exchange does or says; throws TypeError
 * on a call that must not be made (see checkCall).
 */
export type Invoke = (cmdlet: Cmdlet, parameters: Parameters, wish?: Wish) => Promise<Result | Failure>;

export interface Wish {
  /** Default `now`. */
  readonly urgency?: Urgency;
  /** Of a change. */
  readonly check?: LastCheck | undefined;
}

const mostPages = 50;

export function createInvoke(options: InvokeOptions): Invoke {
  const { origin, tenant, token, clock, log, fetch: fetcher = fetch, concurrency = 10, random } = options;
  const hosts = [new URL(origin).host, ...options.hosts];
  const api = `${origin}/adminapi/beta/${tenant}`;
  const backoff = createBackoff(clock, random, options.shared);
  const post = createPost({ backoff, clock, hosts, fetcher });
  const bundle = createBundle({ tenant, batchUrl: `${api}/$batch`, post, backoff, clock, log });
  const rate = createRate(() => clock.now().getTime());
  const queue = createQueue({ bundle, backoff, rate, clock, concurrency, shared: options.shared ?? null });

  /** One page. A refused token (or a role that came after it) is worth one new token. */
  async function page(call: Call, url: string, how: How): Promise<Page | Failure> {
    const kept = await token();
    const first = await ask(call, url, kept, how);
    if (!('failed' in first) || first.failed !== 'forbidden') return first;
    const fresh = await token({ fresh: true });
    return fresh === kept ? first : ask(call, url, fresh, how);
  }

  async function ask(call: Call, url: string, token: string, how: How): Promise<Page | Failure> {
    const answer = await queue(call, url, token, how);
    const read = judge(call, answer);
    tell(log, call, answer, read);
    return read;
  }

  function judge(call: Call, answer: Answer | Failure): Page | Failure {
    if ('failed' in answer) return answer;
    const reply = { ...answer, comeBack: (why: 'throttled' | 'unavailable') => backoff.comeBack(why, answer.headers) };
    const ok = answer.status >= 200 && answer.status < 300;
    const read = ok ? (isWrite(call.kind) ? parseWrite : parseRead)(reply) : parseError(reply);
    // A "no" of the cmdlet's is an answer of a service that works.
    if (!('failed' in read) || (read.failed !== 'retry' && read.failed !== 'lost')) backoff.recovered();
    return read;
  }

  async function allPages(call: Call, how: How): Promise<Result | Failure> {
    const rows: Row[] = [];
    const warnings: string[] = [];
    let url: string | null = `${api}/InvokeCommand`;
    for (let count = 0; count < mostPages; count += 1) {
      // Part of a list is no list: what is missing could be the very entry that is asked for.
      if (url === null) return { failed: 'odd', text: 'The next page lies where we do not go' };
      const got: Page | Failure = await page(call, url, count === 0 ? how : { ...how, alone: true });
      if ('failed' in got) return got;
      rows.push(...got.rows);
      warnings.push(...got.warnings);
      if (got.next === null || isWrite(call.kind)) return { rows, warnings };
      url = allowedUrl(got.next, url, hosts);
    }
    return { failed: 'odd', text: `More than ${mostPages} pages` };
  }

  async function run(what: readonly [Cmdlet, Parameters], how: How, check?: LastCheck): Promise<Result | Failure> {
    try {
      const call = createCall(tenant, what, options, check && createCheck(check, clock));
      return await allPages(call, how);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const why = 'unavailable';
      return { failed: 'retry', why, at: error.retryAt ?? backoff.comeBack(why) };
    }
  }

  return async (cmdlet, parameters, { urgency = 'now', check } = {}) => {
    checkCall(cmdlet, parameters);
    const first = await run([cmdlet, parameters], { urgency, alone: false }, check);
    // A read may be asked again at once: a kept connection that has just gone stale is the usual cause.
    const again = 'failed' in first && first.failed === 'lost' && !isWrite(cmdlet) && !timedOut(first.cause);
    // By itself: another call of its batch may have been why.
    return again ? run([cmdlet, parameters], { urgency, alone: true }) : first;
  };
}

const timedOut = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';
