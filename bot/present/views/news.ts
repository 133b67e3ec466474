import type { Message } from '../../ports/messenger.ts';
import { buttons, typed } from '../buttons.ts';
import { type Desk, message, orType } from '../desk.ts';
import { type Audience, head, lead, newsFacts } from '../line.ts';
import { named } from '../named.ts';
import type { Args } from '../texts.ts';
import type { Line, View } from '../view.ts';
import { forOther, howTo, isUseful, oneLine, plainFacts, spoken } from './requests.ts';

/**
 * News, with a line of its own for the notification. Whoever has the request's card in the same chat finds all of it
 * there, edited: the news is short. Only somebody for whom a colleague asked sees it here for the first time.
 */
export function news(desk: Desk, { line, news, audience }: Extract<View, { view: 'news' }>): Message {
  const told = {
    right: line.right,
    group: named(desk.say, line.group),
    person: named(desk.say, line.person),
    forYou: audience === 'holder' ? 'yes' : 'no',
  };
  const summary = line.status === news ? newsLine(desk, line, told) : undefined;
  const more = summary === undefined ? { notes: desk.namesakes } : { notes: desk.namesakes, summary };
  return audience === 'holder' && forOther(line)
    ? oneLine(desk, line, audience, more)
    : shortNews(desk, line, audience, summary);
}

/** The line of a notification for news that has a sentence of its own. */
function newsLine({ say }: Desk, { status, cancelled }: Line, told: Args): string | undefined {
  if (status === 'applied') return say('news-applied', told);
  return status === 'cancelled' && cancelled !== null
    ? say('news-cancelled', { ...told, by: named(say, cancelled.by) })
    : undefined;
}

function shortNews(desk: Desk, line: Line, audience: Audience, summary = spoken(desk, line, audience)): Message {
  const { say } = desk;
  const useful = isUseful(line, audience);
  const names = { right: line.right, group: named(say, line.group), person: named(say, line.person) };
  // Audience 'asker' and 'approver' read of somebody else's right.
  const title = say(audience === 'holder' ? 'title' : 'title-person', names);
  const facts = newsFacts(desk, line);
  const hints = [...desk.namesakes, ...(useful ? howTo(desk, line) : [])];
  const data = {
    head: { ...head(desk, line), title },
    lead: lead(desk, line, audience),
    facts,
    notes: hints,
    buttons: buttons(desk, line, true, useful),
    foot: orType(desk, typed(desk, line)),
  };
  return message('news', data, [...plainFacts(facts), ...hints.map(({ text }) => text)], summary);
}
