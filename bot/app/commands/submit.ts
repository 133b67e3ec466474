import { parseGroupId, parseUserId } from '../../domain/ids.ts';
import type { Right, Term } from '../../domain/request.ts';
import { readTerm } from '../../domain/term.ts';
import type { Group, Match, Person } from '../../ports/directory.ts';
import type { FormError, View } from '../../present/view.ts';
import type { Command, Context } from '../command.ts';
import { readAhead } from '../facts/ahead.ts';
import { toWhere, toWho } from '../facts/names.ts';
import { findGroup, findPerson, showForm } from '../facts/resolve.ts';
import type { Pressed } from '../pressed.ts';
import { openQuestion, type Question } from '../question.ts';
import { today } from '../time.ts';
import { makeRequests } from './request.ts';

/** The form, sent: everything is checked here; what is not right comes back beside its field, with all inputs kept. */
export const submit: Command = {
  verbs: ['submit'],
  async pressed(context, _verb, data) {
    // All that is asked stands in the form itself: an old form can still be sent.
    const question = (await openQuestion(context, data.question ?? '')) ?? blank;
    const read = await readForm(context, data);
    if (read.errors.length > 0 || read.right === null) {
      const { right, people, groups, kept, term, reason, errors } = read;
      const draft = { right, people: people.map(toWho), groups: groups.map(toWhere), term, reason };
      return showForm(context, question, { draft, kept, errors, note: null, near: [] });
    }
    await context.deps.chats.dropQuestion(context.speaker.id);
    return makeRequests(context, { ...read, right: read.right });
  },
};

const blank: Question = {
  said: {
    ...{ intent: 'request', right: null, people: [], groups: [], duration: null, until: null, reason: null, id: null },
    ...{ hint: null, draft: null },
  },
  ask: { field: 'form' },
};

type FieldError = Extract<View, { view: 'form' }>['errors'][number];
const most = 20;

/** What a multi-choice sends: values with commas between them. */
const listed = (value: string | null): readonly string[] =>
  (value ?? '')
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

interface Read {
  readonly right: Right | null;
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly term: Term | null;
  readonly reason: string | null;
  /** Words that match nobody or nothing, or several. */
  readonly kept: { readonly people: readonly string[]; readonly groups: readonly string[] };
  readonly errors: readonly FieldError[];
}

async function readForm(context: Context, data: Pressed): Promise<Read> {
  const errors: FieldError[] = [];
  const wrong = (field: FieldError['field'], error: FormError) => errors.push({ field, error });
  const right = readRight(data.input('right'));
  if (right === null) wrong('right', 'right-missing');
  context.looked.ahead = readAhead(context.deps.directory);
  const find = (word: string) => findPerson(context, parseUserId(word) ?? word);
  // Only groups that exist for the one who asks.
  const look = (word: string) => findGroup(context, parseGroupId(word) ?? word);
  const [people, groups] = await Promise.all([
    readNames(data.input('people'), find, 'people'),
    readNames(data.input('group'), look, 'group'),
  ]);
  for (const error of people.errors) wrong('people', error);
  for (const error of groups.errors) wrong('group', error);
  if (people.all.length * groups.all.length > most) wrong('people', 'too-many');
  const term = readEnd(context, data, (error) => wrong('until', error));
  const reason = data.reason;
  const kept = { people: people.kept, groups: groups.kept };
  return { right, people: people.all, groups: groups.all, kept, term, reason, errors };
}

const readRight = (value: string | null): Right | null =>
  value === 'sendAs' || value === 'sendOnBehalf' ? value : null;

/** Object ids as the pickers give them, or names where a client has no picker. What fits nobody or several is kept as it is. */
async function readNames<T extends { readonly id: string }>(
  value: string | null,
  find: (word: string) => Promise<Match<T>>,
  what: 'people' | 'group',
): Promise<{ readonly all: readonly T[]; readonly kept: readonly string[]; readonly errors: readonly FormError[] }> {
  const words = listed(value).slice(0, most);
  const errors: FormError[] = words.length === 0 ? [`${what}-missing`] : [];
  const all = new Map<string, T>();
  const kept: string[] = [];
  for (const word of words) {
    const match = await find(word);
    if (match.found === 'one') all.set(match.it.id, match.it);
    else kept.push(word);
  }
  if (kept.length > 0) errors.push(`${what}-unknown`);
  return { all: [...all.values()], kept, errors };
}

function readEnd({ reader, now }: Context, data: Pressed, wrong: (error: FormError) => void): Term | null {
  const choice = data.input('term');
  const until = choice === 'until' || choice === null ? data.input('until') : null;
  const duration = choice !== null && /^P/.test(choice) ? choice : null;
  if (choice === 'until' && until === null) wrong('end-unreadable');
  const term = readTerm(duration, until, reader.zone);
  if (term === 'unreadable') {
    wrong('end-unreadable');
    return null;
  }
  if (term?.kind === 'until' && term.date < today(now, reader.zone)) wrong('end-in-past');
  return term;
}
