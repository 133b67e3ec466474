import { z } from 'zod';
import { parseClean } from '../../domain/text.ts';
import { createCaller as createHttps, Lost } from '../https/call.ts';
import { parseRetryAfter } from '../https/retry-after.ts';

/** One call to the connector; `url` is complete. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly token: string;
  /** Empty: none. */
  readonly body: string;
  /** `x-ms-client-request-id` (Microsoft's Azure REST guidelines): what Microsoft's support asks for. */
  readonly id: string;
  /** Default: 10 s. */
  readonly timeoutMs?: number;
}

/** What came back, or null when no whole reply came: then nobody knows whether Teams has done it. */
export type Reply = { readonly status: number; readonly retryAfter: string | null; readonly body: string } | null;

export type Caller = (call: Call) => Promise<Reply>;

const usualTimeoutMs = 10_000;
const largest = 64 * 1024;

/** Calls to the connector over kept-alive connections. */
export function createCaller(https = createHttps()): Caller {
  return async ({ method, url, token, body, id, timeoutMs = usualTimeoutMs }) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json; charset=utf-8',
      'x-ms-client-request-id': id,
    };
    try {
      const reply = await https({ method, url, headers, body: body || undefined, timeoutMs, largest });
      return { status: reply.status, retryAfter: reply.headers['retry-after'] ?? null, body: reply.text };
    } catch (error) {
      // A lost call is an answer of its own, and its causes (reset, refused, too late) all mean the same to the sender.
      if (error instanceof Lost) return null;
      throw error;
    }
  };
}

/** What a reply means for the sender. `pause`: no call to this service before that time (ms since 1970). */
export type Meaning =
  | { readonly means: 'done'; readonly activity: string | null }
  | { readonly means: 'pause'; readonly until: number; readonly status: number }
  | { readonly means: 'again' }
  | { readonly means: 'token' }
  | { readonly means: 'later' }
  | {
      readonly means: 'never';
      readonly why: 'blocked' | 'not-installed' | 'gone' | 'forbidden';
      readonly code: string;
    };

const doneSchema = z.object({ id: z.string().min(1) });
const faultSchema = z.object({ error: z.object({ code: z.string().regex(/^\w{1,60}$/) }) });
const unreachable: Readonly<Record<string, 'blocked' | 'not-installed' | 'gone'>> = {
  BotNotInConversationRoster: 'not-installed',
  ConversationBlockedByUser: 'blocked',
  MessageWritesBlocked: 'blocked',
  ConversationNotFound: 'gone',
  ActivityNotFoundInConversation: 'gone',
};
const worthAnother = [412, 502, 503, 504];

/** Source: "Send proactive messages", status codes (Microsoft Teams developer documentation). */
export function meaning(reply: Reply, now: number): Meaning {
  if (!reply) return { means: 'later' };
  const { status, retryAfter, body } = reply;
  if (status >= 200 && status < 300) return { means: 'done', activity: parse(doneSchema, body)?.id ?? null };
  const until = parseRetryAfter(retryAfter, new Date(now))?.getTime() ?? null;
  if ((status === 429 || worthAnother.includes(status)) && until !== null) return { means: 'pause', until, status };
  if (status === 429 || worthAnother.includes(status)) return { means: 'again' };
  if (status === 401) return { means: 'token' };
  if (status >= 500 || status === 408) return { means: 'later' };
  const code = parse(faultSchema, body)?.error.code ?? `http-${status}`;
  const why = status === 404 || status === 410 ? 'gone' : 'forbidden';
  return { means: 'never', why: unreachable[code] ?? why, code };
}

function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(parseClean(text)).data ?? null;
  } catch {
    return null; // a reply that is no JSON says nothing
  }
}
