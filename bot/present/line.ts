import { restorableUntil } from '../domain/away.ts';
import { type Delay, isStuck, type Right } from '../domain/request.ts';
import type { Status } from '../domain/status.ts';
import { askedAtOnce } from '../domain/work-of.ts';
import { coming, quorum } from './coming.ts';
import type { Fact, Head, Note, Tone } from './data.ts';
import { day, end, formatTime, moment } from './dates.ts';
import { type Desk, detailOf, names, remark, warning } from './desk.ts';
import { inert } from './inert.ts';
import { addressOf, named, titleOf } from './named.ts';
import type { Args, Say } from './texts.ts';
import type { Line, Who } from './view.ts';

/** For whom a line is told. */
export type Audience = 'asker' | 'approver' | 'holder';

/** A sign and a tone beside the word, never instead of it. The signs are plain text and take the theme's colour. */
const looks: Readonly<Record<Status, { readonly glyph: string; readonly style: Tone }>> = {
  waiting: { glyph: '…', style: 'warning' },
  approved: { glyph: '›', style: 'accent' },
  applied: { glyph: '✓', style: 'good' },
  denied: { glyph: '✕', style: 'attention' },
  cancelled: { glyph: '–', style: 'emphasis' },
  lapsed: { glyph: '–', style: 'emphasis' },
  failed: { glyph: '!', style: 'attention' },
  ending: { glyph: '‹', style: 'accent' },
  ended: { glyph: '■', style: 'emphasis' },
};
export const look = (status: Status) => looks[status];

export function head({ say }: Desk, { status, right, group, id }: Line): Head {
  return {
    ...looks[status],
    state: say(`state-${status}`),
    title: say('title', { right, group: named(say, group) }),
    id,
  };
}

const other = (right: Right): Right => (right === 'sendAs' ? 'sendOnBehalf' : 'sendAs');

/** `yes`: the reader did it. Of an approver's card the reader is not known. */
function isReader(line: Line, audience: Audience, { id }: Pick<Who, 'id'>): 'yes' | 'no' {
  if (audience === 'approver') return 'no';
  return id === (audience === 'asker' ? line.requester : line.person).id ? 'yes' : 'no';
}

/** What it means for this reader, in a sentence or two. */
export function lead(desk: Desk, line: Line, audience: Audience): string {
  const { say } = desk;
  const { status, right } = line;
  const group = named(say, line.group);
  switch (status) {
    case 'waiting': {
      if (audience === 'asker') return say('lead-waiting', { group, admins: line.byAdmins ? 'yes' : 'no' });
      const self = line.requester.id === line.person.id ? 'yes' : 'no';
      const asked = { requester: named(say, line.requester), right, group };
      if (audience === 'holder') return say('lead-waiting-holder', asked);
      return say('lead-waiting-approver', { ...asked, person: named(say, line.person), self });
    }
    case 'applied':
      return say(line.origin === 'found' ? 'lead-found' : 'lead-applied');
    case 'failed': {
      // Whoever was asked to decide as an owner can do something about it.
      const owner = audience === 'approver' && !line.byAdmins ? 'yes' : 'no';
      const rule = line.group.dynamic ? 'yes' : 'no';
      const told = line.adminsTold ? 'yes' : 'no';
      return say(`failure-${line.failure ?? 'exchange-refused'}`, { rule, owner, told });
    }
    case 'ending':
    case 'ended': {
      if (line.ended === null) return say(`lead-${status}-plain`);
      const { cause, by } = line.ended;
      // A holder who gives back is not named by every source; the clock has no name at all.
      const known = by ?? (cause === 'given-back' ? line.person : null);
      const who = { by: named(say, known ?? { name: 'Behalf' }), you: known ? isReader(line, audience, known) : 'no' };
      if (status === 'ending' && line.appliedAt === null) return say('lead-stopping', who);
      const { proof } = line.ended;
      if (proof === 'read') return say('lead-ended-read');
      if (proof === 'group-beyond-restoring') return say('lead-ended-for-good', { what: 'group' });
      if (proof === 'person-beyond-restoring') return say('lead-ended-for-good', { what: 'person' });
      return say(`lead-${status}`, {
        cause,
        stuck: line.delay !== null && isStuck(line.delay) ? 'yes' : 'no',
        ...who,
      });
    }
    case 'cancelled': {
      const by = line.cancelled?.by ?? line.requester;
      const stopped = line.decision !== null || by.id !== line.requester.id;
      const you = isReader(line, audience, by);
      return say(stopped ? 'lead-stopped' : 'lead-cancelled', { by: named(say, by), you });
    }
    case 'denied': {
      const asker = line.decision === null ? 'no' : isReader(line, audience, line.requester);
      return say('lead-denied', { asker, by: named(say, line.decision?.by ?? line.requester) });
    }
    case 'lapsed': {
      if (line.answered === null) return say('lead-lapsed', { asker: audience === 'asker' ? 'yes' : 'no' });
      const { request, endsAt } = line.answered;
      const you = isReader(line, audience, line.person);
      return say('lead-answered', {
        person: named(say, line.person),
        you,
        request,
        end: end(desk.reader, say, null, endsAt),
      });
    }
    case 'approved':
      return say('lead-approved');
  }
}

