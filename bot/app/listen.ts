import { cut } from '../domain/text.ts';
import type { Understood } from '../language/intent.ts';
import { understandAll } from '../language/understand.ts';
import { type Context, notice, type Replies } from './command.ts';
import { showPending } from './commands/pending.ts';
import { form } from './facts/resolve.ts';
import { longestReason } from './pressed.ts';

/** Which words of a message are heard, and as whose. */

type Hear = (context: Context, text: string) => Promise<Replies>;

/** The speaker's own words where they say something; else those that were passed on, which are nobody's own wish. */
export async function listen(context: Context, hear: Hear): Promise<Replies> {
  const { turn } = context;
  if (turn.kind !== 'message') return [];
  const { text, others } = turn;
  if (others?.how === 'quoted' && text === '') return notice('only-quoted');
  if (others?.how !== 'passedOn' || (text !== '' && saysSomething(context, text))) return hear(context, text);
  return hear({ ...context, turn: { ...turn, text: others.text }, anothers: true }, others.text);
}

/** "See below", "can you do this?" say nothing of their own. */
function saysSomething({ deps, reader }: Context, text: string): boolean {
  const all = understandAll(text, { now: deps.clock.now(), zone: reader.zone, locale: reader.locale });
  return all.some(({ intent, hint, draft }) => {
    if (intent === 'unknown') return hint === 'negated' || (draft !== null && draft.groups.length > 0);
    return intent !== 'greeting';
  });
}

/** What only looks; the speaker sees no more by somebody else's words than by own ones. */
const looks = new Set<Understood['intent']>([
  ...(['help', 'greeting', 'mine', 'pending', 'who', 'what', 'audit'] as const),
  ...(['export', 'verify', 'drift', 'policy'] as const),
]);

/**
 * Somebody else's words → what is shown instead of doing it: the form for what would become a request, the cards for a
 * decision, a sentence for the rest. Null for what only looks.
 */
export async function anothersWords(context: Context, said: Understood): Promise<Replies | null> {
  const { intent, draft } = said;
  if (looks.has(intent)) return null;
  if (intent === 'approve' || intent === 'deny') return [...notice('anothers-order'), ...(await showPending(context))];
  const something = draft !== null && (draft.people.length > 0 || draft.groups.length > 0);
  if (intent !== 'request' && intent !== 'same' && !something) return notice('anothers-order');
  const asked = intent === 'same' ? { ...said, people: said.people.slice(0, 1), groups: [] } : said;
  return form(context, forNobody(asked), { notice: 'anothers-words', args: {} });
}

/** "Me" is not the speaker: for whom, is asked. */
function forNobody(said: Understood): Understood {
  const others = (people: readonly string[]) => people.filter((name) => name !== 'me');
  const draft = said.draft && { ...said.draft, people: others(said.draft.people) };
  return { ...said, intent: 'request', people: others(said.people), draft };
}

/** A reason no longer than a card shows, and the word that it was cut. */
export function withShortReason(said: Understood): { readonly said: Understood; readonly told: Replies } {
  const reason = said.reason === null ? null : cut(said.reason, longestReason);
  return reason === said.reason ? { said, told: [] } : { said: { ...said, reason }, told: reasonWasCut };
}

export const reasonWasCut = notice('reason-cut', { most: longestReason });
