import type { Understood } from '../../language/intent.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { openQuestion, type Question } from '../question.ts';

/** The answer to a choice, pressed or typed (`2`): patches the sentence that it came from, and runs it again. */
export function choose(run: (context: Context, said: Understood) => Promise<Replies>): Command {
  const answer = async (context: Context, question: Question | null, choice: number | null): Promise<Replies> => {
    const said = question === null || choice === null ? null : patch(question, choice);
    if (said === null) return notice('nothing-to-choose');
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
      if (question?.ask.field !== 'same') return answer(context, question, data.choice);
      const picked = data.picks.flatMap((pick) =>
        question.ask.field === 'same' ? (question.ask.rights[pick - 1] ?? []) : [],
      );
      if (picked.length === 0) return notice('nothing-to-choose');
      await context.deps.chats.dropQuestion(context.speaker.id);
      const sentences = bySameRight(question.said, picked);
      return (await Promise.all(sentences.map((said) => run(context, said)))).flat();
    },
  };
}

/** The sentence with the chosen one in its place; null when the number fits nothing. */
function patch({ said, ask }: Question, choice: number): Understood | null {
  switch (ask.field) {
    case 'right':
      return choice === 1 ? { ...said, right: 'sendAs' } : choice === 2 ? { ...said, right: 'sendOnBehalf' } : null;
    case 'people':
    case 'groups': {
      const id = ask.candidates[choice - 1];
      if (id === undefined) return null;
      return { ...said, [ask.field]: said[ask.field].map((words, index) => (index === ask.index ? id : words)) };
    }
    case 'same': {
      const picked = ask.rights[choice - 1];
      return picked === undefined ? null : (bySameRight(said, [picked])[0] ?? null);
    }
    case 'form':
      return null;
  }
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
