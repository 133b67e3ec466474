import { AUDIT_END, type AuditPlace } from '../../domain/cursor.ts';
import type { Actor } from '../../domain/events.ts';
import { parseUserId } from '../../domain/ids.ts';
import { maySeeGroupAudit, maySeePersonAudit } from '../../domain/policy.ts';
import type { AuditOf, AuditRecord } from '../../ports/store.ts';
import type { AuditShown } from '../../present/view.ts';
import type { Deps } from '../deps.ts';
import type { LookUpNames } from '../facts/names.ts';
import { type Audited, byRequest, fold, rowsOf } from './audited.ts';
import type { Answer, Viewer } from './viewer.ts';

/** A group, a person, or neither: everything. */
export type AuditQuestion = Omit<AuditOf, 'before'>;

type Needs = Pick<Deps, 'audit' | 'names'>;

export interface AuditPage {
  /** Newest first, with the names of today. */
  readonly entries: readonly AuditShown[];
  /** Whether older rows are left, of either kind. */
  readonly left: { readonly changes: boolean; readonly others: boolean };
}

/** Rows of changes, and rows in all: what came to nothing takes only the places of what came to nothing. */
const most = { changes: 14, all: 20 };
/** Records read of either kind: a change has some three. */
const read = 120;

/**
 * What has happened, after a place in it: on a group for its owners, auditors and admins; to a person, or at all, for
 * auditors and admins.
 */
export async function auditOf(
  deps: Needs,
  viewer: Viewer,
  of: AuditQuestion,
  after: AuditPlace | null,
): Promise<Answer<AuditPage>> {
  return (await maySee(viewer, of)) ? { data: await pageOf(deps, of, after) } : { refused: 'not-allowed' };
}

const maySee = async (viewer: Viewer, { group }: AuditQuestion): Promise<boolean> =>
  group === undefined ? maySeePersonAudit(await viewer.watches()) : maySeeGroupAudit(await viewer.looks(group));

async function pageOf(deps: Needs, of: AuditQuestion, after: AuditPlace | null): Promise<AuditPage> {
  const { changes, others } = after ?? { changes: AUDIT_END, others: AUDIT_END };
  const [changing, latest] = await Promise.all([
    deps.audit.latestChanges({ ...of, before: changes }, read),
    deps.audit.latest({ ...of, before: others }, read),
  ]);
  const requests = [...changing, ...latest].map(({ request }) => request);
  const rows = byRequest(await deps.audit.ofRequests([...new Set(requests)])).flatMap(rowsOf);
  const ordered = rows.toSorted((one, other) => other.seq - one.seq);
  // What is older than all that was read may have others beside it that were not.
  const since = (looked: readonly AuditRecord[]) => (looked.length < read ? 0 : (looked.at(-1)?.seq ?? 0));
  const within = ({ seq }: Audited, before: number, looked: readonly AuditRecord[]) =>
    seq < before && seq >= since(looked);
  const changed = ordered.filter((row) => row.changed && within(row, changes, changing));
  const nothing = fold(ordered.filter((row) => !row.changed && within(row, others, latest)));
  const room = most.all - Math.min(changed.length, most.changes);
  const shown = [...changed.slice(0, most.changes), ...nothing.slice(0, room)];
  return {
    entries: await named(
      deps.names,
      shown.toSorted((one, other) => other.seq - one.seq),
    ),
    left: {
      changes: changed.length > most.changes || since(changing) > 0,
      others: nothing.length > room || since(latest) > 0,
    },
  };
}

/** Rows with the names of today. */
export async function named(names: LookUpNames, rows: readonly Audited[]): Promise<readonly AuditShown[]> {
  const people = rows.flatMap(({ person, asked, approved, closed, passed }) => [
    person,
    ...(passed ? [...passed.from, ...passed.to] : []),
    ...[asked, approved, closed].flatMap((step) => parseUserId(step?.by) ?? []),
  ]);
  const { who, where } = await names(
    people,
    rows.map(({ group }) => group),
  );
  const by = <Step extends { readonly by: Actor }>(step: Step | null) => {
    const person = parseUserId(step?.by);
    return step && { ...step, by: person && who(person) };
  };
  return rows.map(({ group, person, asked, approved, closed, passed, ...row }) => ({
    ...row,
    group: where(group),
    person: who(person),
    asked: by(asked),
    approved: by(approved),
    closed: by(closed),
    passed: passed && { from: passed.from.map(who), to: passed.to.map(who) },
  }));
}
