import { parseGroupId, parseUserId } from '../../domain/ids.ts';
import type { Right, Term } from '../../domain/request.ts';
import { readTerm } from '../../domain/term.ts';
import type { Group, Person } from '../../ports/directory.ts';
import type { FormError, View } from '../../present/view.ts';
import type { Command, Context } from '../command.ts';
import { toWhere, toWho } from '../names.ts';
import type { Pressed } from '../pressed.ts';
import { openQuestion, type Question } from '../question.ts';
import { findGroup, showForm } from '../resolve.ts';
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
      const { right, people, groups, term, reason, errors } = read;
      const draft = { right, people: people.map(toWho), groups: groups.map(toWhere), term, reason };
      return showForm(context, question, { draft, errors, note: null, near: [] });
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
  readonly errors: readonly FieldError[];
}

async function readForm(context: Context, data: Pressed): Promise<Read> {
  const errors: FieldError[] = [];
  const wrong = (field: FieldError['field'], error: FormError) => errors.push({ field, error });
  const right = readRight(data.input('right'));
  if (right === null) wrong('right', 'right-missing');
  const people = await readPeople(context, data.input('people'), (error) => wrong('people', error));
  const groups = await readGroups(context, data.input('group'), (error) => wrong('group', error));
  if (people.length * groups.length > most) wrong('people', 'too-many');
  const term = readEnd(context, data, (error) => wrong('until', error));
  return { right, people, groups, term, reason: data.input('reason')?.slice(0, 500) ?? null, errors };
}

const readRight = (value: string | null): Right | null =>
  value === 'sendAs' || value === 'sendOnBehalf' ? value : null;

/** Object ids from the people picker, or names where a client has no picker. */
async function readPeople({ deps }: Context, value: string | null, wrong: (error: FormError) => void) {
  const words = listed(value);
  if (words.length === 0) wrong('people-missing');
  const found: Person[] = [];
  for (const word of words.slice(0, most)) {
    const match = await deps.directory.findPeople(parseUserId(word) ?? word);
    if (match.found !== 'one') wrong('people-unknown');
    else if (!found.some(({ id }) => id === match.it.id)) found.push(match.it);
  }
  return found;
}

/** Only groups that exist for the one who asks. */
async function readGroups(context: Context, value: string | null, wrong: (error: FormError) => void) {
  const words = listed(value);
  if (words.length === 0) wrong('group-missing');
  const found: Group[] = [];
  for (const word of words.slice(0, most)) {
    const match = await findGroup(context, parseGroupId(word) ?? word);
    if (match.found !== 'one') wrong('group-unknown');
    else if (!found.some(({ id }) => id === match.it.id)) found.push(match.it);
  }
  return found;
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
