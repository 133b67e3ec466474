import type { Right } from '../../domain/request.ts';
import type { Message } from '../../ports/messenger.ts';
import { moment } from '../dates.ts';
import { about, type Desk, detailOf, fitting, fromLine, message, names, orType, remark } from '../desk.ts';
import { inert, inertTitle } from '../inert.ts';
import { addressOf, named, titleOf } from '../named.ts';
import type { View } from '../view.ts';

const both: readonly Right[] = ['sendAs', 'sendOnBehalf'];

/** Right left open: the two From lines, what each means, and that one person gets one of them. */
export function whichRight(desk: Desk, { draft, speaker, key }: Extract<View, { view: 'which-right' }>): Message {
  const { say } = desk;
  const first = draft.people[0] ?? speaker;
  const person = named(say, first);
  const group = draft.groups[0] ?? {
    name: say('form-right-group'),
    address: null,
  };
  const many = draft.people.length > 1 || draft.groups.length > 1;
  const lead = many
    ? say('which-right-lead-many', { person, people: names(desk, draft.people), groups: names(desk, draft.groups) })
    : say('which-right-lead', { person });
  const options = both.map((right, index) => ({
    number: index + 1,
    name: say(`right-${right}`),
    from: fromLine(desk, right, first, group),
    meaning: say(`meaning-${right}`),
    press: say('press-pick-right', { right }),
    question: key,
  }));
  const notes = [...desk.namesakes, remark(say('note-one-of-two'))];
  const head = about('?', say('which-right-state'), draft.groups.length > 0 ? names(desk, draft.groups) : '');
  const data = { head, lead, options, notes, foot: orType(desk, [say('type-numbers', { last: 2 })]) };
  const told = options.map(
    ({ number, name, from, meaning }) =>
      `${number} · ${name} · ${from.label} ${from.line} (${from.address}). ${meaning}`,
  );
  return message(
    'which-right',
    data,
    [...told, ...notes.map(({ text }) => text)],
    `${head.state} ${options.map(({ name }) => name).join(' / ')}`,
  );
}

/** As many as the directory gives. */
const mostOffered = 10;

/** Several match, or one that may not be meant: each with what tells it apart, and a number that can be pressed or typed. */
export function which(desk: Desk, { what, words, candidates, key }: Extract<View, { view: 'which' }>): Message {
  const { say } = desk;
  return fitting(candidates, mostOffered, (shown, left) => {
    const options = shown.map((one, index) => ({
      number: index + 1,
      name: titleOf(say, one),
      detail: detailOf(one),
      press: say('press-choose', { number: index + 1 }),
      question: key,
    }));
    // As many are looked for as are shown: there may be others.
    const rest = left > 0 || candidates.length >= mostOffered ? [say('which-more')] : [];
    const typed = [say('type-numbers', { last: options.length }), say('type-address')];
    const fits = candidates.length === 1 ? (`which-${what}-one` as const) : 'which-lead';
    const lead = [say(fits, { words: inert(words) }), ...rest].join(' ');
    const head = about('?', say(`which-${what}-state`));
    const told = options.map(({ number, name, detail }) => `${number} · ${name} · ${detail}`);
    return message('which', { head, lead, options, foot: orType(desk, typed) }, told, `${head.state} ${lead}`);
  });
}

/** A colleague's rights, to be picked from. Nothing is picked beforehand: a right is never given by oversight. */
export function same(desk: Desk, view: Extract<View, { view: 'same' }>): Message {
  const { say, reader } = desk;
  const told = { from: named(say, view.from), to: named(say, view.to), when: moment(reader, say, view.readAt) };
  return fitting(view.rights, 40, (shown, left) => {
    const choices = shown.map(({ right, group }, index) => {
      const title = say('title', { right, group: inertTitle(group.name, 60) || '–' });
      const address = inertTitle(addressOf(group), 320);
      return { value: String(index + 1), title: [`${index + 1} · ${title}`, address].filter(Boolean).join(' · ') };
    });
    const some = choices.length > 0;
    const data = {
      head: about('=', say('same-state'), say('same-for', told)),
      lead: say(some ? 'same-lead' : 'same-lead-none', told),
      pick: some,
      label: say('same-pick'),
      value: '',
      choices,
      notes: [
        ...desk.namesakes,
        ...(left > 0 ? [remark(say('and-more', { count: left }))] : []),
        ...(some ? [remark(say('note-one-of-two'))] : []),
      ],
      press: say('press-same'),
      question: view.key,
      foot: orType(desk, [some ? say('type-numbers', { last: choices.length }) : say('type-again')]),
    };
    return message(
      'same',
      data,
      choices.map(({ title }) => title),
      data.lead,
    );
  });
}
