import { type DestinationStream, pino } from 'pino';
import { parseGuid } from '../../domain/ids.ts';
import type { Log, LogFields, LogLine } from '../../ports/log.ts';
import { describeError } from './errors.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const matching = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? value : withheld;
const whole = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : withheld);
const guid = (value: unknown) => (value === 'behalf' ? value : (parseGuid(value) ?? withheld));

/** Written in the place of what has not the form that its field must have: it might be anything. */
const withheld = '(withheld)';
const id = matching(/^[\w-]{1,64}$/);
const code = matching(/^[A-Za-z][\w.:-]{0,63}$/);
const request = matching(/^[A-Z0-9]{4,12}$/);
const list = (value: unknown) => (Array.isArray(value) ? value.slice(0, most).map(request) : withheld);
/** Requests of one sentence are fewer. */
const most = 50;

/** The only fields that are ever written, each only in its own form. Whatever else is handed in stays out. */
const allowed: { readonly [Field in keyof Required<LogFields>]: (value: unknown) => unknown } = {
  correlation: id,
  request,
  requests: list,
  task: code,
  person: guid,
  group: guid,
  code,
  status: whole,
  attempt: whole,
  kind: code,
  ms: whole,
  count: whole,
  port: whole,
  operation: matching(/^[A-Za-z]{1,20}( (\/(\$?[A-Za-z]{1,40}|\{id\})){1,8})?$/),
  cmdlet: code,
  outcome: code,
  clientRequestId: id,
  batch: id,
  claim: code,
  skewSeconds: whole,
  error: describeError,
};

/** Only the fields of the list, in their forms; absent and empty ones are left out. */
function sieve(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(allowed)) {
    const value = fields[name as keyof LogFields];
    if (value !== undefined && value !== null && value !== '') kept[name] = read(value);
  }
  return kept;
}

/**
 * A log of JSON lines (`{"level","time","event",…}`) on standard output, or the stream given. `time` is UTC, ISO 8601.
 * No message of an error and no free text is ever written: an SDK may put a token or a person's words into them.
 */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(1)): Log {
  const lines = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const at =
    (severity: LogLevel): LogLine =>
    (event, fields = {}) => {
      if (lines.isLevelEnabled(severity)) lines[severity](sieve(fields), String(code(event)));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
