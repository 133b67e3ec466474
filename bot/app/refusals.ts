import type { At, GroupId, UserId } from '../domain/ids.ts';
import { usable } from '../domain/policy.ts';
import { Fault } from '../ports/faults.ts';
import type { AuditRecord } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import { admins } from './facts/roles.ts';
import type { Repeated } from './settle.ts';

/** What the record says of Exchange having refused Behalf any change of a group. */

const hour = 60 * 60_000;
/** No owner is asked for so long after a refusal began. */
const vainMs = 2 * hour;
/** The admins are told of a group once in so long. */
const toldMs = 24 * hour;
/** Records of the group that are looked through, newest first. */
const most = 100;

/** A refusal on record. `group`: the change was refused; `app`: not even reading was allowed, which a reading clears. */
interface Refused {
  readonly since: At;
  readonly of: 'group' | 'app' | 'change';
}

function refusalIn(record: AuditRecord, all: readonly AuditRecord[]): readonly Refused[] {
  const { event, at, data, request } = record;
  if (event === 'request.failed' && data.why === 'exchange-forbidden') {
    const begun = all.some((one) => one.event === 'right.applying' && one.request === request);
    return [{ since: at, of: begun ? 'group' : 'app' }];
  }
  return event === 'right.delayed' && data.delay.why === 'forbidden' ? [data.delay] : [];
}

/** Exchange has taken a change of the group. */
const taken = ({ event, data }: AuditRecord) =>
  event === 'right.applied' || (event === 'right.ended' && data.proof === 'answered');

/** When the latest such refusal began that no change has followed; null: there is none of the last `ms` milliseconds. */
async function refusedSince(
  { audit, clock }: Deps,
  group: GroupId,
  ms: number,
  kinds: readonly Refused['of'][],
): Promise<At | null> {
  const records = await audit.latest({ group }, most);
  const end = records.findIndex(taken);
  const found = (end < 0 ? records : records.slice(0, end)).flatMap((one) => refusalIn(one, records));
  const since = found
    .flatMap((one) => (kinds.includes(one.of) ? [one.since] : []))
    .toSorted()
    .at(-1);
  return since !== undefined && clock.now().getTime() - Date.parse(since) < ms ? since : null;
}

/**
 * When Exchange began to refuse changes of this group, if that is hours ago at the most: to ask an owner would be in vain.
 * However often it refuses since, that is not longer.
 */
export const refusedLately = (deps: Deps, group: GroupId): Promise<At | null> =>
  refusedSince(deps, group, vainMs, ['group']);

/** From when on it can be asked again. */
export const askableFrom = (since: At): At => new Date(Date.parse(since) + vainMs).toISOString() as At;

/** Whom to tell that Exchange refuses. `key` is the same for all that they need to hear of once. */
export interface Telling {
  readonly admins: readonly UserId[];
  readonly key: string;
  /** They have been told already. */
  readonly known: boolean;
}
export const toNobody: Telling = { admins: [], key: '', known: false };

/** `of`: Exchange refuses Behalf a change of this group, or refuses it anything at all (`app`). */
export async function toTell(deps: Deps, group: GroupId, of: 'group' | 'app'): Promise<Telling> {
  if (deps.adminGroup === null) return toNobody;
  const key = `told:${of === 'app' ? 'app' : group}:${deps.clock.now().toISOString().slice(0, 10)}`;
  if ((await refusedSince(deps, group, toldMs, ['group', 'app'])) !== null) return { admins: [], key, known: true };
  return { admins: await usableAdmins(deps), key, known: false };
}

/**
 * Commits with the news for the admins; without it where another commit of the day has brought them. Work on several
 * rights runs side by side, and each finds that nobody was told yet.
 */
export async function tellingOnce<T>(
  { admins, key }: Telling,
  commit: (admins: readonly UserId[], bounds: { readonly turn?: string }) => Promise<T | Repeated>,
): Promise<T | Repeated> {
  const first = await commit(admins, admins.length > 0 ? { turn: key } : {});
  const repeated = typeof first === 'object' && first !== null && 'repeated' in first;
  return repeated ? commit([], {}) : first;
}

/** Nobody when they cannot be read now: then they are told at a later look. */
export async function usableAdmins(deps: Deps): Promise<readonly UserId[]> {
  try {
    return (await admins(deps)).filter(usable).map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('admins-not-read', { code: error.code, error });
    return [];
  }
}
