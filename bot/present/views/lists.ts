import type { Right } from '../../domain/request.ts';
import type { Message } from '../../ports/messenger.ts';
import type { Gap, Note, Row } from '../data.ts';
import { end, moment } from '../dates.ts';
import { about, type Desk, detailOf, fitting, message, names, noButtons, remark, warning } from '../desk.ts';
import { addressOf, type Nameable, named, titleOf } from '../named.ts';
import type { DelegateShown, View } from '../view.ts';

/** What stands beneath a row's title; `gap` keeps sentences apart that take several lines. */
export const details = (texts: readonly (string | null)[], gap: Gap = 'None'): Row['details'] =>
  texts.flatMap((text) => (text ? [{ text, gap }] : []));

interface Told {
  readonly state: string;
  readonly title: string;
  readonly lead: string;
  readonly notes: readonly Note[];
}

/** Rows for clients that draw no cards. */
export const plainRows = (drawn: readonly Row[]): readonly string[] =>
  drawn.map(({ title, tag, details }) => [title, tag, ...details.map(({ text }) => text)].filter(Boolean).join(' · '));

/** A list card: as many rows as fitting, and an honest word about those that do not. */
export function rows<Item>(desk: Desk, items: readonly Item[], row: (item: Item) => Row, told: Told): Message {
  const head = about('≡', told.state, told.title);
  return fitting(items, 40, (shown, left) => {
    const drawn = shown.map(row);
    const more = left > 0 ? [remark(desk.say('and-more', { count: left }))] : [];
    const notes = [...desk.namesakes, ...more, ...told.notes];
    const plain = plainRows(drawn);
    const data = { head, lead: told.lead, rows: drawn, notes, buttons: noButtons, foot: '' };
    return message(
      'list',
      data,
      [...plain, ...notes.map(({ text }) => text)],
      `${[head.state, head.title].filter(Boolean).join(': ')}. ${told.lead}`,
    );
  });
}

/** In one line what there is of the right that was not asked about. */
function others(desk: Desk, key: string, asked: Right | null, all: readonly Nameable[] = []): readonly Note[] {
  const some = [...new Map(all.map((one) => [named(desk.say, one), one])).values()];
  if (asked === null || some.length === 0) return [];
  const right = asked === 'sendAs' ? 'sendOnBehalf' : 'sendAs';
  return [remark(desk.say(key, { right, names: names(desk, some) }))];
}

/** Who can send as a group, or on behalf of it, as Exchange says. */
export function who(desk: Desk, view: Extract<View, { view: 'who' }>): Message {
  const { group, right, readAt, delegates } = view;
  const { say, reader } = desk;
  const when = moment(reader, say, readAt);
  const row = (one: DelegateShown): Row => ({
    title: titleOf(say, one),
    tag: say(`right-${one.right}`),
    details: details([
      addressOf(one),
      one.request === null ? say('row-outside') : say('row-request', { id: one.request }),
      one.endsAt === null ? '' : end(reader, say, null, one.endsAt),
      one.overridden ? say('row-overridden') : '',
    ]),
  });
  const lead = delegates.length > 0 ? say('who-lead', { when }) : say('who-lead-none', { when, right: right ?? 'any' });
  const title = named(say, group);
  const notes = others(desk, 'who-others', right, view.others);
  return rows(desk, delegates, row, { state: say('who-state'), title, lead, notes });
}

/** What a person can send as: our record and what Exchange lists, and how much of it was looked at. */
export function what(desk: Desk, view: Extract<View, { view: 'what' }>): Message {
  const { say, reader } = desk;
  const row = (one: (typeof view.rights)[number]): Row => ({
    title: titleOf(say, one.group),
    tag: say(`right-${one.right}`),
    details: details([
      addressOf(one.group),
      one.request === null ? say('row-outside') : say('row-request', { id: one.request }),
      one.endsAt === null ? '' : end(reader, say, null, one.endsAt),
    ]),
  });
  const counted = { count: view.covered, when: moment(reader, say, view.readAt) };
  const right = view.right ?? 'any';
  const notes: Note[] = [...others(desk, 'what-others', view.right, view.others)];
  if (!view.done) notes.push(remark(say('what-going-on')));
  if (view.unread.length > 0) notes.push(warning(say('what-unread', { groups: names(desk, view.unread) })));
  const found = view.rights.length > 0 || !view.done;
  const lead = found ? say('what-lead', counted) : say('what-lead-none', { ...counted, right });
  const state = say('what-state', { right, you: view.you === true ? 'yes' : 'no' });
  const title = [titleOf(say, view.person), detailOf(view.person)].filter(Boolean).join(' · ');
  return rows(desk, view.rights, row, { state, title, lead, notes });
}
