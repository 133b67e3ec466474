import { Fault } from '../../ports/faults.ts';
import type { Log } from '../../ports/log.ts';
import { errorCode, odd } from './replies.ts';
import type { Ask, Reply } from './wire.ts';

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
  /**
   * The fault of a refusal that is no answer. A question that Graph does not take is ours, and is reported by its
   * measures: to ask the same again is of no use.
   */
  unanswered(ask: Ask, reply: Reply): Fault;
}

/** The statuses of a question that is asked wrongly: malformed, unsupported, or too long. */
export const wronglyAsked: ReadonlySet<number> = new Set([400, 413, 414, 422, 431]);

export const createTeller = (log: Log): Teller => ({
  tell: (ask, sent) =>
    log.debug('graph.call', { operation: operationOf(ask), outcome: outcomeOf(sent.status), ...sent }),
  fail(error) {
    if (error instanceof Fault) log.warn('graph.fault', { code: error.code, error });
    throw error;
  },
  unanswered(ask, { status, body }) {
    const operation = operationOf(ask);
    if (!wronglyAsked.has(status)) return odd(`${operation} was answered with ${status}`);
    const { kind, count } = measure(ask);
    log.warn('graph.refused', { operation, status, code: errorCode(body) ?? '', kind, count });
    return new Fault('directory-refused', `Graph does not take a question: ${operation}, ${kind}, ${status}`);
  },
});

/** By what is asked, and with how many characters; never with which. */
function measure({ path }: Ask): { readonly kind: string; readonly count: number } {
  const { searchParams } = new URL(path, 'https://graph');
  const kind = ['filter', 'search'].find((option) => searchParams.has(`$${option}`)) ?? 'path';
  return { kind, count: searchParams.get(`$${kind}`)?.length ?? path.length };
}

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
