import { writeOwnPlace } from '../../domain/cursor.ts';
import type { Status } from '../../domain/status.ts';
import type { Message } from '../../ports/messenger.ts';
import { allButtons, buttons, goOn, typed } from '../buttons.ts';
import type { Buttons, Fact, Head, Note, SmallLine } from '../data.ts';
import { about, type Desk, detailOf, fitting, fromLine, message, noButtons, orType, remark, warning } from '../desk.ts';
import { list } from '../languages.ts';
import { type Audience, allTold, asked, became, head, lead, look, notes, type Told } from '../line.ts';
import { addressOf, named, plain, titleOf } from '../named.ts';
import type { Notice } from '../notice.ts';
import { type Args, type Say, sentence } from '../texts.ts';
import type { Line, View, Where, Who } from '../view.ts';

/** The lines of one batch for one reader: one line gets a card of its own, several share one. */
export function requests(desk: Desk, view: Extract<View, { view: 'requests' }>): Message {
  const { lines, audience, note } = view;
  const [first] = lines;
  const { say } = desk;
  const { locale } = desk.reader;
  const above =
    note === null ? [] : [sentence(note.notice, { ...argsOf(say, note.notice, first), ...note.args }, locale)];
  const extra = [...above.map(warning), ...desk.namesakes];
  if (first !== undefined && lines.length === 1) return oneLine(desk, first, audience, { notes: extra });
  return manyLines(desk, lines, audience, { notes: extra, heading: null });
}

/** My requests: newest first, as the store gave them. */
export function mine(desk: Desk, { lines, more }: Extract<View, { view: 'mine' }>): Message {
  const older = (last: Line | undefined, left: number) =>
    last !== undefined && (more || left > 0) ? goOn(desk, 'mine', { after: writeOwnPlace(last) }) : noButtons;
  return manyLines(desk, lines, 'asker', { notes: desk.namesakes, heading: about('≡', desk.say('mine-state')), older });
}

/** What a notice on the card can say of the line that it is about, where it was not given. */
function argsOf(say: Say, notice: Notice, line: Line | undefined): Args {
  if (line === undefined) return {};
  const told = (one: Who | Where) => plain(named(say, one));
  const names = { request: line.id, person: told(line.person), group: told(line.group), right: line.right };
  if (notice !== 'already-decided-by' || line.decision === null) return names;
  return { ...names, name: told(line.decision.by), status: line.status === 'denied' ? 'denied' : 'approved' };
}

/** The line of a notification: whoever decides hears the question, everybody else how it stands. */
export function spoken(desk: Desk, line: Line, audience: Audience): string {
  const { right, status, id } = line;
  if (status === 'waiting' && audience === 'approver') return `${lead(desk, line, audience)} ${id}`;
  const { say } = desk;
  const [group, person] = [named(say, line.group), named(say, line.person)];
  return say('summary', { right, group, person, state: say(`state-${status}`), id });
}

export const forOther = ({ requester, person }: Line) => requester.id !== person.id;

export const plainFacts = (facts: readonly Fact[]) =>
  facts.map(({ label, text, detail }) => `${label}: ${text}${detail === '' ? '' : ` (${detail})`}`);

/** Does the reader hold the right now? Then what helps to use it is on the card. */
export function isUseful(line: Line, audience: Audience): boolean {
  const own = audience === 'holder' || (audience === 'asker' && !forOther(line));
  return own && line.status === 'applied';
}

/** The address is what From takes in every case: a name may be cut, or hidden from the address lists. */
export function howTo({ say }: Desk, { group }: Line): readonly Note[] {
  const address = group.address === null ? '' : addressOf(group);
  return address === '' ? [] : [remark(say('note-how-to', { address }))];
}

export function oneLine(
  desk: Desk,
  line: Line,
  audience: Audience,
  more: { readonly notes: readonly Note[]; readonly summary?: string },
): Message {
  const useful = isUseful(line, audience);
  const from = fromLine(desk, line.right, line.person, line.group);
  const requester = audience === 'approver' || forOther(line);
  const facts = [...asked(desk, line, { ...allTold, requester }), ...became(desk, line)];
  const hints = useful ? howTo(desk, line) : [];
  const all = [...more.notes, ...notes(desk, line), ...hints];
  const data = {
    head: head(desk, line),
    lead: lead(desk, line, audience),
    from,
    facts,
    notes: all,
    buttons: buttons(desk, line, true, useful),
    foot: orType(desk, typed(desk, line)),
  };
  const told = [`${from.label} ${from.line} (${from.address})`, ...plainFacts(facts), ...all.map(({ text }) => text)];
  return message('request', data, told, more.summary ?? spoken(desk, line, audience));
}

