import { z } from 'zod';
import type { At, GroupId, RequestId, UserId } from '../domain/ids.ts';
import type { Deciders, Right } from '../domain/request.ts';
import type { AuditRecord } from '../ports/store.ts';
import type { AuditShown } from '../present/view.ts';

/**
 * Records of the audit → its rows. A change of a right has a row with all that led to it; a request that came to nothing
 * has one row, and several that went the same way share it. So nobody fills the page by asking and taking back.
 */

/** A row before anybody's name is looked up. */
export type Audited = Omit<AuditShown, 'group' | 'person' | 'asked' | 'approved' | 'closed'> & {
  /** Sequence number of the record that names the row. */
  readonly seq: number;
  readonly group: GroupId;
  readonly person: UserId;
  readonly asked: Step | null;
  readonly approved: Step | null;
  readonly closed: (Step & { readonly how: NonNullable<AuditShown['closed']>['how'] }) | null;
};
interface Step {
  readonly by: UserId | 'behalf';
  readonly as: Deciders | null;
  readonly at: At;
  readonly reason: string | null;
}

const words = z.string().nullish();
const as = z.enum(['owners', 'admins']).nullish();
const list = z.array(z.string());
const delegates = z.union([z.literal('not-read'), z.object({ sendAs: list, sendOnBehalf: list })]).nullish();
const cause = z.enum(['given-back', 'taken-away', 'expired', 'replaced']);
/** What rows show of an event's own data. */
const shape = z.object({
  as,
  reason: words,
  asked: z.object({ requester: z.string(), reason: words }).nullish(),
  ending: z.object({ by: z.string(), as, cause, reason: words }).nullish(),
  before: delegates,
  after: delegates,
  delegates,
  stray: z.object({ name: z.string(), address: z.string().nullable() }).nullish(),
});
type Data = Partial<z.infer<typeof shape>>;
const dataOf = ({ data }: AuditRecord): Data => shape.safeParse(data).data ?? {};

const known: ReadonlySet<string> = new Set([
  ...['request.made', 'request.approved', 'request.denied', 'request.cancelled', 'request.lapsed', 'request.failed'],
  ...['right.applying', 'right.delayed', 'right.applied', 'right.found', 'right.ending', 'right.ended'],
]);

/** The rows of one request, from its records, oldest first. */
export function rowsOf(records: readonly AuditRecord[]): readonly Audited[] {
  const find = (...events: readonly string[]) => records.findLast(({ event }) => events.includes(event));
  const [applying, applied, found, ended] = ['right.applying', 'right.applied', 'right.found', 'right.ended'].map(
    (event) => find(event),
  );
  const there = applied ?? found;
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

function toRow(record: AuditRecord, all: readonly AuditRecord[], changed: boolean): Audited {
  const { seq, at, event, request, group, person } = record;
  const right: Right = record.right === 'sendAs' ? 'sendAs' : 'sendOnBehalf';
  const find = (...events: readonly string[]) => all.findLast((one) => events.includes(one.event));
  const made = find('request.made', 'right.found');
  const approval = find('request.approved');
  const data = dataOf(record);
  const stands = event === 'right.applied' || event === 'right.found';
  return {
    ...{ seq, at, event, request, group, person, right, changed },
    asked: made ? { ...stepOf(made), reason: dataOf(made).asked?.reason ?? null } : null,
    approved: approval ? stepOf(approval) : null,
    closed: stands ? null : closedBy(record, find('right.ending')),
    ...(data.stray ? strayIn(event, data.stray) : both(data, find('right.applying') ?? record, right)),
    folded: [],
  };
}

function stepOf(record: AuditRecord): Step {
  const { as, reason } = dataOf(record);
  return { by: record.actor, as: as ?? null, at: record.at, reason: reason ?? null };
}

/** Who denied, withdrew, stopped or ended it; null: nobody did. */
function closedBy(record: AuditRecord, stop: AuditRecord | undefined): Audited['closed'] {
  const { event, at, actor } = record;
  const ending = dataOf(record).ending ?? (stop && dataOf(stop).ending);
  if (event === 'request.denied') return { ...stepOf(record), how: 'denied' };
  if (event === 'request.cancelled' && ending == null) return { ...stepOf(record), how: 'withdrawn' };
  if (ending == null || event === 'request.failed' || event === 'request.lapsed') return null;
  // A stop before the right was applied counts as withdrawn by the holder's side, and as taken away by the owners'.
  const how = event === 'request.cancelled' && ending.cause === 'given-back' ? 'withdrawn' : ending.cause;
  return { by: actor, as: ending.as ?? null, at, reason: ending.reason ?? null, how };
}

function holders(read: z.infer<typeof delegates>, right: Right): Audited['before'] {
  if (read == null || read === 'not-read') return read ?? null;
  return read[right].map(holder);
}

/** Who held the right before and after. */
function both(data: Data, begun: AuditRecord, right: Right): Pick<Audited, 'before' | 'after'> {
  const before = data.before ?? data.delegates ?? dataOf(begun).before;
  return { before: holders(before, right), after: holders(data.after, right) };
}

/** Somebody who has come to hold the right beside a request, or does not any more. */
function strayIn(event: string, stray: NonNullable<Data['stray']>): Pick<Audited, 'before' | 'after'> {
  return event === 'drift.gone' ? { before: [stray], after: null } : { before: null, after: [stray] };
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
