import type { Hint, Understood } from '../../language/intent.ts';
import { withoutMentions } from '../../language/mentions.ts';
import type { FormError } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { draftOf, form, showForm, unmatched } from '../facts/resolve.ts';
import { chosenByName } from './choose.ts';
import { askWhich } from './decide.ts';

/** A sentence that was not understood, or must not be taken for a request: never a guess, always a way on. */
export const unknown = (run: (context: Context, said: Understood) => Promise<Replies>): Command => ({
  intents: ['unknown'],
  async said(context, said) {
    const { hint, draft } = said;
    const text = context.turn.kind === 'message' ? withoutMentions(context.turn.text).trim() : '';
    if (hint === 'negated') return negated(said);
    const bare = hint === null || hint === 'deciding' || hint === 'answering';
    const chosen = bare ? await chosenByName(context, spoken(context)) : null;
    if (chosen === 'several') return notice('choose-number');
    if (chosen !== null) return run(context, chosen);
    if (hint === 'answering') return offerWaiting(context);
    const something = draft !== null && (draft.people.length > 0 || draft.groups.length > 0);
    if (something && hint !== 'not-ours') {
      if (hint === 'end-in-past' || hint === 'end-unreadable') return askEnd(context, said, hint);
      return form(context, said, {
        notice: hint === 'later-start' || hint === 'unsure' ? hint : 'not-understood',
        args: {},
      });
    }
    return kinder(hint, text);
  },
});

/** What was said; a mention alone is the person it mentions. */
function spoken({ turn }: Context): string {
  if (turn.kind !== 'message') return '';
  const text = turn.text.replace(/^\s*<at>(.*)<\/at>\s*$/, '$1').trim();
  return turn.mentions.get(text) ?? text;
}

/** A bare yes or no decides nothing: what waits for this person is shown, with its buttons. */
async function offerWaiting(context: Context): Promise<Replies> {
  const waiting = await askWhich(context, 'approve');
  return waiting.some(({ show }) => show.view === 'requests') ? waiting : notice('not-understood');
}

/** What should not be is never a form to send: only how to take it away, in the words that were used. */
function negated({ draft }: Understood): Replies {
  const [person = '', ...others] = draft?.people ?? [];
  const [group = ''] = draft?.groups ?? [];
  const you = person === 'me' ? 'yes' : 'no';
  return notice('negated', { person: others.length === 0 ? person : '', you, group, right: draft?.right ?? '' });
}

type EndError = Extract<FormError, 'end-in-past' | 'end-unreadable'>;

/** The form with all the rest filled in, and the end marked: it is never sent without one by accident. */
async function askEnd(context: Context, said: Understood, error: EndError): Promise<Replies> {
  const { draft, kept } = await draftOf(context, said);
  const note = { notice: error, args: {} };
  return showForm(
    context,
    { said, ask: { field: 'form' } },
    { draft, kept, note, near: [], errors: [...unmatched(kept), { field: 'until', error }] },
  );
}

/** Nothing was understood, but who only thanks, or decides on a number that does not exist, hears a fitting word. */
function kinder(hint: Exclude<Hint, 'answering'>, text: string): Replies {
  if (hint !== 'deciding') return notice(hint ?? 'not-understood');
  const id = text.split(/\s+/)[1] ?? '';
  return /^[A-Z0-9]{4,8}$/.test(id) ? notice('request-unknown', { request: id }) : notice('which-request', { ids: '' });
}