/** What all lines have in common is told once, above them. */
function shared(lines: readonly Line[]): Told {
  const same = (pick: (line: Line) => unknown) => new Set(lines.map((line) => JSON.stringify(pick(line)))).size === 1;
  return {
    person: same(({ person }) => person.id),
    requester: same(({ requester, askedAt }) => [requester.id, askedAt]),
    term: same(({ term, endsAt }) => (term?.kind === 'until' ? term : [term, endsAt])),
    reason: same(({ reason }) => reason),
  };
}

/** Where the word for its state leaves a question, a small line has its sentence too. */
const explained: ReadonlySet<Status> = new Set(['failed', 'ended', 'cancelled']);

function smallLine(desk: Desk, line: Line, audience: Audience, told: Told): SmallLine {
  const { say } = desk;
  const rest = asked(desk, line, {
    person: false,
    requester: !told.requester && audience !== 'asker',
    term: !told.term,
    reason: !told.reason,
  });
  const open = line.status === 'waiting' || line.status === 'approved';
  const sender = fromLine(desk, line.right, line.person, line.group);
  const from: Fact = { label: say('fact-from'), text: sender.line, detail: sender.address };
  const who: Fact = { label: say('fact-for'), text: titleOf(say, line.person), detail: detailOf(line.person) };
  return {
    glyph: look(line.status).glyph,
    state: say(`state-${line.status}`),
    title: say('title', { right: line.right, group: named(say, line.group) }),
    id: line.id,
    lead: explained.has(line.status) ? lead(desk, line, audience) : '',
    facts: [...(told.person ? [] : [who]), ...(open ? [from] : []), ...rest, ...became(desk, line)],
    notes: notes(desk, line),
    buttons: buttons(desk, line, false),
  };
}

/** `2 waiting, 1 approved`. */
function states({ say, reader }: Desk, lines: readonly Line[]): string {
  const counts = new Map<Status, number>();
  for (const { status } of lines) counts.set(status, (counts.get(status) ?? 0) + 1);
  return list(
    reader.locale,
    [...counts].map(([status, count]) => say('count-state', { count, state: say(`state-${status}`) })),
  );
}

function batchHead(desk: Desk, lines: readonly Line[]): Head {
  const [first] = lines;
  const one = first !== undefined && lines.every(({ status }) => status === first.status);
  const status = one ? first.status : 'waiting';
  const style = one ? look(status).style : 'emphasis';
  return {
    style,
    glyph: one ? look(status).glyph : '≡',
    state: lines.length > 0 ? states(desk, lines) : desk.say('nothing-asked'),
    title: '',
    id: '',
  };
}

interface Around {
  readonly notes: readonly Note[];
  /** Null: the head tells where the lines stand. */
  readonly heading: Head | null;
  /** The button beneath the last line that has room, for what is left. */
  readonly older?: (last: Line | undefined, left: number) => Buttons;
}

function manyLines(desk: Desk, lines: readonly Line[], audience: Audience, around: Around): Message {
  const { say } = desk;
  const [first] = lines;
  const isBatch = around.heading === null;
  const told: Told = isBatch
    ? shared(lines)
    : { person: false, requester: audience === 'asker', term: false, reason: false };
  const counts = { count: lines.length, states: states(desk, lines) };
  const summary = say(lines.length > 0 ? 'lead-summary' : isBatch ? 'nothing-asked' : 'notice-no-requests', counts);
  const facts =
    isBatch && first
      ? asked(desk, first, { ...told, requester: told.requester && (audience !== 'asker' || lines.some(forOther)) })
      : [];
  const pressable = lines.find(({ may }) => may.length > 0);
  return fitting(lines, 12, (shown, left) => {
    const small = shown.map((line) => smallLine(desk, line, audience, told));
    const decides = isBatch && audience === 'approver';
    const rest = left > 0 ? [remark(say(decides ? 'and-more-to-decide' : 'and-more', { count: left }))] : [];
    const decide = decides && left === 0 ? allButtons(desk, lines) : around.older?.(shown.at(-1), left);
    const data = {
      head: around.heading ?? batchHead(desk, lines),
      lead: around.heading === null ? '' : summary,
      facts,
      notes: [...around.notes, ...rest],
      lines: small,
      buttons: decide ?? noButtons,
      foot: pressable === undefined ? '' : orType(desk, typed(desk, pressable)),
    };
    const plain = small.flatMap((line) => [
      `${line.state} · ${line.title} · ${line.id}`,
      line.lead,
      ...plainFacts(line.facts),
      ...line.notes.map(({ text }) => text),
    ]);
    return message('requests', data, [...plainFacts(facts), ...data.notes.map(({ text }) => text), ...plain], summary);
  });
}
