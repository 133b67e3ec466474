import type { Hint, Understood } from '../../language/intent.ts';
import type { FormError } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { draftOf, form, showForm, unmatched } from '../resolve.ts';
import { chosenByName } from './choose.ts';

/** A sentence that was not understood, or must not be taken for a request: never a guess, always a way on. */
export const unknown = (run: (context: Context, said: Understood) => Promise<Replies>): Command => ({
  intents: ['unknown'],
  async said(context, said) {
    const { hint, draft } = said;
    const text = context.turn.kind === 'message' ? plain(context.turn.text) : '';
    if (hint === 'negated') return negated(said);
    const chosen = hint === null ? await chosenByName(context, spoken(context)) : null;
    if (chosen === 'several') return notice('choose-number');
    if (chosen !== null) return run(context, chosen);
    const something = draft !== null && (draft.people.length > 0 || draft.groups.length > 0);
    if (something && hint !== 'not-ours') {
      const end = wrongEnd(text, hint);
      return end === null
        ? form(context, said, { notice: hint ?? 'not-understood', args: {} })
        : askEnd(context, said, end);
    }
    return hint === null ? kinder(text) : notice(hint);
  },
});

/** What was said; a mention alone is the person it mentions. */
function spoken({ turn }: Context): string {
  if (turn.kind !== 'message') return '';
  const text = turn.text.replace(/^\s*<at>(.*)<\/at>\s*$/, '$1').trim();
  return turn.mentions.get(text) ?? text;
}

/** Mentions are no words of the sentence. */
const plain = (text: string) => text.replace(/<at>.*?<\/at>/g, ' ').trim();

/** What should not be is never a form to send: only how to take it away, in the words that were used. */
function negated({ draft }: Understood): Replies {
  const [person = '', ...others] = draft?.people ?? [];
  const [group = ''] = draft?.groups ?? [];
  const you = person === 'me' ? 'yes' : 'no';
  return notice('negated', { person: others.length === 0 ? person : '', you, group, right: draft?.right ?? '' });
}

const past = /\b(?:until|till?|through|tot|t\/m|tot en met)\s+(?:yesterday|last|gisteren|eergisteren|vorige?)\b/i;
const noTime = new RegExp(
  String.raw`(?:\b(?:0|zero|nul|few|couple of|several|paar|enkele)|-\d+)\s*` +
    '(?:hours?|days?|weeks?|months?|years?|uur|uren|dag(?:en)?|week|weken|maand(?:en)?|jaar)',
  'i',
);
const anEnd = /\b(?:until|till|through|tot|t\/m)\b/i;

/** An end that is over, or that cannot be read; null: the sentence speaks of none, or of a later start. */
function wrongEnd(text: string, hint: Hint): EndError | null {
  if (past.test(text)) return 'end-in-past';
  return hint === null && (noTime.test(text) || anEnd.test(text)) ? 'end-unreadable' : null;
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

const thanks =
  /^(?:ok(?:ay|é)?|great|perfect|top|super|mooi|fijn)?[\s,.!]*(?:(?:many |hartelijk )?(?:thanks?|thx|ty|tnx|cheers|bedankt|dank)(?: (?:you|so much|very much|a lot|je|u|wel|jullie|hoor))*)[\s,.!]*$/i;
const deciding = /^(?:approve|deny|reject|decline|cancel|withdraw|revoke|keur|wijs|annuleer|trek)\b\s*(\S*)/i;

/** Nothing was understood, but who only thanks, or decides on a number that does not exist, hears a fitting word. */
function kinder(text: string): Replies {
  if (thanks.test(text)) return notice('thanks');
  const [said, id = ''] = deciding.exec(text) ?? [];
  if (said === undefined) return notice('not-understood');
  return /^[A-Z0-9]{4,8}$/.test(id) ? notice('request-unknown', { request: id }) : notice('which-request', { ids: '' });
}
