import { randomUUID } from 'node:crypto';
import type { Log } from '../../ports/log.ts';
import { type Cmdlet, isWrite, type Parameters } from './cmdlets.ts';
import type { Gate } from './gate.ts';
import type { Failure } from './reply.ts';
import { type Answer, allowedUrl, send } from './wire.ts';

/** One call of a cmdlet, ready to be sent (and sent again, for its next pages). */
export interface Call {
  readonly cmdlet: Cmdlet;
  /** `client-request-id`: what Microsoft's support asks for. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

export interface Timeouts {
  readonly readTimeoutMs?: number;
  readonly writeTimeoutMs?: number;
}

/** One a process, as one PowerShell session has one. */
const connection = randomUUID();

export function createCall(tenant: string, cmdlet: Cmdlet, parameters: Parameters, timeouts: Timeouts): Call {
  const { readTimeoutMs = 30_000, writeTimeoutMs = 60_000 } = timeouts;
  const id = randomUUID();
  return {
    cmdlet,
    id,
    body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } }),
    timeoutMs: isWrite(cmdlet) ? writeTimeoutMs : readTimeoutMs,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      // The system mailbox that Microsoft's own module anchors app-only calls to.
      'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant}`,
      'x-responseformat': 'json',
      'x-cmdletname': cmdlet,
      prefer: 'odata.maxpagesize=1000',
      'client-request-id': id,
      'connection-id': connection,
    },
  };
}

/** Sends a call to a URL with a token; gives any answer but a redirect, or why there is none. Never throws. */
export type Post = (call: Call, url: string, token: string) => Promise<Answer | Failure>;

const mostRedirects = 3;

/** `hosts`: where the token may go. The gate is asked last, with nothing between it and the wire. */
export function createPost(gate: Gate, hosts: readonly string[], log: Log | undefined, fetcher: typeof fetch): Post {
  async function post(call: Call, url: string, token: string, redirects = 0): Promise<Answer | Failure> {
    const closed = gate.closed();
    if (closed) return { failed: 'retry', why: closed.why, at: closed.until };
    const answer = await sendLogged(call, url, token);
    if ('failed' in answer) return answer;
    gate.note(answer.status, answer.headers);
    if (![301, 302, 307, 308].includes(answer.status)) return answer;
    const target = allowedUrl(answer.headers.get('location'), url, hosts);
    if (target === null || redirects >= mostRedirects)
      return { failed: 'odd', text: 'Redirected to where we do not go' };
    return post(call, target, token, redirects + 1);
  }

  async function sendLogged(call: Call, url: string, token: string): Promise<Answer | Failure> {
    const began = performance.now();
    const fields = () => ({ kind: call.cmdlet, clientRequestId: call.id, ms: Math.round(performance.now() - began) });
    try {
      const headers = { ...call.headers, authorization: `Bearer ${token}` };
      const answer = await send(fetcher, url, headers, call.body, call.timeoutMs);
      log?.debug('exchange.call', { ...fields(), status: answer.status });
      return answer;
    } catch (error) {
      log?.warn('exchange.lost', { ...fields(), error });
      return { failed: 'lost', text: 'The answer was lost', cause: error };
    }
  }

  return (call, url, token) => post(call, url, token);
}