/** Which facts all lines of a card share; those are told once. */
export type Told = {
  readonly person: boolean;
  readonly requester: boolean;
  readonly term: boolean;
  readonly reason: boolean;
};
export const allTold: Told = { person: true, requester: true, term: true, reason: true };

/** What was asked: for whom, by whom, how long, why. */
export function asked({ reader, say }: Desk, line: Line, told: Told): readonly Fact[] {
  const facts: Fact[] = [];
  if (told.person)
    facts.push({ label: say('fact-for'), text: titleOf(say, line.person), detail: detailOf(line.person) });
  if (told.requester) {
    const when = moment(reader, say, line.askedAt);
    const detail = [addressOf(line.requester), when].filter((part) => part !== '').join(' · ');
    facts.push({ label: say('fact-asked'), text: titleOf(say, line.requester), detail });
  }
  if (told.term) facts.push({ label: say('fact-term'), text: end(reader, say, line.term, line.endsAt), detail: '' });
  if (told.reason) facts.push(...quoted(say, 'fact-reason', line.reason));
  return facts;
}

/** What became of it: whom it waits for, the decision, applied, read back, ended. */
export function became(desk: Desk, line: Line): readonly Fact[] {
  const { reader, say } = desk;
  const when = (at: string) => moment(reader, say, at);
  const facts: Fact[] = [];
  if (line.status === 'waiting') {
    const text = line.waitingFor.length > 0 ? names(desk, line.waitingFor) : say('who-nobody');
    const asked = line.waitingFor.length > askedAtOnce ? 'some' : 'all';
    facts.push({
      label: say('fact-waiting'),
      text,
      detail: say('fact-waiting-detail', { since: when(line.askedAt), asked, most: askedAtOnce }),
    });
  }
  facts.push(...quorum(desk, line), ...coming(desk, line));
  if (line.decision !== null) {
    const by = named(say, line.decision.by);
    const text = say(line.status === 'denied' ? 'fact-decided-denied' : 'fact-decided-approved', { by });
    facts.push({ label: say('fact-decided'), text, detail: when(line.decision.at) });
  }
  facts.push(...quoted(say, 'fact-answer', line.decision?.reason ?? null));
  for (const [key, at] of [
    ['fact-applied', line.appliedAt],
    ['fact-read-back', line.readBackAt],
    ['fact-ended', line.ended?.at ?? null],
    ['fact-cancelled', line.cancelled?.at ?? null],
  ] as const) {
    if (at !== null) facts.push({ label: say(key), text: when(at), detail: '' });
  }
  facts.push(...quoted(say, 'fact-ended-reason', line.cancelled?.reason ?? line.ended?.reason ?? null));
  return facts;
}

