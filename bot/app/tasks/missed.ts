import { givenUpAt } from '../../domain/away.ts';
import { at, type UserId } from '../../domain/ids.ts';
import type { Approved, Away, Failure } from '../../domain/request.ts';
import type { Presence } from '../../ports/directory.ts';
import type { Done } from '../../ports/work.ts';
import type { Deps } from '../deps.ts';
import type { Standing } from '../facts/gather.ts';
import { awayNow, waitAway } from './stuck.ts';
import { type Undone, withdraw } from './undo.ts';

/** Is it there again? */
export function isHere(
  standings: readonly [Standing, ...Standing[]],
  { requester, beneficiary }: Approved,
  missed: Away,
): boolean {
  const [{ group, people }] = standings;
  const sought = new Map<UserId | null, Presence<unknown>>([
    [null, group],
    ...standings.map(({ facts, people }) => [facts.decider.id, people.decider] as const),
    [requester, people.requester],
    [beneficiary, people.beneficiary],
  ]);
  return sought.get(missed.person)?.is === 'here';
}

/**
 * The directory does not find what the request rests on, and does not list it as deleted. That mostly passes: it fails for
 * that after a day only, and after what was begun in Exchange is taken back.
 */
export async function missed(deps: Deps, undone: Omit<Undone, 'why'>, absent: 'group' | UserId): Promise<Done> {
  const { state, attempt } = undone;
  const away = awayNow(deps, state, { is: 'absent' }, absent === 'group' ? null : absent, attempt);
  const over = away.why === 'missing' && at(deps.clock.now()) >= givenUpAt(away);
  return over ? withdraw(deps, { ...undone, why: lossOf(state, absent) }) : waitAway(deps, state.id, away);
}

function lossOf({ requester, beneficiary }: Approved, absent: 'group' | UserId): Failure {
  if (absent === 'group') return 'group-gone';
  if (absent === beneficiary) return 'beneficiary-gone';
  return absent === requester ? 'requester-gone' : 'approver-lost-right';
}
