import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Failure } from '../reply.ts';
import type { Backoff } from './backoff.ts';
import { type Addressed, fromBatch, refusesBatches, toBatch } from './batch.ts';
import type { Answer, Call, Post, Sent } from './post.ts';

type Answers = readonly (Answer | Failure)[];

/** Sends calls together. */
export interface Bundle {
  /** Does Exchange take batches, as far as we know? */
  taken(): boolean;
  /** Sends one to ten calls in one request, with the same token; gives an answer for each. Never throws. */
  send(calls: readonly Addressed[], token: string): Promise<Answers>;
}

export interface BundleOptions {
  readonly tenant: string;
  readonly batchUrl: string;
  readonly post: Post;
  readonly backoff: Backoff;
  readonly clock: Clock;
  readonly log: Log | undefined;
}

/** How long we believe that Exchange takes no batches (ms). */
const without = 3_600_000;

export function createBundle({ tenant, batchUrl, post, backoff, clock, log }: BundleOptions): Bundle {
  let takenFrom = Number.NEGATIVE_INFINITY;
  const now = () => clock.now().getTime();

  async function singly(calls: readonly Addressed[], token: string): Promise<Answers> {
    const answers: (Answer | Failure)[] = [];
    for (const { call, url } of calls) answers.push(await post(call, url, token));
    return answers;
  }

  async function together(calls: readonly Addressed[], token: string): Promise<Answers> {
    const whole = await post(toBatch(tenant, calls, token), batchUrl, token);
    if ('failed' in whole) return calls.map(({ call }) => ({ ...whole, ...sentIn(whole, call) }));
    if (refusesBatches(whole)) return refused(calls, token, whole);
    // What it says is about the batch, whatever it looks like: no cmdlet has refused anything.
    if (whole.status >= 300) return calls.map(({ call }) => ({ ...whole, text: '', ...sentIn(whole, call) }));
    const answers = fromBatch(whole, calls);
    for (const each of answers) if (!('failed' in each)) backoff.note(each.status, each.headers);
    return answers.map((each, at) => ({ ...each, ...sentIn(whole, calls[at]?.call) }));
  }

  /** A refused batch says nothing about its calls. That they fare better alone says that batches are not taken. */
  async function refused(calls: readonly Addressed[], token: string, { status }: Answer): Promise<Answers> {
    const answers = await singly(calls, token);
    if (now() >= takenFrom && answers.some((each) => !('failed' in each) && each.status !== status)) {
      log?.warn('exchange.no-batch', { status, count: calls.length });
      takenFrom = now() + without;
    }
    return answers;
  }

  return {
    taken: () => now() >= takenFrom,
    send: (calls, token) => (calls.length === 1 ? singly(calls, token) : together(calls, token)),
  };
}

/** A call's own part in a request that carried several. */
function sentIn(whole: Answer | Failure, call: Call | undefined): { readonly sent?: Sent } {
  const sent = 'sent' in whole ? whole.sent : undefined;
  return sent && call ? { sent: { id: call.id, batch: sent.id, ms: sent.ms } } : {};
}
