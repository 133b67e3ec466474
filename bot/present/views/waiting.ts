import type { Message } from '../../ports/messenger.ts';
import { goOn } from '../buttons.ts';
import { about, type Desk, message, orType } from '../desk.ts';
import type { View } from '../view.ts';

/** Beside the cards of what waits: how much of it is left, a button that brings more, and how else to decide. */
export function more(desk: Desk, view: Extract<View, { view: 'more' }>): Message {
  const { say } = desk;
  const { more, total, after } = view;
  const head = about('≡', say('pending-state'));
  const lead = say('pending-more', { more, total });
  const data = {
    head,
    lead,
    facts: [],
    notes: [],
    lines: [],
    buttons: goOn(desk, 'pending', { after }),
    foot: orType(desk, [say('help-approve'), say('help-deny')]),
  };
  return message('requests', data, [], lead);
}
