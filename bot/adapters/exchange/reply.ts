import { z } from 'zod';
import { parseClean } from '../../domain/text.ts';
import { isFinal, passes } from './refusals.ts';
import type { Sent } from './transport/post.ts';

/** An object as a cmdlet gives it. Read its fields by a schema. */
export type Row = Readonly<Record<string, unknown>>;

/** What went wrong, told apart by what may be done next. */
export type Failure =
  /** The cmdlet has run and says no. `type`: the exception's name, or empty. */
  | { readonly failed: 'refused'; readonly type: string; readonly text: string }
  /** The app lacks a role, or Exchange does not know it. */
  | { readonly failed: 'forbidden'; readonly text: string }
  /** Come back at `at`. `busy`: the cmdlet has failed with an error that says of itself that it passes. */
  | {
      readonly failed: 'retry';
      readonly why: 'throttled' | 'unavailable' | 'busy';
      readonly at: Date;
      readonly type?: string;
    }
  /** No (whole) answer: a change may have been made or not. */
  | { readonly failed: 'lost'; readonly text: string; readonly cause?: unknown; readonly sent?: Sent }
  /** An answer that is not understood; the same uncertainty. */
  | { readonly failed: 'odd'; readonly text: string }
  /** The change's last check said no: it was not sent. */
  | { readonly failed: 'withdrawn' };

export interface Page {
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
  /** Where the next page is; not to be trusted yet. */
  readonly next: string | null;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** When to come back, where that is the answer. */
  readonly comeBack: (why: 'throttled' | 'unavailable') => Date;
}

const message = z.union([z.string(), z.object({ message: z.string() }).transform((it) => it.message)]);
const messages = z
  .union([z.array(message), message.transform((one) => [one])])
  .nullish()
  .transform((list) => list ?? []);
const row = z.record(z.string(), z.unknown());
const envelope = z.object({
  value: z
    .union([z.array(row), row.transform((one) => [one])])
    .nullish()
    .transform((rows) => rows ?? null),
  '@adminapi.warnings': messages,
  '@adminapi.errors': messages,
  '@odata.nextlink': z.string().nullish(),
});
const inner = z
  .object({ internalexception: z.object({ message: z.string() }) })
  .transform((it) => it.internalexception);
const errorReply = z.object({
  error: z.union([
    z.string().transform((text) => ({ message: text, details: [], innererror: null, code: '' })),
    z.object({
      code: z.string().catch(''),
      message: z.string().catch(''),
      details: z.array(z.object({ message: z.string() })).catch([]),
      innererror: inner.nullable().catch(null),
    }),
  ]),
});

/** A successful answer of a read: it must hold a list. */
export function parseRead(reply: Reply): Page | Failure {
  const page = parsePage(reply);
  if ('failed' in page) return page;
  return page.rows === null ? { failed: 'odd', text: 'The answer holds no list' } : { ...page, rows: page.rows };
}

/** A successful answer of a write: often nothing at all. */
export function parseWrite(reply: Reply): Page | Failure {
  if (reply.text.trim() === '') return { rows: [], warnings: [], next: null };
  const page = parsePage(reply);
  return 'failed' in page ? page : { ...page, rows: page.rows ?? [] };
}

function parsePage(reply: Reply): (Omit<Page, 'rows'> & { readonly rows: readonly Row[] | null }) | Failure {
  const parsed = envelope.safeParse(annotationsInLowerCase(parseJson(reply.text)));
  if (!parsed.success) return { failed: 'odd', text: 'The answer has an unknown shape' };
  const { value, '@adminapi.warnings': warnings, '@adminapi.errors': errors, '@odata.nextlink': next } = parsed.data;
  const [error] = errors;
  if (error !== undefined) return judge({ text: error, certain: true }, reply);
  return { rows: value, warnings, next: next ?? null };
}

/**
 * An answer with a status of 400 or more. The status of a failed cmdlet is not documented: what the body says of an
 * exception goes before the status.
 */
export function parseError(reply: Reply): Failure {
  const parsed = errorReply.safeParse(keysInLowerCase(parseJson(reply.text)));
  return judge(parsed.success ? said(parsed.data.error) : { text: '', certain: false }, reply);
}

interface Said {
  /** `id|type|text`, or plain text. */
  readonly text: string;
  /** It is about the cmdlet, not about the service. */
  readonly certain: boolean;
}

function said(error: z.infer<typeof errorReply>['error']): Said {
  const details = error.details.map((detail) => detail.message);
  const detail = details.find((each) => each.includes('|')) ?? details[0] ?? error.innererror?.message;
  return detail === undefined ? { text: error.message || error.code, certain: false } : { text: detail, certain: true };
}

function judge({ text, certain }: Said, { status, comeBack }: Reply): Failure {
  const [, type = '', ...rest] = text.split('|');
  const typed = rest.length > 0;
  const plain = rest.join('|').trim() || text.trim();
  // A gateway speaks for itself; only a named exception is the cmdlet's.
  const ofCmdlet = typed || (certain && ![502, 503, 504].includes(status));
  const pass = passes(text);
  if (status === 429 || pass === 'throttled') return { failed: 'retry', why: 'throttled', at: comeBack('throttled') };
  if (isFinal('forbidden', text)) return { failed: 'forbidden', text: plain };
  if (pass === 'busy' && ofCmdlet)
    return { failed: 'retry', why: status === 503 ? 'unavailable' : 'busy', at: comeBack('unavailable'), type };
  if (status === 401 || (status === 403 && !typed)) return { failed: 'forbidden', text: plain };
  if (ofCmdlet) return { failed: 'refused', type: typed ? type.trim() : '', text: plain };
  if (status === 503) return { failed: 'retry', why: 'unavailable', at: comeBack('unavailable') };
  if (status >= 500 || status === 408) return { failed: 'lost', text: plain || `Status ${status}` };
  return plain ? { failed: 'refused', type: '', text: plain } : { failed: 'odd', text: `Status ${status}` };
}

/** Undefined when it is none: no schema takes that. */
function parseJson(text: string): unknown {
  try {
    return parseClean(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The casing of annotations (`@odata.nextLink`) varies; the cmdlet's own objects are left as they are. */
function annotationsInLowerCase(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each]));
}

/** The casing inside of errors (`innerError`, `internalException`) varies too. */
function keysInLowerCase(value: unknown, depth = 6): unknown {
  if (depth === 0) return value;
  if (Array.isArray(value)) return value.map((each) => keysInLowerCase(each, depth - 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key.toLowerCase(), keysInLowerCase(each, depth - 1)]),
  );
}
