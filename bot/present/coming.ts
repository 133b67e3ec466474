import type { Fact } from './data.ts';
import { moment } from './dates.ts';
import { type Desk, names } from './desk.ts';
import { inert } from './inert.ts';
import type { Line } from './view.ts';

/** What a request that waits still needs, and what comes next. */

/** Who has approved it so far, where one approval is not enough; and the rule that wants it so. */
export function quorum(desk: Desk, { approvals: { by, needed }, rule }: Line): readonly Fact[] {
  const { say } = desk;
  const some = by.length > 0 ? names(desk, by) : '';
  const counted: Fact = {
    label: say('fact-approvals'),
    text: say('fact-approvals-of', { count: by.length, needed }),
    detail: some,
  };
  const named = inert(rule ?? '', 80);
  return [
    ...(needed > 1 ? [counted] : []),
    ...(named === '' ? [] : [{ label: say('fact-rule'), text: named, detail: '' }]),
  ];
}

/** What comes next while nobody decides, and when it lapses. */
export function coming({ reader, say }: Desk, { status, timers }: Line): readonly Fact[] {
  const [next] = timers;
  if (status !== 'waiting' || next === undefined) return [];
  const lapse = timers.find(({ why }) => why === 'lapse');
  const when = (at: string) => moment(reader, say, at);
  const detail = next.why === 'lapse' || lapse === undefined ? '' : say('fact-next-lapse', { when: when(lapse.at) });
  return [{ label: say('fact-next'), text: say(`fact-next-${next.why}`, { when: when(next.at) }), detail }];
}
