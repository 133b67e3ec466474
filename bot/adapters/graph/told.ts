import { Fault } from '../../ports/faults.ts';
import type { Log } from '../../ports/log.ts';
import type { Ask } from './wire.ts';

/** How a call has gone over the wire. */
export interface Sent {
  /** 0: no reply came. */
  readonly status: number;
  readonly ms: number;
  readonly clientRequestId: string;
}

/** Lines of the log for what is asked of Graph: to be written in the story of whoever asks. */
export interface Teller {
  tell(ask: Ask, sent: Sent): void;
  /** Why nothing came of it; throws that. */
  fail(error: unknown): never;
}

export const createTeller = (log: Log): Teller => ({
  tell: (ask, sent) =>
    log.debug('graph.call', { operation: operationOf(ask), outcome: outcomeOf(sent.status), ...sent }),
  fail(error) {
    if (error instanceof Fault) log.warn('graph.fault', { code: error.code, error });
    throw error;
  },
});

/** The words of Graph's paths. Whatever else stands in one is an id, and might be a name. */
const words = new Set(
  `users groups owners members transitiveMembers memberOf ownedObjects checkMemberGroups teamwork installedApps chat
  appCatalogs teamsApps directory deletedItems $batch`.split(/\s+/),
);

/** Method and path, without ids, names and query: `GET /groups/{id}/owners`. */
export function operationOf({ path, body }: Ask): string {
  const [place = ''] = path.split('?', 1);
  const parts = place.split('/').slice(1);
  return `${body ? 'POST' : 'GET'} /${parts.map((part) => (words.has(part) ? part : '{id}')).join('/')}`;
}

function outcomeOf(status: number): string {
  if (status === 0) return 'lost';
  if (status < 400) return 'done';
  return status === 429 || status >= 500 ? 'retry' : 'refused';
}
