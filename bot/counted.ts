import type { Log, LogEvent, LogLine } from './ports/log.ts';
import type { Metrics } from './ports/metrics.ts';

/** Events of the log that an operator wants as figures, too: calls to Microsoft, and what went wrong. */
const calls: ReadonlySet<LogEvent> = new Set<LogEvent>(['graph.call', 'exchange.call']);
const faults: ReadonlySet<LogEvent> = new Set<LogEvent>([
  'graph.fault',
  'exchange.failed',
  'exchange.lost',
  'effect-waits',
  'turn-failed',
  'person-not-reached',
]);

/** The same log, that counts as it writes. Labels are codes only. */
export function counted(log: Log, metrics: Metrics): Log {
  const count: LogLine = (event, { status, code, ms } = {}) => {
    const name = event.replaceAll(/\W/g, '_');
    if (calls.has(event)) metrics.count(`${name}s`, { status: String(status ?? 0) });
    if (calls.has(event) && ms !== undefined) metrics.time(name, ms);
    if (faults.has(event)) metrics.count('faults', { event: name, code: code ?? 'none' });
  };
  const level =
    (write: LogLine): LogLine =>
    (event, fields) => {
      count(event, fields);
      write(event, fields);
    };
  return { debug: level(log.debug), info: level(log.info), warn: level(log.warn), error: level(log.error) };
}
