import { type Command, notice } from '../command.ts';
import { form } from '../resolve.ts';

/** A sentence that was not understood, or must not be taken for a request: never a guess, always a way on. */
export const unknown: Command = {
  intents: ['unknown'],
  async said(context, said) {
    const { hint, draft } = said;
    const reason = hint ?? 'not-understood';
    const something = draft !== null && (draft.people.length > 0 || draft.groups.length > 0);
    if (!something || hint === 'not-ours') return notice(reason);
    return form(context, said, { notice: reason, args: {} });
  },
};
