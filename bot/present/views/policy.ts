import type { Message } from '../../ports/messenger.ts';
import { about, type Desk, message, noButtons, remark } from '../desk.ts';
import { inert } from '../inert.ts';
import { list } from '../languages.ts';
import { named } from '../named.ts';
import { fieldInWords, type PolicyField } from '../policy-words.ts';
import type { View } from '../view.ts';
import { plainRows } from './lists.ts';

/** What somebody who asks wants to know; the rest is for `policy -- explain`. */
const told: readonly PolicyField[] = [
  ...(['approve', 'fallback', 'mayAsk', 'forOthers', 'membersOnly', 'reason', 'term'] as const),
  ...(['remind', 'escalate', 'lapse', 'workHours'] as const),
];

/** What the company's policy says of a group: a row for each right, or one where both are treated alike. */
export function policy(desk: Desk, { group, rulings, builtIn }: Extract<View, { view: 'policy' }>): Message {
  const { say, reader } = desk;
  const rows = rulings.map(({ right, ruling, file }) => ({
    title: right === null ? say('policy-both') : say(`right-${right}`),
    tag: file === null ? '' : inert(file, 120),
    details: told.map((field) => ({
      text: sentenceOf(fieldInWords(field, ruling.values, say, reader.locale)),
      gap: 'None' as const,
    })),
  }));
  const [first] = rulings;
  const lead = first === undefined ? '' : leadOf(desk, first.ruling, builtIn);
  const limits = [...new Set(rulings.flatMap(({ ruling }) => ruling.limits))].map((name) => inert(name, 80));
  const notes = limits.length === 0 ? [] : [remark(say('policy-limits', { names: list(reader.locale, limits) }))];
  const head = about('≡', say('policy-state'), say('policy-title', { group: named(say, group) }));
  const data = { head, lead, rows, notes: [...desk.namesakes, ...notes], buttons: noButtons, foot: '' };
  return message('list', data, [...plainRows(rows), ...notes.map(({ text }) => text)], `${head.title}. ${lead}`);
}

type Ruling = Extract<View, { view: 'policy' }>['rulings'][number]['ruling'];

function leadOf({ say, reader }: Desk, { rule, unclear }: Ruling, builtIn: boolean): string {
  if (unclear === null)
    return say('policy-lead', { rule: rule === null ? 'none' : inert(rule, 80), builtIn: builtIn ? 'yes' : 'no' });
  const names =
    unclear.why === 'tie'
      ? list(
          reader.locale,
          unclear.rules.map((name) => inert(name, 80)),
        )
      : '';
  return say('policy-lead-unclear', { why: say(`policy-unclear-${unclear.why}`, { names }) });
}

const sentenceOf = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
