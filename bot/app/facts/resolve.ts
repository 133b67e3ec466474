import type { UserId } from '../../domain/ids.ts';
import { readTerm } from '../../domain/term.ts';
import type { Understood } from '../../language/intent.ts';
import type { Group, Match, Meant, Person } from '../../ports/directory.ts';
import type { Notice } from '../../present/notice.ts';
import type { Draft, View, Where, Who } from '../../present/view.ts';
import { type Context, notice, type Replies } from '../command.ts';
import { askBack, type Question } from '../question.ts';
import { isNamed, toWhere, toWho, withAddress } from './names.ts';
import { ifAllowed, ownGroups, sight, speakerAccount } from './roles.ts';

/** Words → people and groups, or the question that must be asked first. Never a silent best guess. */

type Found<T> = { readonly all: readonly T[] } | { readonly replies: Replies };

/** The people of a sentence. `matches`: what was found for each, where that was asked already. */
export async function people(
  context: Context,
  said: Understood,
  matches = matchPeople(context, said),
): Promise<Found<Person>> {
  const all: Person[] = [];
  for (const [index, match] of (await matches).entries()) {
    const words = said.people[index] ?? '';
    if (match.found === 'one') {
      if (!all.some(({ id }) => id === match.it.id)) all.push(match.it);
    } else if (match.found === 'many') {
      return {
        replies: await which(context, said, 'people', index, words, match.candidates, match.candidates.map(toWho)),
      };
    } else {
      return { replies: await unknown(context, said, 'person-unknown', words, match.near.map(toWho)) };
    }
  }
  return { all };
}

export const matchPeople = (context: Context, said: Understood): Promise<readonly Match<Person>[]> =>
  untilUncertain(said.people, (words) => findPerson(context, words));

/** One name after the other, as far as each is certain: what comes after the first that must be asked back costs nothing. */
async function untilUncertain<T>(
  all: readonly string[],
  find: (words: string) => Promise<Match<T>>,
): Promise<readonly Match<T>[]> {
  const matches: Match<T>[] = [];
  for (const words of all) {
    const match = await find(words);
    matches.push(match);
    if (match.found !== 'one') break;
  }
  return matches;
}

/** One person by words; the speaker is `me`. */
export function findPerson(context: Context, words: string): Promise<Match<Person>> {
  const { deps, looked } = context;
  const meant: Meant = (ids) => looked.ahead?.people(ids);
  const find = () => (words === 'me' ? findSpeaker(context, meant) : deps.directory.findPeople(words, meant));
  return once(looked.people, words, () => ifAllowed(context, find(), nobody));
}

const nobody = { found: 'none', near: [] } as const;

/** The account that is read for every look-up of the speaker's. */
async function findSpeaker(context: Context, meant: Meant): Promise<Match<Person>> {
  meant([context.speaker.id]);
  const account = await speakerAccount(context);
  return account.is === 'here' ? { found: 'one', it: account.it } : nobody;
}

function once<T>(known: Map<string, Promise<T>>, words: string, look: () => Promise<T>): Promise<T> {
  const found = known.get(words) ?? look();
  known.set(words, found);
  return found;
}

/** The groups of a sentence, of those that exist for the speaker; only Microsoft 365 groups come through. */
export async function groups(context: Context, said: Understood): Promise<Found<Group>> {
  const all: Group[] = [];
  const matches = await untilUncertain(said.groups, (words) => findGroup(context, words));
  for (const [index, match] of matches.entries()) {
    const words = said.groups[index] ?? '';
    if (match.found === 'many') {
      return {
        replies: await which(context, said, 'groups', index, words, match.candidates, match.candidates.map(toWhere)),
      };
    }
    if (match.found === 'none') {
      const person = await findPerson(context, words);
      const kind = person.found === 'one' ? 'group-is-person' : 'group-unknown';
      return { replies: await unknown(context, said, kind, words, match.near.map(toWhere)) };
    }
    const wrong = wrongKind(match.it);
    if (wrong !== null) return { replies: notice(wrong, { words: withAddress(toWhere(match.it)) }) };
    if (!all.some(({ id }) => id === match.it.id)) all.push(match.it);
  }
  return { all };
}

/** One group by its words, as far as it exists for the speaker. */
export function findGroup(context: Context, words: string, typing?: 'typing'): Promise<Match<Group>> {
  const { deps, looked } = context;
  const find = () => deps.directory.findGroups(words, sight(context), typing);
  return once(looked.groups, words, () => ifAllowed(context, find(), nobody));
}

/** All that the words may mean. */
export function candidates<T>(match: Match<T>): readonly T[] {
  return match.found === 'one' ? [match.it] : match.found === 'many' ? match.candidates : [];
}

function wrongKind({ kind }: Group): Notice | null {
  if (kind === 'microsoft365') return null;
  if (kind === 'unclear') return 'group-unclear';
  return kind === 'distribution' ? 'group-is-distribution' : 'group-is-security';
}

