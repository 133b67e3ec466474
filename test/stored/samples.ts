import { EMPTY_CHAIN, sealed } from '../../bot/domain/chain.ts';
import type { Event, EventType } from '../../bot/domain/events.ts';
import { evolve } from '../../bot/domain/evolve.ts';
import type { RequestId } from '../../bot/domain/ids.ts';
import { toEntry } from '../../bot/domain/record.ts';
import type { Asked, Request } from '../../bot/domain/request.ts';
import { writeRequest } from '../../bot/domain/stored/request.ts';
import { writeTask } from '../../bot/domain/stored/task.ts';
import type { Task } from '../../bot/domain/work.ts';
import { admin, alex, later, lidia, megan, nobody, now, patti, stamp, wish } from '../support/build.ts';

/** One history for each way in which a request can stand, and one task of each kind: what a release writes into its store. */

const owners = [{ of: 'owners', people: [megan, patti], needed: 1 }] as const;
const admins = [{ of: 'admins', people: [admin], needed: 1 }] as const;
const held = { sendAs: ['Alex Wilber <alexw@contoso.com>'], sendOnBehalf: ['Lidia'] };
const stray = { right: 'sendAs', id: patti, name: 'P', address: 'p@contoso.com', by: 'behalf', gone: false } as const;
const taken = { by: megan, as: 'owners', cause: 'taken-away', reason: 'over', at: now } as const;

type Of<T extends EventType> = Omit<Extract<Event, { type: T }>, 'request' | 'at' | 'actor' | 'type'>;
const terms: Asked['term'][] = [
  null,
  { kind: 'for', duration: 'P14D', zone: 'Europe/Amsterdam' },
  { kind: 'until', date: '2026-12-24', zone: 'UTC' },
];
const askedAs = (id: RequestId, n: number): Asked => ({
  ...wish({ id, batch: id, term: terms[n % terms.length] ?? null, reason: n % 2 === 0 ? null : 'the campaign' }),
  askedAt: now,
  held: n % 2 === 0 ? null : ['sendOnBehalf'],
  policy:
    n % 2 === 0
      ? stamp
      : {
          ...stamp,
          rule: 'marketing',
          hash: 'ab12',
          limits: ['floor'],
          approve: [{ from: 'risk', count: 2 }],
          escalate: null,
        },
});

/** Data of each event, by its code; the compiler sees to it that none is missing. */
const data: { readonly [T in Exclude<EventType, 'request.made' | 'right.found'>]: Of<T> } = {
  'request.passed': { from: owners, to: admins, escalated: 'admins' },
  'request.reminded': { people: [patti], count: 2 },
  'request.approved': { by: megan, as: 'owners', left: 0 },
  'request.denied': { by: megan, as: 'owners', reason: 'no' },
  'request.cancelled': { by: alex, reason: 'not needed' },
  'request.lapsed': { answered: { request: 'M4RT' as RequestId, endsAt: later(9) } },
  'request.failed': { why: 'group-gone' },
  'right.applying': { held: ['sendAs'], before: held, ids: [lidia], replacing: true, undoing: 'end-passed' },
  'right.delayed': { delay: { why: 'blocked', until: later(1), since: now, entry: 'old entry' } },
  'right.applied': { origin: 'granted', readBackAt: later(-1), endsAt: later(9), before: nobody, after: held },
  'drift.found': { stray },
  'drift.gone': { stray: { ...stray, gone: true } },
  'right.ending': { ending: taken },
  'right.ended': { ending: taken, before: 'not-read', after: nobody, proof: 'answered', replacedBy: null },
};

type Step = keyof typeof data | { readonly type: 'right.delayed'; readonly delay: Of<'right.delayed'>['delay'] };
const delayed = (delay: Of<'right.delayed'>['delay']): Step => ({ type: 'right.delayed', delay });
const away = { person: alex, until: later(60_000) };

/** Every status, and every kind of delay on the way. */
const stories: Readonly<Record<Request['status'] | 'ending' | 'ended' | 'found', readonly Step[]>> = {
  pending: ['request.passed', 'request.reminded'],
  approved: [
    'request.approved',
    'right.applying',
    'drift.found',
    'drift.gone',
    'right.delayed',
    delayed({ why: 'forbidden', of: 'group', since: now, told: true, until: later(9) }),
    delayed({ why: 'deleted', ...away, deletedAt: now }),
    delayed({ why: 'missing', ...away, deletedAt: null, since: now }),
    'right.ending',
  ],
  applied: ['request.approved', 'right.applied', delayed({ why: 'throttled', until: later(3), since: now })],
  ending: ['request.approved', 'right.applied', 'right.ending'],
  ended: ['request.approved', 'right.applied', 'right.ending', 'right.ended'],
  found: ['right.ending'],
  denied: ['request.denied'],
  cancelled: ['request.cancelled'],
  lapsed: ['request.lapsed'],
  failed: ['request.approved', 'request.failed'],
};

/** The events of each history, and the state that they lead to. */
export const histories = Object.entries(stories).map(([name, steps], n) => {
  const id = `S${n}MP` as RequestId;
  const base = { request: id, at: now, actor: megan } as const;
  const asked = askedAs(id, n);
  const first: Event =
    name === 'found'
      ? { ...base, type: 'right.found', asked, panels: owners, delegates: held }
      : { ...base, type: 'request.made', asked, panels: owners, exchange: ['5e0f'] };
  const events = steps.map((step): Event => {
    const own = typeof step === 'string' ? { type: step, ...data[step] } : step;
    return { ...base, ...own, actor: 'behalf' } as Event;
  });
  const state = events.reduce<Request>(evolve, evolve(null, first));
  return { asked, events: [first, ...events], state };
});

export const tasks: { readonly [Kind in Task['kind']]: Task & { readonly kind: Kind } } = {
  advance: { kind: 'advance', request: 'S0MP' as RequestId },
  card: { kind: 'card', batch: 'S0MP' as RequestId, person: megan, audience: 'approver', onlyEdits: true },
  tell: { kind: 'tell', request: 'S0MP' as RequestId, person: alex, news: 'applied' },
  forget: { kind: 'forget', batch: 'S0MP' as RequestId },
  sweep: { kind: 'sweep' },
  'hand-over': { kind: 'hand-over' },
  returns: { kind: 'returns' },
  tidy: { kind: 'tidy' },
};

/** The rows of all this as this release writes them, one line each, by the file that holds them. */
export function written(): Readonly<Record<'records' | 'requests' | 'tasks', readonly string[]>> {
  const entries = histories.flatMap(({ asked, events }) => events.map((event) => toEntry(event, asked)));
  return {
    records: sealed(entries, EMPTY_CHAIN).map((record) => JSON.stringify(record)),
    requests: histories.map(({ state }) => writeRequest(state)),
    tasks: Object.values(tasks).map(writeTask),
  };
}
