import { dutch } from './dutch.ts';
import { english } from './english.ts';
import type { Hint, Understood } from './intent.ts';
import { withoutMentions } from './mentions.ts';
import { fold } from './tokens.ts';

/** Why a sentence was not understood, where its words tell: what the kinder answer hangs on. */

const thanks =
  /^(?:ok(?:ay|é)?|great|perfect|top|super|mooi|fijn)?[\s,.!]*(?:(?:many |hartelijk )?(?:thanks?|thx|ty|tnx|cheers|bedankt|dank)(?: (?:you|so much|very much|a lot|je|u|wel|jullie|hoor))*)[\s,.!]*$/;
const answering = new RegExp(
  '^(?:(?:yes|yep|yeah|yup|ok(?:ay|e|é)?|k|sure|fine|alright|all right|agreed?|i agree|go ahead|do it|' +
    'ja|jep|jawel|akkoord|prima|goed|is goed|dat is goed|doe maar|mee eens|' +
    'no|nope|nah|no way|nee|neen|liever niet|niet doen|niet akkoord|geen akkoord)' +
    String.raw`(?:[\s,]+(?:please|hoor|graag|then|dan|doe maar|go ahead|prima|akkoord|ok|okay|thanks))*[\s,.!]*|` +
    String.raw`(?:👍|👎|👌|✅|✔|❌)[\u{1f3fb}-\u{1f3ff}\ufe0f]*)$`,
  'u',
);
const deciding = /^(?:approve|deny|reject|decline|cancel|withdraw|revoke|keur|wijs|annuleer|trek)\b/;
const past = /\b(?:until|till?|through|tot|t\/m|tot en met)\s+(?:yesterday|last|gisteren|eergisteren|vorige?)\b/;
const noTime = new RegExp(
  String.raw`(?:\b(?:0|zero|nul|few|couple of|several|paar|enkele)|-\d+)\s*` +
    '(?:hours?|days?|weeks?|months?|years?|uur|uren|dag(?:en)?|week|weken|maand(?:en)?|jaar)',
);
const anEnd = /\b(?:until|till|through|tot|t\/m)\b/;
/** Nobody thanks or decides at greater length. */
const longest = 2000;
const ours = /[\s,.:;!?()]+/;

/** @param text as typed; mentions are no words of it; @returns the hint that was found already, or a finer one */
export function hintOf(text: string, { hint, draft }: Pick<Understood, 'hint' | 'draft'>): Hint {
  const said = fold(withoutMentions(text.slice(0, longest)).trim());
  const something = draft !== null && (draft.people.length > 0 || draft.groups.length > 0);
  if (something && hint !== 'negated' && hint !== 'not-ours') {
    if (past.test(said)) return 'end-in-past';
    return hint === null && (noTime.test(said) || anEnd.test(said)) ? 'end-unreadable' : hint;
  }
  if (hint !== null) return hint;
  if (said.split(ours).some((word) => english.notOurs.has(word) || dutch.notOurs.has(word))) return 'not-ours';
  if (thanks.test(said)) return 'thanks';
  if (answering.test(said)) return 'answering';
  return deciding.test(said) ? 'deciding' : null;
}