/** Asks which of several is meant. The answer puts the object id in the place of the words. */
export async function which(
  context: Context,
  said: Understood,
  field: 'people' | 'groups',
  index: number,
  words: string,
  found: readonly { readonly id: string }[],
  candidates: readonly (Who | Where)[],
): Promise<Replies> {
  const key = await askBack(context, { said, ask: { field, index, candidates: found.map(({ id }) => id) } });
  return [{ show: { view: 'which', what: field === 'people' ? 'person' : 'group', key, words, candidates } }];
}

/**
 * Before something is taken away: whoever or whatever is named by a part of a longer name only may not be meant at all,
 * but somebody who is not found any more. One word may be a person's first or last name; as somebody's whole name it is
 * chosen by that person, and says nothing against all whose first name it is. Null: there is nothing to ask.
 */
export async function askPart(context: Context, said: Understood): Promise<Replies | null> {
  for (const [index, words] of said.groups.entries()) {
    const match = await findGroup(context, words);
    if (match.found === 'one' && !isWhole(match.it, words))
      return which(context, said, 'groups', index, words, [match.it], [toWhere(match.it)]);
  }
  for (const [index, words] of said.people.entries()) {
    const match = await findPerson(context, words);
    if (match.found === 'one' && mayBeAnother(match.it, words))
      return which(context, said, 'people', index, words, [match.it], [toWho(match.it)]);
  }
  return null;
}

function mayBeAnother(person: Person, words: string): boolean {
  if (words === 'me') return false;
  return /\s/.test(words.trim()) ? !isWhole(person, words) : isNamed(person, words);
}

/** By its name, an address or its id. */
const isWhole = (it: { readonly id: string; readonly name: string }, words: string) =>
  isNamed(it, words) || words.includes('@') || words.toLowerCase() === it.id;

/** Nothing matches: the nearest ones, and for a request the form with all the rest filled in. */
async function unknown(
  context: Context,
  said: Understood,
  problem: Notice,
  words: string,
  near: readonly (Who | Where)[],
): Promise<Replies> {
  if (said.intent !== 'request') {
    const names = near.map(withAddress).join(', ');
    return notice(problem, { words, near: names });
  }
  return form(context, said, { notice: problem, args: { words } }, near);
}

/** The form, filled in with all that the words say. */
export async function form(
  context: Context,
  said: Understood,
  note: Form['note'],
  near: readonly (Who | Where)[] = [],
): Promise<Replies> {
  const { draft, kept } = await draftOf(context, said);
  return showForm(context, { said, ask: { field: 'form' } }, { draft, kept, note, near, errors: unmatched(kept) });
}

type Form = Extract<View, { view: 'form' }>;
type Kept = NonNullable<Form['kept']>;

/** The fields that hold words which match nobody or nothing. */
export function unmatched({ people, groups }: Kept): Form['errors'] {
  return [
    ...(people.length > 0 ? [{ field: 'people', error: 'people-unknown' } as const] : []),
    ...(groups.length > 0 ? [{ field: 'group', error: 'group-unknown' } as const] : []),
  ];
}

/** The form as it is filled in now, with the asker's own groups to choose from. */
export async function showForm(
  context: Context,
  question: Question,
  filled: Pick<Form, 'draft' | 'kept' | 'note' | 'near' | 'errors'>,
): Promise<Replies> {
  const [key, speaker, { member, owned }] = await Promise.all([
    askBack(context, question),
    self(context),
    ownGroups(context),
  ]);
  const own = [...new Map([...owned, ...member].map((group) => [group.id, toWhere(group)])).values()];
  return [{ show: { view: 'form', key, speaker, own: own.slice(0, mostOwn), ...filled } }];
}
const mostOwn = 15;

/** What of a sentence is certain already, and the words for people and groups that match nothing or several. */
export async function draftOf(
  context: Context,
  said: Understood,
): Promise<{ readonly draft: Draft; readonly kept: Kept }> {
  const source = said.draft ?? said;
  const [whos, wheres] = await Promise.all([
    Promise.all(source.people.map((words) => findPerson(context, words))),
    Promise.all(source.groups.map((words) => findGroup(context, words))),
  ]);
  const term = readTerm(source.duration, source.until, context.reader.zone);
  const groups = wheres.map((match) => (match.found === 'one' && match.it.kind === 'microsoft365' ? match.it : null));
  const draft = {
    right: source.right,
    people: whos.flatMap((match) => (match.found === 'one' ? [toWho(match.it)] : [])),
    groups: groups.flatMap((group) => (group === null ? [] : [toWhere(group)])),
    term: term === 'unreadable' ? null : term,
    reason: source.reason,
  };
  const kept = {
    people: source.people.filter((_, index) => whos[index]?.found !== 'one'),
    groups: source.groups.filter((_, index) => groups[index] === null),
  };
  return { draft, kept };
}

/** The speaker, as shown. */
export async function self({ deps, speaker }: Context): Promise<Who> {
  const found = (await deps.directory.people([speaker.id])).get(speaker.id as UserId);
  return found ? toWho(found) : { id: speaker.id, name: speaker.name, address: '', title: null, department: null };
}
