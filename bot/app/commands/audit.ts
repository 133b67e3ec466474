import { maySeeGroupAudit, maySeePersonAudit } from '../../domain/policy.ts';
import type { Right } from '../../domain/request.ts';
import type { Understood } from '../../language/intent.ts';
import type { Group, Match, Person } from '../../ports/directory.ts';
import type { AuditRecord } from '../../ports/store.ts';
import type { AuditShown } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { isNamed, type Names, toWhere, toWho } from '../names.ts';
import { candidates, findGroup, findPerson, people, which } from '../resolve.ts';
import { looker, watcher } from '../roles.ts';

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

const most = 20;
/** Some of the latest are only delays, which are left out. */
const read = 3 * most;

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

const nearest = (match: Match<Group>) => (match.found === 'none' ? match.near.map(({ name }) => name).join(', ') : '');

async function auditGroup(context: Context, group: Group): Promise<Replies> {
  const { deps, speaker } = context;
  const looks = await looker(deps, speaker.id, group.id);
  if (!maySeeGroupAudit(looks)) return notice('not-allowed-to-see', { what: 'audit-group', group: group.name });
  return show(context, group.name, await deps.audit.latest({ group: group.id }, read));
}

async function auditPerson(context: Context, person: Person): Promise<Replies> {
  const { deps, speaker } = context;
  if (!maySeePersonAudit(await watcher(deps, speaker.id)))
    return notice('not-allowed-to-see', { what: 'audit-person', person: person.name });
  return show(context, person.name, await deps.audit.latest({ person: person.id }, read));
}

/** Without a name: everything, for those who may see everything. */
async function auditNothing(context: Context): Promise<Replies> {
  const { deps, speaker } = context;
  if (!maySeePersonAudit(await watcher(deps, speaker.id))) return notice('audit-of-what');
  return show(context, '', await deps.audit.latest({}, read));
}

async function show({ deps }: Context, about: string, records: readonly AuditRecord[]): Promise<Replies> {
  const told = records.filter(({ event }) => event !== 'right.delayed');
  const shown = told.slice(0, most);
  const people = shown.flatMap(({ person, actor }) => (actor === 'behalf' ? [person] : [person, actor]));
  const names = await deps.names(
    people,
    shown.map(({ group }) => group),
  );
  const entries = shown.map((record) => toEntry(record, names));
  return [{ show: { view: 'audit', about, entries, more: told.length > most } }];
}

function toEntry(
  { at, event, request, right, group, person, actor, data }: AuditRecord,
  { who, where }: Names,
): AuditShown {
  return {
    at,
    event,
    request,
    right: right as Right,
    group: where(group).name,
    person: who(person).name,
    actor: actor === 'behalf' ? 'Behalf' : who(actor).name,
    reason: reasonOf(data),
    before: event === 'drift.gone' ? strayIn(data) : holders(data.before, right),
    after: event === 'drift.found' ? strayIn(data) : holders(data.after, right),
  };
}

/** The reason of the event itself, or of the request or ending inside it. */
function reasonOf(data: Readonly<Record<string, unknown>>): string | null {
  for (const source of [data, data.asked, data.ending]) {
    const reason = (source as { reason?: unknown } | undefined)?.reason;
    if (typeof reason === 'string') return reason;
  }
  return null;
}

/** Who has come to hold a right beside a request. */
function strayIn({ stray }: Readonly<Record<string, unknown>>): readonly string[] | null {
  const { name, address } = (stray ?? {}) as { readonly name?: unknown; readonly address?: unknown };
  return typeof name === 'string' ? [typeof address === 'string' ? `${name} <${address}>` : name] : null;
}

function holders(delegates: unknown, right: string): readonly string[] | 'not-read' | null {
  if (delegates === 'not-read') return delegates;
  const list = (delegates as Readonly<Record<string, unknown>> | undefined)?.[right];
  return Array.isArray(list) ? list.map(String) : null;
}
