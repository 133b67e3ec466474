import { type AuditPlace, readAuditPlace } from '../../domain/cursor.ts';
import { parseGroupId, parseRequestId, parseUserId, type RequestId } from '../../domain/ids.ts';
import type { Understood } from '../../language/intent.ts';
import type { Group, Match, Person } from '../../ports/directory.ts';
import type { Where, Who } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { isNamed, toWhere, toWho, withAddress } from '../facts/names.ts';
import { candidates, findGroup, findPerson, people, which } from '../facts/resolve.ts';
import type { Pressed } from '../pressed.ts';
import { type AuditQuestion, auditOf } from '../queries/audit.ts';
import { storyOf } from '../queries/story.ts';
import { viewerOf } from '../queries/viewer.ts';

/** What has happened on a group, to a person, or with one request. */
export const audit: Command = {
  intents: ['audit'],
  verbs: ['audit'],
  async said(context, said) {
    if (said.people.length > 0) {
      const found = await people(context, { ...said, people: said.people.slice(0, 1) });
      return 'replies' in found ? found.replies : auditPerson(context, found.all[0] as Person);
    }
    const [words] = said.groups;
    return words === undefined ? auditEverything(context) : auditWords(context, said, words);
  },
  pressed: (context, _verb, data) => goOn(context, data),
};

/** A bare name may be a group, a person or the id of a request: all are looked up, and asked back if several match. */
async function auditWords(context: Context, said: Understood, words: string): Promise<Replies> {
  const id = parseRequestId(words);
  const [group, person, story] = await Promise.all([
    findGroup(context, words),
    findPerson(context, words),
    id === null ? null : storyOf(context, viewerOf(context), id),
  ]);
  const all = [...candidates(group), ...candidates(person)];
  // Whoever names a group like an id of a request means the group.
  if (id !== null && story !== null && !all.some((one) => isNamed(one, words))) return showStory(id, story);
  if (all.length === 0) return notice('group-unknown', { words, near: nearest(group) });
  const it = only(group, person, words);
  if (it !== null) return 'kind' in it ? auditGroup(context, it) : auditPerson(context, it);
  const shown = [...candidates(group).map(toWhere), ...candidates(person).map(toWho)];
  return which(context, said, 'groups', 0, words, all, shown);
}

const showStory = (request: RequestId, story: Awaited<ReturnType<typeof storyOf>>): Replies =>
  'refused' in story
    ? notice('request-unknown', { request })
    : [{ show: { view: 'story', request, entries: story.data } }];

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
  const shown = await show(context, toWhere(group), { group: group.id }, null);
  return shown ?? notice('not-allowed-to-see', { what: 'audit-group', group: withAddress(toWhere(group)) });
}

async function auditPerson(context: Context, person: Person): Promise<Replies> {
  const shown = await show(context, toWho(person), { person: person.id }, null);
  return shown ?? notice('not-allowed-to-see', { what: 'audit-person', person: withAddress(toWho(person)) });
}

/** Without a name: everything, for those who may see everything. */
const auditEverything = async (context: Context): Promise<Replies> =>
  (await show(context, null, {}, null)) ?? notice('audit-of-what');

/** The next page of a card. Its ids are believed as far as the viewer may see what they name, which is read live. */
async function goOn(context: Context, { input, after }: Pressed): Promise<Replies> {
  const [group, person] = [parseGroupId(input('group')), parseUserId(input('person'))];
  const of: AuditQuestion = { ...(group !== null && { group }), ...(person !== null && { person }) };
  const { who, where } = await context.deps.names(person ? [person] : [], group ? [group] : []);
  const about = group ? where(group) : person && who(person);
  return (await show(context, about, of, readAuditPlace(after))) ?? notice('audit-of-what');
}

/** Null: it is not for this viewer to see. */
async function show(
  context: Context,
  about: Where | Who | null,
  of: AuditQuestion,
  after: AuditPlace | null,
): Promise<Replies | null> {
  const found = await auditOf(context.deps, viewerOf(context), of, after);
  return 'refused' in found ? null : [{ show: { view: 'audit', about, after, ...found.data } }];
}
