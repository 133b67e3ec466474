import type { Right } from '../../domain/request.ts';
import type { Message } from '../../ports/messenger.ts';
import type { Note, Row } from '../data.ts';
import { end, moment, stamp } from '../dates.ts';
import { about, type Desk, detailOf, fitting, message, nameOf, names, remark, warning } from '../desk.ts';
import { inert } from '../inert.ts';
import type { AuditShown, DelegateShown, View } from '../view.ts';

const details = (texts: readonly string[]): Row['details'] =>
  texts.filter((text) => text !== '').map((text) => ({ text }));

interface Told {
  readonly state: string;
  readonly title: string;
  readonly lead: string;
  readonly notes: readonly Note[];
}

/** A list card: as many rows as fitting, and an honest word about those that do not. */
function rows<Item>(desk: Desk, items: readonly Item[], row: (item: Item) => Row, told: Told): Message {
  const head = about('≡', told.state, told.title);
  return fitting(items, 40, (shown, left) => {
    const drawn = shown.map(row);
    const notes = [...(left > 0 ? [remark(desk.say('and-more', { count: left }))] : []), ...told.notes];
    const plain = drawn.map(({ title, tag, details }) =>
      [title, tag, ...details.map(({ text }) => text)].filter(Boolean).join(' · '),
    );
    const data = { head, lead: told.lead, rows: drawn, notes, foot: '' };
    return message(
      'list',
      data,
      [...plain, ...notes.map(({ text }) => text)],
      `${[head.state, head.title].filter(Boolean).join(': ')}. ${told.lead}`,
    );
  });
}

/** In one line what there is of the right that was not asked about. */
function others(desk: Desk, key: string, asked: Right | null, all: readonly string[] = []): readonly Note[] {
  const some = [...new Set(all)];
  if (asked === null || some.length === 0) return [];
  const named = names(
    desk,
    some.map((name) => ({ name })),
  );
  const right = asked === 'sendAs' ? 'sendOnBehalf' : 'sendAs';
  return [remark(desk.say(key, { right, names: named }))];
}

/** Who can send as a group, or on behalf of it, as Exchange says. */
export function who(desk: Desk, view: Extract<View, { view: 'who' }>): Message {
  const { group, right, readAt, delegates } = view;
  const { say, reader } = desk;
  const when = moment(reader, say, readAt);
  const row = (one: DelegateShown): Row => ({
    title: nameOf(one),
    tag: say(`right-${one.right}`),
    details: details([
      inert(one.address ?? '', 120),
      one.request === null ? say('row-outside') : say('row-request', { id: one.request }),
      one.endsAt === null ? '' : end(reader, say, null, one.endsAt),
      one.overridden ? say('row-overridden') : '',
    ]),
  });
  const lead = delegates.length > 0 ? say('who-lead', { when }) : say('who-lead-none', { when, right: right ?? 'any' });
  const title = [nameOf(group), detailOf(group)].filter(Boolean).join(' · ');
  const notes = others(desk, 'who-others', right, view.others);
  return rows(desk, delegates, row, { state: say('who-state'), title, lead, notes });
}

/** What a person can send as: our record and what Exchange lists, and how much of it was looked at. */
export function what(desk: Desk, view: Extract<View, { view: 'what' }>): Message {
  const { say, reader } = desk;
  const row = (one: (typeof view.rights)[number]): Row => ({
    title: inert(one.group, 60) || '–',
    tag: say(`right-${one.right}`),
    details: details([
      one.request === null ? say('row-outside') : say('row-request', { id: one.request }),
      one.endsAt === null ? '' : end(reader, say, null, one.endsAt),
    ]),
  });
  const counted = { count: view.covered, when: moment(reader, say, view.readAt) };
  const right = view.right ?? 'any';
  const notes: Note[] = [...others(desk, 'what-others', view.right, view.others)];
  if (!view.done) notes.push(remark(say('what-going-on')));
  const unread = view.unread.map((name) => ({ name }));
  if (unread.length > 0) notes.push(warning(say('what-unread', { groups: names(desk, unread) })));
  const found = view.rights.length > 0 || !view.done;
  const lead = found ? say('what-lead', counted) : say('what-lead-none', { ...counted, right });
  const state = say('what-state', { right, you: view.you === true ? 'yes' : 'no' });
  const title = [nameOf(view.person), detailOf(view.person)].filter(Boolean).join(' · ');
  return rows(desk, view.rights, row, { state, title, lead, notes });
}

/** Event codes that have a sentence; one that comes later is shown by its code. */
const events: ReadonlySet<string> = new Set([
  'request.made',
  'request.approved',
  'request.denied',
  'request.cancelled',
  'request.lapsed',
  'request.failed',
  'right.applying',
  'right.delayed',
  'right.applied',
  'right.found',
  'right.ending',
  'right.ended',
  'drift.found',
  'drift.gone',
]);

/** The audit: when, what, for whom, by whom, and Exchange's delegates before and after. */
export function audit(desk: Desk, { about: subject, entries, more }: Extract<View, { view: 'audit' }>): Message {
  const { say, reader } = desk;
  const people = (all: readonly string[] | 'not-read') => {
    if (all === 'not-read') return say('audit-not-read');
    return all.length === 0
      ? say('audit-nobody')
      : names(
          desk,
          all.map((name) => ({ name })),
        );
  };
  const change = (before: string | null, after: string | null) => {
    if (before !== null && after !== null) return say('audit-change', { before, after });
    if (before !== null) return say('audit-before', { before });
    return after === null ? '' : say('audit-after', { after });
  };
  const row = (entry: AuditShown): Row => {
    const key = events.has(entry.event) ? `audit-${entry.event.replace('.', '-')}` : 'audit-other';
    const actor = entry.actor === 'behalf' ? say('audit-clock') : nameOf({ name: entry.actor });
    const reason = inert(entry.reason ?? '', 200);
    const right = { right: entry.right, group: inert(entry.group, 60) || '–', person: nameOf({ name: entry.person }) };
    const { before, after } = entry;
    return {
      title: say(key, { event: inert(entry.event, 40) }),
      tag: stamp(reader, entry.at),
      details: details([
        `${say('title-person', right)} · ${entry.request}`,
        say('audit-by', { actor }),
        reason === '' ? '' : say('audit-reason', { reason }),
        change(before && people(before), after && people(after)),
      ]),
    };
  };
  const name = inert(subject, 80);
  const lead = say(`audit-lead${entries.length > 0 ? '' : '-none'}${name === '' ? '-all' : ''}`, { about: name });
  const notes = more ? [remark(say('audit-more'))] : [];
  return rows(desk, entries, row, { state: say('audit-state'), title: name, lead, notes });
}
