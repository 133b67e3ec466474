import type { Actor, EventType } from '../../domain/events.ts';
import type { At, GroupId, RequestId, UserId } from '../../domain/ids.ts';
import type { AuditRecord } from '../../domain/record.ts';
import type { DelegatesRead, Panel, PanelKind, Right, Stray } from '../../domain/request.ts';
import type { AuditShown } from '../../present/view.ts';

/**
 * Records of the audit → its rows. A change of a right has a row with all that led to it; a request that came to nothing
 * has one row, and several that went the same way share it. So nobody fills the page by asking and taking back.
 */

/** A row before anybody's name is looked up. */
export type Audited = Omit<AuditShown, 'group' | 'person' | 'asked' | 'approved' | 'closed' | 'passed'> & {
  readonly group: GroupId;
  readonly person: UserId;
  readonly asked: Step | null;
  readonly approved: Step | null;
  readonly passed: { readonly from: readonly UserId[]; readonly to: readonly UserId[] } | null;
  readonly closed: (Step & { readonly how: NonNullable<AuditShown['closed']>['how'] }) | null;
};
interface Step {
  readonly by: Actor;
  readonly as: PanelKind | null;
  readonly at: At;
  readonly reason: string | null;
}

const known = new Set<EventType>([
  'request.made',
  'request.approved',
  'request.denied',
  'request.cancelled',
  'request.lapsed',
  'request.failed',
  'right.applying',
  'right.delayed',
  'right.applied',
  'right.found',
  'right.ending',
  'right.ended',
]);

/** The rows of one request, from its records, oldest first. */
export function rowsOf(records: readonly AuditRecord[]): readonly Audited[] {
  const find = (...events: readonly EventType[]) => records.findLast(({ event }) => events.includes(event));
  const [applying, ended] = [find('right.applying'), find('right.ended')];
  const there = find('right.applied') ?? find('right.found');
  const closed = find('request.denied', 'request.cancelled', 'request.lapsed', 'request.failed');
  const ending = find('right.ending');
  const last = ended ?? ending;
  const begun = closed ?? ending ?? applying ?? find('request.approved', 'request.made');
  const named = there ? [there, ...(last ? [last] : [])] : [...(begun ? [begun] : [])];
  const changed = there !== undefined || applying !== undefined;
  const others = records.filter(({ event }) => !known.has(event));
  return [
    ...named.map((record) => toRow(record, records, changed)),
    ...others.map((record) => toRow(record, [record], record.event.startsWith('drift.'))),
  ];
}

/** Each record of a request as a row of its own. */
export const stepsOf = (records: readonly AuditRecord[]): readonly Audited[] =>
  records.map((record) => toRow(record, [record], true));

function toRow(record: AuditRecord, all: readonly AuditRecord[], changed: boolean): Audited {
  const { seq, at, event, request, group, person, right, data } = record;
  const find = (...events: readonly EventType[]) => all.findLast((one) => events.includes(one.event));
  const made = find('request.made', 'right.found');
  const approval = find('request.approved');
  const stands = event === 'right.applied' || event === 'right.found';
  return {
    ...{ seq, oldest: seq, at, event, request, group, person, right, changed },
    asked: made ? { ...stepOf(made), reason: 'asked' in made.data ? made.data.asked.reason : null } : null,
    approved: approval ? stepOf(approval) : null,
    passed: 'from' in data ? { from: peopleIn(data.from), to: peopleIn(data.to) } : null,
    closed: stands ? null : closedBy(record, find('right.ending')),
    ...('stray' in data ? strayIn(event, data.stray) : both(record, find('right.applying'))),
    folded: [],
  };
}

const peopleIn = (panels: readonly Panel[]) => panels.flatMap(({ people }) => people);

function stepOf({ actor, at, data }: AuditRecord): Step {
  return { by: actor, as: 'as' in data ? data.as : null, at, reason: 'reason' in data ? data.reason : null };
}

/** Who denied, withdrew, stopped or ended it; null: nobody did. */
function closedBy(record: AuditRecord, stop: AuditRecord | undefined): Audited['closed'] {
  const { event, at, actor } = record;
  const ending = endingOf(record) ?? (stop && endingOf(stop));
  if (event === 'request.denied') return { ...stepOf(record), how: 'denied' };
  if (event === 'request.cancelled' && ending == null) return { ...stepOf(record), how: 'withdrawn' };
  if (ending == null || event === 'request.failed' || event === 'request.lapsed') return null;
  // A stop before the right was applied counts as withdrawn by the holder's side, and as taken away by the owners'.
  const how = event === 'request.cancelled' && ending.cause === 'given-back' ? 'withdrawn' : ending.cause;
  return { by: actor, as: ending.as ?? null, at, reason: ending.reason ?? null, how };
}

const endingOf = ({ data }: AuditRecord) => ('ending' in data ? data.ending : undefined);

function holders(read: DelegatesRead | undefined, right: Right): Audited['before'] {
  return read === undefined || read === 'not-read' ? (read ?? null) : read[right].map(holder);
}

/** Who held the right before and after. */
function both(record: AuditRecord, begun: AuditRecord | undefined): Pick<Audited, 'before' | 'after'> {
  const { data, right } = record;
  const before = beforeIn(record) ?? (begun && beforeIn(begun));
  return { before: holders(before, right), after: holders('after' in data ? data.after : undefined, right) };
}

function beforeIn({ data }: AuditRecord): DelegatesRead | undefined {
  if ('before' in data) return data.before;
  return 'delegates' in data ? data.delegates : undefined;
}

/** Somebody who has come to hold the right beside a request, or does not any more. */
function strayIn(event: EventType, { name, address }: Stray): Pick<Audited, 'before' | 'after'> {
  return event === 'drift.gone'
    ? { before: [{ name, address }], after: null }
    : { before: null, after: [{ name, address }] };
}

/** `Alex Wilber <alexw@contoso.com>`, as app/delegates.ts writes it: the last brackets hold the address. */
function holder(label: string): { readonly name: string; readonly address: string | null } {
  const parts = /^(.*) <([^<>]*)>$/su.exec(label);
  return { name: parts?.[1] ?? label, address: parts?.[2] ?? null };
}

/** Requests that one after the other came to nothing in the same way, by one person: one row, the latest first. */
export function fold(rows: readonly Audited[]): readonly Audited[] {
  const folded: Audited[] = [];
  for (const row of rows) {
    const last = folded.at(-1);
    if (last === undefined || !goesWith(row, last)) folded.push(row);
    else
      folded[folded.length - 1] = {
        ...last,
        oldest: row.seq,
        folded: [...last.folded, { request: row.request, askedAt: row.asked?.at ?? null }],
      };
  }
  return folded;
}

const over: ReadonlySet<string> = new Set(['request.denied', 'request.cancelled', 'request.lapsed', 'request.failed']);

function goesWith(row: Audited, last: Audited): boolean {
  const key = ({ event, asked, closed, group, person, right }: Audited) =>
    [event, asked?.by, closed?.by, closed?.as, closed?.how, group, person, right].join(' ');
  return !row.changed && !last.changed && over.has(row.event) && key(row) === key(last);
}

/** All records by their request. */
export const byRequest = (records: readonly AuditRecord[]): readonly (readonly AuditRecord[])[] => [
  ...Map.groupBy(records, ({ request }): RequestId => request).values(),
];