/** What the news of a request tells besides its sentence: its end, whoever decided against it, and what was written. */
export function newsFacts(desk: Desk, line: Line): readonly Fact[] {
  const { reader, say } = desk;
  const ends = line.status === 'applied' && line.endsAt !== null ? line.endsAt : null;
  const text = ends === null ? '' : end(reader, say, line.term, ends);
  const reasons = [say('fact-answer'), say('fact-ended-reason')];
  const told = line.status === 'denied' ? [say('fact-decided'), ...reasons] : reasons;
  const some = became(desk, line).filter(({ label }) => told.includes(label));
  return [...(text === '' ? [] : [{ label: say('fact-term'), text, detail: '' }]), ...some];
}

/** What somebody wrote, between quotation marks; nothing when nothing was. */
function quoted(say: Say, label: string, text: string | null): readonly Fact[] {
  const reason = inert(text ?? '', 500);
  return reason === '' ? [] : [{ label: say(label), text: say('fact-reason-text', { reason }), detail: '' }];
}

/** What else was asked or given for the same person: at most two notes. */
function besides({ reader, say }: Pick<Desk, 'reader' | 'say'>, line: Line): readonly Note[] {
  const person = named(say, line.person);
  const notes = line.beside.map(({ request, right, requester, status, endsAt }) => {
    const same = right === line.right ? 'yes' : 'no';
    const self = requester.id === line.person.id ? 'yes' : 'no';
    const told = { request, right, same, self, person, requester: named(say, requester) };
    if (status === 'waiting') return remark(say('note-beside', told));
    if (status === 'approved') return warning(say('note-beside-approved', told));
    if (status !== 'applied' || same === 'no') return null;
    return warning(say('note-holds', { ...told, end: end(reader, say, null, endsAt) }));
  });
  return notes.filter((note) => note !== null).slice(0, 2);
}

/** What a person should know before pressing: the either-or rule, rights that could not be read, admins, delays. */
export function notes({ reader, say }: Desk, line: Line): readonly Note[] {
  const all: Note[] = [];
  const open = line.status === 'waiting' || line.status === 'approved';
  const held = other(line.right);
  const since = line.beside.some(({ status, right }) => status === 'applied' && right === held);
  if ((line.held?.includes(held) || since) && (open || line.status === 'applied')) {
    const text = say(open ? 'note-either-or' : 'note-either-or-done', { held, person: named(say, line.person) });
    all.push(open ? warning(text) : remark(text));
  }
  if (line.held === null && open) all.push(warning(say('note-unread')));
  if (line.status === 'waiting') all.push(...besides({ reader, say }, line));
  if (line.unreached && line.status === 'waiting') all.push(warning(say('note-unreached')));
  if (line.mutedUntil !== undefined) {
    const muted = { requester: named(say, line.requester), day: day(reader, line.mutedUntil) };
    all.push(remark(say('note-muted', muted)));
  }
  if (line.byAdmins && line.status === 'waiting')
    all.push(remark(say('note-admins', { group: named(say, line.group) })));
  if (line.delay !== null && (line.status === 'approved' || line.status === 'ending' || line.status === 'applied')) {
    all.push(warning(say(`delay-${line.delay.why}`, delayArgs({ reader, say }, line, line.delay))));
  }
  return all;
}

/** The time of the next try; what is gone, and until when it can be restored. */
function delayArgs({ reader, say }: Pick<Desk, 'reader' | 'say'>, line: Line, delay: Delay): Args {
  const what = line.missed === null ? 'group' : 'person';
  return {
    time: formatTime(reader, delay.until),
    entry: inert('entry' in delay ? (delay.entry ?? '') : '', 120),
    day: delay.why === 'deleted' ? day(reader, restorableUntil(delay.deletedAt)) : '',
    what,
    person: line.missed === null ? '' : named(say, line.missed),
    ending: line.status === 'ending' && line.appliedAt !== null ? 'yes' : 'no',
    told: line.adminsTold ? 'yes' : 'no',
  };
}
