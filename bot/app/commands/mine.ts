import { type OwnPlace, readOwnPlace } from '../../domain/cursor.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { toLines } from '../lines.ts';
import { ownRequests } from '../queries/mine.ts';

/** My requests, newest first, a page at a time. */
export const mine: Command = {
  intents: ['mine'],
  verbs: ['mine'],
  said: (context) => showMine(context, null),
  pressed: (context, _verb, data) => showMine(context, readOwnPlace(data.after)),
};

async function showMine(context: Context, after: OwnPlace | null): Promise<Replies> {
  const { deps, speaker } = context;
  const { items, more } = await ownRequests(deps, speaker, after);
  // Behind that place nothing is left: begin again.
  if (items.length === 0) return after === null ? notice('no-requests') : showMine(context, null);
  return [{ show: { view: 'mine', lines: await toLines(deps, items, speaker.id), more } }];
}
