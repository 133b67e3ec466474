import { AUDIT_END, type AuditPlace, writeAuditPlace } from '../../domain/cursor.ts';
import { EVENT_TYPES } from '../../domain/events.ts';
import type { Message } from '../../ports/messenger.ts';
import { goOn } from '../buttons.ts';
import type { Cards, Row } from '../data.ts';
import { stamp } from '../dates.ts';
import { type Desk, fitting, about as headOf, message, names, noButtons, remark } from '../desk.ts';
import { inert } from '../inert.ts';
import { named } from '../named.ts';
import type { AuditShown, Step, View, Where, Who } from '../view.ts';
import { details, plainRows } from './lists.ts';

/** Event codes that have a sentence; one of a newer release is shown by its code. */
const events: ReadonlySet<string> = new Set(EVENT_TYPES);

/** Names and addresses change, ids do not: their beginning ties a row to the record whatever somebody is called today. */
const marked = ({ say }: Desk, one: Who | Where) => named(say, one, one.lost === undefined ? one.id.slice(0, 8) : '');

/** The audit: what was changed and by whom, and Exchange's delegates before and after; what came to nothing in short. */
export function audit(desk: Desk, view: Extract<View, { view: 'audit' }>): Message {
  const { say } = desk;
  const { about, entries, left } = view;
  const name = about === null ? '' : marked(desk, about);
  const none = entries.length > 0 ? '' : '-none';
  const lead = say(`audit-lead${none}${about === null ? '-all' : ''}`, { about: name });
  const head = headOf('≡', say('audit-state'), name);
  // Where there is no room for all rows, those of changes stay.
  const byWeight = entries.toSorted((one, other) => Number(other.changed) - Number(one.changed));
  return fitting(byWeight, 40, (kept) => {
    const shown = entries.filter((one) => kept.includes(one));
    const cut = entries.filter((one) => !kept.includes(one));
    const changes = left.changes || cut.some(({ changed }) => changed);
    const others = left.others || cut.some(({ changed }) => !changed);
    const what = changes && others ? 'both' : changes ? 'changes' : 'others';
    const isMore = changes || others;
    const notes = [...desk.namesakes, ...(isMore ? [remark(say('audit-more', { what }))] : [])];
    const buttons = isMore
      ? goOn(desk, 'audit', { ...aimOf(about), after: writeAuditPlace(placeAfter(view, shown)) })
      : noButtons;
    return listed(desk, { head, lead, notes, buttons }, shown, (entry) => subject(desk, entry, about));
  });
}

/** All that is recorded of one request. */
export function story(desk: Desk, { request, entries }: Extract<View, { view: 'story' }>): Message {
  const { say } = desk;
  const head = headOf('≡', say('audit-state'), request);
  const [newest] = entries;
  const lead = newest === undefined ? '' : say('story-lead', { subject: subject(desk, newest, null) });
  return fitting(entries, 40, (shown, left) => {
    const more = left > 0 ? [remark(say('and-more', { count: left }))] : [];
    return listed(desk, { head, lead, notes: [...desk.namesakes, ...more], buttons: noButtons }, shown, () => null);
  });
}

type Around = Pick<Cards['list'], 'head' | 'lead' | 'notes' | 'buttons'>;

function listed(
  desk: Desk,
  around: Around,
  shown: readonly AuditShown[],
  titled: (entry: AuditShown) => string | null,
): Message {
  const { head, lead, notes } = around;
  const rows = shown.map((entry) => rowOf(desk, entry, titled(entry)));
  const told = [...plainRows(rows), ...notes.map(({ text }) => text)];
  const summary = `${[head.state, head.title].filter(Boolean).join(': ')}. ${lead}`;
  return message('list', { ...around, rows, foot: '' }, told, summary);
}

/** What a card is about, for the button that goes on. */
const aimOf = (about: Who | Where | null) =>
  about === null ? {} : 'title' in about ? { person: about.id } : { group: about.id };

/** Where the next page begins: behind the oldest row of each kind that has room here. */
function placeAfter({ after }: Extract<View, { view: 'audit' }>, shown: readonly AuditShown[]): AuditPlace {
  const behind = (changed: boolean, before: number | undefined) =>
    shown.findLast((one) => one.changed === changed)?.oldest ?? before ?? AUDIT_END;
  return { changes: behind(true, after?.changes), others: behind(false, after?.others) };
}

/** The number of the request, the right, the group unless the whole card is about it, and the person. */
function subject(desk: Desk, { right, group, person, request }: AuditShown, about: Who | Where | null): string {
  const { say } = desk;
  const groups = group.id === about?.id ? [] : [marked(desk, group)];
  return [request, say(`right-${right}`), ...groups, marked(desk, person)].join(' · ');
}

/** `titled`: what the row is about; null where the whole card is about it. */
function rowOf(desk: Desk, entry: AuditShown, titled: string | null): Row {
  const { say, reader } = desk;
  const { event, asked, approved, closed, folded } = entry;
  const key = events.has(event) ? `audit-${event.replace('.', '-')}` : 'audit-other';
  return {
    title: say(key, { event: inert(event, 40) }),
    tag: stamp(reader, entry.at),
    details: details(
      [
        titled,
        asked && step(desk, 'asked', asked),
        approved && step(desk, 'approved', approved),
        closed && step(desk, closed.how, closed),
        passedText(desk, entry),
        folded.length > 0 ? foldedText(desk, entry) : '',
        changeOf(desk, entry),
      ],
      'Small',
    ),
  };
}

/** `approved by Megan Bowen (…) as an owner, 22 Nov 2026 14:05 “fine”`. */
function step(desk: Desk, key: string, { by, as, at, reason }: Step): string {
  const { say, reader } = desk;
  const text = say(`audit-step-${key}`, {
    by: by === null ? say('audit-clock') : marked(desk, by),
    as: as ?? 'none',
    when: stamp(reader, at),
  });
  const written = inert(reason ?? '', 200);
  return written === '' ? text : `${text} ${say('audit-reason', { reason: written })}`;
}

/** How many more went the same way, since when, and the numbers of the last ones. */
function foldedText({ say, reader }: Desk, { folded }: AuditShown): string {
  const since = folded.at(-1)?.askedAt;
  const ids = folded.slice(0, 3).map(({ request }) => request);
  return say('audit-folded', {
    count: folded.length,
    ids: [...ids, ...(folded.length > ids.length ? ['…'] : [])].join(', '),
    since: since ? stamp(reader, since) : 'none',
  });
}

/** Who is asked, and in whose place. */
function passedText(desk: Desk, { passed }: AuditShown): string {
  if (passed === null) return '';
  const people = (all: readonly Who[]) =>
    all.length === 0 ? desk.say('audit-nobody') : all.map((one) => marked(desk, one)).join(', ');
  return desk.say('audit-passed', { to: people(passed.to), from: people(passed.from) });
}

function changeOf(desk: Desk, { before, after }: AuditShown): string {
  const { say } = desk;
  const people = (all: NonNullable<AuditShown['before']>) => {
    if (all === 'not-read') return say('audit-not-read');
    return all.length === 0 ? say('audit-nobody') : names(desk, all, 8);
  };
  if (before !== null && after !== null) return say('audit-change', { before: people(before), after: people(after) });
  if (before !== null) return say('audit-before', { before: people(before) });
  return after === null ? '' : say('audit-after', { after: people(after) });
}
