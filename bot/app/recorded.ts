import { LRUCache } from 'lru-cache';
import type { Event, EventType } from '../domain/events.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Log } from '../ports/log.ts';
import type { Permissions } from '../ports/permissions.ts';
import type { Change, Store } from '../ports/store.ts';
import { concerns, presentStory, type Story } from '../ports/story.ts';

/** What comes after these rests on calls of its own. */
const closing: readonly EventType[] = ['right.applied', 'right.ended', 'request.failed', 'request.cancelled'];
/** Ids that one record names: of an outage, the last ones. */
const most = 10;

/** The application's store and permissions, whose changes can be followed in the log and found in Exchange. */
export interface Recorder {
  /**
   * One line at info for each event that is committed. Work remembers the turn that it goes back to, and what a job
   * writes down names the calls of Exchange that it rests on.
   */
  store(store: Store): Store;
  /** One line at info for each change that Exchange was asked for. */
  permissions(permissions: Permissions): Permissions;
}

export function createRecorder(log: Log): Recorder {
  /**
   * Over the tries of one effect: the reply of the first may be lost, and the second find it done. A process that dies in
   * between forgets them; the log has them.
   */
  const calls = new LRUCache<RequestId, readonly string[]>({ max: 10_000 });

  function remember({ requests }: Story, id: string): void {
    for (const request of requests) calls.set(request, [...(calls.get(request) ?? []), id].slice(-most));
  }

  /** A turn rests on nothing in Exchange, whatever is under way there meanwhile. */
  function resting(events: readonly Event[], story: Story | null): readonly Event[] {
    const exchange = story?.task ? [...story.requests].flatMap((request) => calls.get(request) ?? []) : [];
    return exchange.length === 0 ? events : events.map((event) => ({ ...event, exchange }));
  }

  function told({ type, request, actor }: Event): void {
    concerns(request);
    log.info('recorded', { request, code: type, person: actor });
    if (closing.includes(type)) calls.delete(request);
  }

  const commit = (store: Store) => async (change: Change) => {
    const story = presentStory();
    const events = resting(change.events, story);
    const cause = story === null ? {} : { cause: story.correlation };
    const result = await store.commit({ ...change, events, ...cause });
    if ('committed' in result) events.forEach(told);
    return result;
  };

  const changing =
    (operation: 'add' | 'remove', change: Permissions['add']): Permissions['add'] =>
    async (group, person, right, check) => {
      const story = presentStory();
      const before = story?.changes.length ?? 0;
      const outcome = await change(group, person, right, check);
      const call = story?.changes.slice(before).at(-1);
      const why = 'why' in outcome ? { code: outcome.why } : {};
      const what = { operation, kind: right, group, person: person.id };
      // What waits was not asked yet; what was held back at the last moment was asked of nobody.
      if (story && call && outcome.result !== 'retry') remember(story, call.clientRequestId);
      log[call ? 'info' : 'debug']('exchange.change', { ...what, outcome: outcome.result, ...why, ...call });
      return outcome;
    };

  return {
    store: (store) => ({ ...store, commit: commit(store) }),
    permissions: (permissions) => ({
      ...permissions,
      add: changing('add', permissions.add),
      remove: changing('remove', permissions.remove),
    }),
  };
}
