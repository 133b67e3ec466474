import type { Aim, Ask, Buttons, Press } from './data.ts';
import { type Desk, noButtons } from './desk.ts';
import type { Button, Line } from './view.ts';

/** How to send from or on behalf of a group (Microsoft Support). */
const howTo = 'https://support.microsoft.com/office/0f4964af-aec6-484b-a65c-0434df8cdb6b';

const verbs: Readonly<Record<Button, string>> = {
  approve: 'approve',
  deny: 'deny',
  cancel: 'cancel',
  revoke: 'revoke',
  'give-back': 'revoke',
  again: 'again',
  mute: 'mute',
  unmute: 'unmute',
};
const order: readonly Button[] = ['approve', 'cancel', 'give-back', 'again', 'mute', 'unmute', 'deny', 'revoke'];

/** With one that asks first and one link: five, the most that a renderer shows in a row by default. */
const maxPresses = 3;

/** Deny and take away first ask for a reason, on a card that unfolds. */
const asksFirst = (button: Button): button is 'deny' | 'revoke' => button === 'deny' || button === 'revoke';

/** A line as it is shown. */
const seen = ({ id, revision }: Line) => ({ request: id, revision });

/** A verb and what it is about, for clients of today and for older ones. */
const act = (verb: string, data: Aim): Pick<Press, 'verb' | 'data' | 'submit'> => ({
  verb,
  data,
  submit: { ...data, verb },
});

const mayOf = (line: Line) => order.filter((button) => line.may.includes(button));

/**
 * The buttons of one line. `alone`: the only line of its card; else each title names its request, and so does the
 * input of the reason (`reason-K7QF`).
 */
export function buttons({ say }: Desk, line: Line, alone: boolean, link = false): Buttons {
  // No names: a phone cuts a long title, and the card says beside it whom the button is about.
  const title = (button: Button) => say(`press-${button}${alone ? '' : '-one'}`, { id: line.id });
  const aim = (button: Button) => act(verbs[button], seen(line));
  const may = mayOf(line);
  const presses = may
    .filter((button) => !asksFirst(button))
    .slice(0, maxPresses)
    .map(
      (button): Press => ({
        ...aim(button),
        title: title(button),
        style: button === 'approve' ? 'positive' : 'default',
      }),
    );
  const asks = may
    .filter(asksFirst)
    .slice(0, 1)
    .map(
      (button): Ask => ({
        ...aim(button),
        title: title(button),
        input: alone ? 'reason' : `reason-${line.id}`,
        label: say(`reason-${button}`),
        confirm: say(`confirm-${button}`),
      }),
    );
  const links = link ? [{ title: say('press-how-to'), url: howTo }] : [];
  return { some: presses.length + asks.length + links.length > 0, presses, asks, links };
}

/**
 * Decide on all lines of a card at once: only where at least two can be decided. It names each of them as it is shown: what
 * this reader has not seen is none of its business.
 */
export function allButtons({ say }: Desk, all: readonly Line[]): Buttons {
  const open = all.filter(({ may }) => may.includes('approve') && may.includes('deny'));
  if (open.length < 2) return noButtons;
  const lines = open.map(seen);
  const count = { count: open.length };
  return {
    some: true,
    presses: [{ ...act('approve-all', { lines }), title: say('press-approve-all', count), style: 'positive' }],
    asks: [
      {
        ...act('deny-all', { lines }),
        title: say('press-deny-all', count),
        input: 'reason',
        label: say('reason-deny'),
        confirm: say('confirm-deny-all', count),
      },
    ],
    links: [],
  };
}

/** Brings what comes after the place in `data`, by the same command. */
export const goOn = ({ say }: Desk, verb: 'pending' | 'mine' | 'audit', data: Aim): Buttons => ({
  some: true,
  presses: [{ ...act(verb, data), title: say(verb === 'pending' ? 'press-more' : 'press-older'), style: 'default' }],
  asks: [],
  links: [],
});

/** Muting is for the card of the request only. */
const hasWords = (button: Button) => button !== 'mute' && button !== 'unmute';

/** What can be typed instead of the buttons of a line. */
export const typed = ({ say }: Desk, line: Line): readonly string[] => [
  ...new Set(
    mayOf(line)
      .filter(hasWords)
      .map((button) => say(`type-${button}`, { id: line.id })),
  ),
];
