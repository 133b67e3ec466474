import type { GroupId, UserId } from '../../domain/ids.ts';
import type { Understood } from '../../language/intent.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { openQuestion, type Question } from '../question.ts';

/** The answer to a choice, pressed or typed (`2`): patches the sentence that it came from, and runs it again. */
export function choose(run: (context: Context, said: Understood) => Promise<Replies>): Command {
  const answer = async (context: Context, question: Question | null, choice: number | null): Promise<Replies> => {
    const most = question === null ? 0 : mostOf(question);
    if (question === null || most === 0) return notice('nothing-to-choose');
    const said = choice === null ? null : patch(question, choice);
    if (said === null) return notice('choose-number', { most });
    await context.deps.chats.dropQuestion(context.speaker.id);
    return run(context, said);
  };
  return {
    intents: ['choose'],
    verbs: ['choose'],
    said: async (context, said) =>
      answer(context, await openQuestion(context, null), said.id === null ? null : Number(said.id)),
    async pressed(context, _verb, data) {
      const question = await openQuestion(context, data.question ?? '');
      if (question === null) return notice('no-longer-open');
      if (question.ask.field !== 'same') return answer(context, question, data.choice);
      const picked = data.picks.flatMap((pick) =>
        question.ask.field === 'same' ? (question.ask.rights[pick - 1] ?? []) : [],
      );
      if (picked.length === 0) return notice('nothing-picked');
      await context.deps.chats.dropQuestion(context.speaker.id);
      const sentences = bySameRight(question.said, picked);
      return (await Promise.all(sentences.map((said) => run(context, said)))).flat();
    },
  };
}

/** How many there are to choose from; 0: a form is no choice. */
function mostOf({ ask }: Question): number {
  switch (ask.field) {
    case 'right':
      return 2;
    case 'people':
    case 'groups':
      return ask.candidates.length;
    case 'same':
      return ask.rights.length;
    case 'form':
      return 0;
  }
}

/**
 * A name in answer to a choice of people or groups, instead of its number, or an address, also of one that was not
 * offered. Gives the sentence with the named one in its place; `several` when the words name more than one of them, null
 * when none.
 */
export async function chosenByName(context: Context, words: string): Promise<Understood | 'several' | null> {
  const question = await openQuestion(context, null);
  if (question === null || (question.ask.field !== 'people' && question.ask.field !== 'groups')) return null;
  const { candidates } = question.ask;
  const { deps, speaker } = context;
  // An audit asks about people and groups at once: the ids tell them apart.
  const names = await deps.names(candidates as UserId[], candidates as GroupId[]);
  const wanted = fold(words);
  const named = candidates.flatMap((id, index) => {
    const all = [names.who(id as UserId), names.where(id as GroupId)];
    const fits = all.some(({ name, address }) => fold(name) === wanted || fold(address ?? '') === wanted);
    return fits || id === words ? [index + 1] : [];
  });
  const [choice, ...others] = named;
  if (others.length > 0) return 'several';
  const fitting = choice === undefined ? null : patch(question, choice);
  const said = isAddress.test(wanted) ? put(question.said, question.ask, wanted) : fitting;
  if (said !== null) await deps.chats.dropQuestion(speaker.id);
  return said;
}

const isAddress = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '');

/** The sentence with the chosen one in its place; null when the number fits nothing. */
function patch({ said, ask }: Question, choice: number): Understood | null {
  switch (ask.field) {
    case 'right':
      return choice === 1 ? { ...said, right: 'sendAs' } : choice === 2 ? { ...said, right: 'sendOnBehalf' } : null;
    case 'people':
    case 'groups': {
      const id = ask.candidates[choice - 1];
      return id === undefined ? null : put(said, ask, id);
    }
    case 'same': {
      const picked = ask.rights[choice - 1];
      return picked === undefined ? null : (bySameRight(said, [picked])[0] ?? null);
    }
    case 'form':
      return null;
  }
}

/** The sentence with other words in the place that was asked about. */
function put(said: Understood, ask: { field: 'people' | 'groups'; index: number }, it: string): Understood {
  return { ...said, [ask.field]: said[ask.field].map((words, index) => (index === ask.index ? it : words)) };
}

type Picked = { readonly right: 'sendAs' | 'sendOnBehalf'; readonly group: string };

/** Rights to mirror → one ordinary request for each kind of right. */
function bySameRight(said: Understood, picked: readonly Picked[]): readonly Understood[] {
  return [...Map.groupBy(picked, ({ right }) => right)].map(([right, of]) => ({
    ...said,
    intent: 'request',
    right,
    people: said.people.slice(0, 1),
    groups: of.map(({ group }) => group),
  }));
}
