import type { Actor } from '../../domain/events.ts';
import { parseUserId } from '../../domain/ids.ts';
import { maySeeGroupAudit, maySeePersonAudit } from '../../domain/policy.ts';
import type { Understood } from '../../language/intent.ts';
import type { Group, Match, Person } from '../../ports/directory.ts';
import type { AuditOf, AuditRecord } from '../../ports/store.ts';
import type { AuditShown, Where, Who } from '../../present/view.ts';
import { type Audited, byRequest, fold, rowsOf } from '../audited.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import type { Deps } from '../deps.ts';
import { isNamed, toWhere, toWho, withAddress } from '../facts/names.ts';
import { candidates, findGroup, findPerson, people, which } from '../facts/resolve.ts';
import { speakerLooks, watcher } from '../facts/roles.ts';

/** What has happened on a group or to a person: for the group's owners, auditors and admins. */
export const audit: Command = {
  intents: ['audit'],
  async said(context, said) {
    if (said.people.length > 0) {
      const found = await people(context, { ...said, people: said.people.slice(0, 1) });
      if ('replies' in found) return found.replies;
      return auditPerson(context, found.all[0] as Person);
    }
    const [words] = said.groups;
    return words === undefined ? auditNothing(context) : auditWords(context, said, words);
  },
};

/** A bare name may be a group or a person: both are looked up, and asked back if both match. */
async function auditWords(context: Context, said: Understood, words: string): Promise<Replies> {
  const [group, person] = await Promise.all([findGroup(context, words), findPerson(context, words)]);
  const all = [...candidates(group), ...candidates(person)];
  if (all.length === 0) return notice('group-unknown', { words, near: nearest(group) });
  const it = only(group, person, words);
  if (it !== null) return 'kind' in it ? auditGroup(context, it) : auditPerson(context, it);
  const shown = [...candidates(group).map(toWhere), ...candidates(person).map(toWho)];
  return which(context, said, 'groups', 0, words, all, shown);
}

/**
 * The one that is meant: it alone was found, or the words are its whole name and only a part of the others'. Null: that
 * must be asked.
 */
function only(group: Match<Group>, person: Match<Person>, words: string): Group | Person | null {
  const all = [...candidates(group), ...candidates(person)];
  if (all.length === 1) return all[0] ?? null;
  const whole = all.filter((one) => isNamed(one, words));
  // Of several groups, or several people, one may imitate another: then its whole name is not enough.
  const certain = [group, person].flatMap((match) => (match.found === 'one' ? [match.it] : []));
  return certain.find((one) => whole.length === 1 && whole.includes(one)) ?? null;
}

const nearest = (match: Match<Group>) =>
  match.found === 'none' ? match.near.map((one) => withAddress(toWhere(one))).join(', ') : '';

async function auditGroup(context: Context, group: Group): Promise<Replies> {
  const looks = await speakerLooks(context, group.id);
  if (!maySeeGroupAudit(looks))
    return notice('not-allowed-to-see', { what: 'audit-group', group: withAddress(toWhere(group)) });
  return show(context, toWhere(group), { group: group.id });
}

async function auditPerson(context: Context, person: Person): Promise<Replies> {
  const { deps, speaker } = context;
  if (!maySeePersonAudit(await watcher(deps, speaker.id)))
    return notice('not-allowed-to-see', { what: 'audit-person', person: withAddress(toWho(person)) });
  return show(context, toWho(person), { person: person.id });
}

/** Without a name: everything, for those who may see everything. */
async function auditNothing(context: Context): Promise<Replies> {
  const { deps, speaker } = context;
  if (!maySeePersonAudit(await watcher(deps, speaker.id))) return notice('audit-of-what');
  return show(context, null, {});
}

/** Rows of changes, and rows in all: what came to nothing takes only the places of what came to nothing. */
const most = { changes: 14, all: 20 };
/** Records read of either kind: a change has some three. */
const read = 120;

async function show({ deps }: Context, about: Who | Where | null, of: AuditOf): Promise<Replies> {
  const [changes, latest] = await Promise.all([deps.audit.latestChanges(of, read), deps.audit.latest(of, read)]);
  const requests = [...changes, ...latest].map(({ request }) => request);
  const records = await deps.audit.ofRequests([...new Set(requests)]);
  const all = byRequest(records)
    .flatMap(rowsOf)
    .toSorted((one, other) => other.seq - one.seq);
  // What is older than all that was read may have others beside it that were not.
  const since = (looked: readonly AuditRecord[]) => (looked.length < read ? 0 : (looked.at(-1)?.seq ?? 0));
  const changed = all.filter((row) => row.changed && row.seq >= since(changes));
  const others = fold(all.filter((row) => !row.changed && row.seq >= since(latest)));
  const shown = [changed.slice(0, most.changes), others.slice(0, most.all - Math.min(changed.length, most.changes))];
  const left = {
    changes: changed.length > most.changes || since(changes) > 0,
    others: others.length > (shown[1]?.length ?? 0) || since(latest) > 0,
  };
  const entries = await named(
    deps,
    shown.flat().toSorted((one, other) => other.seq - one.seq),
  );
  return [{ show: { view: 'audit', about, entries, left } }];
}

/** Rows with the names of today. */
async function named(deps: Deps, rows: readonly Audited[]): Promise<readonly AuditShown[]> {
  const people = rows.flatMap(({ person, asked, approved, closed, passed }) => [
    person,
    ...(passed ? [...passed.from, ...passed.to] : []),
    ...[asked, approved, closed].flatMap((step) => parseUserId(step?.by) ?? []),
  ]);
  const { who, where } = await deps.names(
    people,
    rows.map(({ group }) => group),
  );
  const by = <Step extends { readonly by: Actor }>(step: Step | null) => {
    const person = parseUserId(step?.by);
    return step && { ...step, by: person && who(person) };
  };
  return rows.map(({ seq: _, group, person, asked, approved, closed, passed, ...row }) => ({
    ...row,
    group: where(group),
    person: who(person),
    asked: by(asked),
    approved: by(approved),
    closed: by(closed),
    passed: passed && { from: passed.from.map(who), to: passed.to.map(who) },
  }));
}
