import type { Message } from '../../ports/messenger.ts';
import type { Cards, Choice, Fact } from '../data.ts';
import { about, type Desk, detailOf, fitting, message, orType, warning } from '../desk.ts';
import { inert, inertTitle } from '../inert.ts';
import { duration } from '../languages.ts';
import { addressOf, named, plain, titleOf } from '../named.ts';
import { sentence } from '../texts.ts';
import type { Draft, View, Where, Who } from '../view.ts';

type Form = Extract<View, { view: 'form' }>;
type Values = Cards['form']['values'];
type Kept = NonNullable<Form['kept']>;

/** The durations that the form offers; another one that was asked for is offered too. */
const offered = ['P7D', 'P14D', 'P1M', 'P3M'];

const isPerson = (one: Who | Where): one is Who => 'title' in one;

/** A person or group as a choice: named so that two of one name are told apart. The value is the object id. */
function choice(one: Who | Where): Choice {
  const address = inertTitle(addressOf(one), 320);
  return { title: [inertTitle(one.name, 60) || '–', address].filter(Boolean).join(' · '), value: one.id };
}

/** What can be chosen: first the words that nothing matches, so that the field can hold them. */
function choices(all: readonly (Who | Where)[], kept: readonly string[]): readonly Choice[] {
  const words = kept.map((text): Choice => ({ title: inertTitle(text, 60) || '–', value: word(text) }));
  return [...words, ...new Map(all.map((one) => [one.id, choice(one)])).values()];
}

/** A typed word as the value of a field: commas would part it. */
const word = (text: string) => inert(text, 80).replaceAll(',', ' ').trim() || '–';
const noWords = { people: [], groups: [] };

/** Where the end is what is wrong, it stays asked for: it is never left out unseen. */
function values({ right, people, groups, term, reason }: Draft, kept: Kept, endMissing: boolean): Values {
  return {
    right: right ?? '',
    people: [...people.map(({ id }) => id), ...kept.people.map(word)].join(','),
    group: [...groups.map(({ id }) => id), ...kept.groups.map(word)].join(','),
    term: term === null ? (endMissing ? 'until' : 'none') : term.kind === 'for' ? term.duration : 'until',
    until: term?.kind === 'until' ? term.date : '',
    reason: inert(reason ?? '', 500),
  };
}

function terms({ say, reader }: Desk, value: string): readonly Choice[] {
  const known = value === 'none' || value === 'until' || offered.includes(value) ? offered : [value, ...offered];
  return [
    { title: say('form-term-none'), value: 'none' },
    ...known.map((iso) => ({ title: inertTitle(duration(reader.locale, iso)), value: iso })),
    { title: say('form-term-until'), value: 'until' },
  ];
}

/** From lines as choices: who would write, for which group. */
function rights({ say }: Desk, { people, groups }: Draft): readonly Choice[] {
  const told = (one: Who | Where) => inertTitle(plain(named(say, one)), 400);
  const person = people[0] ? told(people[0]) : say('form-right-person');
  const group = groups[0] ? told(groups[0]) : say('form-right-group');
  return (['sendAs', 'sendOnBehalf'] as const).map((value) => ({
    value,
    title: say(`form-right-${value}`, { person, group }),
  }));
}

function labels({ say }: Desk): Cards['form']['labels'] {
  return {
    right: say('form-right'),
    people: say('form-people'),
    peopleHint: say('form-people-hint'),
    group: say('form-group'),
    groupHint: say('form-group-hint'),
    pick: say('form-pick'),
    term: say('form-term'),
    until: say('form-until'),
    reason: say('form-reason'),
    reasonHint: say('form-reason-hint'),
  };
}

function errors({ say }: Desk, view: Form): Cards['form']['errors'] {
  const of = (field: Form['errors'][number]['field']) => {
    const found = view.errors.filter((error) => error.field === field).map(({ error }) => say(`form-error-${error}`));
    return { text: [...new Set(found)].join(' ') };
  };
  return { right: of('right'), people: of('people'), group: of('group'), until: of('until'), reason: of('reason') };
}

/** The form of a new request, filled with all that is known; errors stand beside their fields, inputs are kept. */
export function form(desk: Desk, view: Form): Message {
  const { say, reader } = desk;
  const { draft, near } = view;
  const said = view.note === null ? [] : [warning(sentence(view.note.notice, view.note.args, reader.locale))];
  const notes = [...said, ...desk.namesakes];
  const facts = near
    .slice(0, 3)
    .map(
      (one, n): Fact => ({ label: n === 0 ? say('form-near') : '', text: titleOf(say, one), detail: detailOf(one) }),
    );
  const kept = view.kept ?? noWords;
  const filled = values(
    draft,
    kept,
    view.errors.some(({ field }) => field === 'until'),
  );
  const wrong = errors(desk, view);
  const lead = view.errors.length > 0 ? say('form-lead-errors') : say('form-lead');
  const own = view.own ?? [];
  return fitting(own, 15, (ownGroups) => {
    const data = {
      head: about('+', say('form-state')),
      lead,
      facts,
      labels: labels(desk),
      values: filled,
      errors: wrong,
      rights: rights(desk, draft),
      people: choices(
        [...draft.people, ...near.filter(isPerson), ...(view.speaker ? [view.speaker] : [])],
        kept.people,
      ),
      groups: choices([...draft.groups, ...near.filter((one) => !isPerson(one)), ...ownGroups], kept.groups),
      terms: terms(desk, filled.term),
      notes,
      press: say('press-submit'),
      question: view.key,
      foot: orType(desk, [say('type-request')]),
    };
    const told = [
      ...notes.map(({ text }) => text),
      ...facts.map(({ text, detail }) => `${say('form-near')}: ${text} (${detail})`),
    ];
    return message('form', data, told, notes[0]?.text ?? `${data.head.state}. ${lead}`);
  });
}
