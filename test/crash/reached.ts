import type { Event } from '../../bot/domain/events.ts';
import { evolve } from '../../bot/domain/evolve.ts';
import type { Request } from '../../bot/domain/request.ts';
import type { News, Recurring, Task } from '../../bot/domain/work.ts';
import { followUp } from '../../bot/domain/work-of.ts';
import type { Recorded } from './stored.ts';

/**
 * Every kind of work, of news and of event that there is. The compiler demands a new one here, and then a test demands a
 * scenario that reaches it. What comes of timers that no scenario waits for is left out: see test/journeys/timers.test.ts
 * and test/journeys/news.test.ts.
 */
type Timed = 'request.passed' | 'request.reminded' | 'waiting';
const kinds: Record<Exclude<Exclude<Task['kind'], Recurring> | News | Event['type'], Timed>, true> = {
  advance: true,
  forget: true,
  card: true,
  tell: true,
  applied: true,
  failed: true,
  denied: true,
  cancelled: true,
  lapsed: true,
  ended: true,
  refused: true,
  mistook: true,
  stray: true,
  'request.made': true,
  'request.approved': true,
  'request.denied': true,
  'request.cancelled': true,
  'request.lapsed': true,
  'request.failed': true,
  'right.applying': true,
  'right.delayed': true,
  'right.applied': true,
  'right.found': true,
  'right.ending': true,
  'right.ended': true,
  'drift.found': true,
  'drift.gone': true,
};

export const wanted: readonly string[] = Object.keys(kinds);

/** The kinds that a history holds: its events, and the work that follows from each. */
export function reachedBy(audit: readonly Recorded[]): ReadonlySet<string> {
  const states = new Map<string, Request>();
  const found = new Set<string>();
  for (const { event: type, at, request, actor, data } of audit) {
    const event = { ...data, type, at, request, actor } as unknown as Event;
    const state = evolve(states.get(request) ?? null, event);
    states.set(request, state);
    found.add(type);
    // Whom to tell of it stands in no event: the admins of that moment.
    if (event.type === 'request.failed' && event.why === 'exchange-forbidden') found.add('refused');
    if (event.type === 'drift.found') found.add(event.stray.by === 'behalf' ? 'mistook' : 'stray');
    for (const { task } of followUp(state, event)) {
      found.add(task.kind);
      if (task.kind === 'tell') found.add(task.news);
    }
  }
  return found;
}
