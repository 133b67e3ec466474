import type { GroupId, UserId } from '../../domain/ids.ts';
import { maySeeGroup } from '../../domain/policy.ts';
import { Fault } from '../../ports/faults.ts';
import type { Deps } from '../deps.ts';
import type { Names } from './names.ts';
import { lookAt, type Seen } from './roles.ts';

/**
 * Names for one reader: a hidden group goes without its name where it does not exist for them (any more), so that nobody
 * who has left it hears what it is called now.
 */
export async function namesFor(
  deps: Deps,
  reader: UserId,
  people: readonly UserId[],
  groups: readonly GroupId[],
): Promise<Names> {
  const names = await deps.names(people, groups);
  const hidden = [...new Set(groups)].filter(names.hidden);
  if (hidden.length === 0) return names;
  const look = await lookOrNot(deps, reader, hidden);
  const unseen = new Set(hidden.filter((id) => look === null || !maySeeGroup(true, look(id).looker)));
  return { ...names, where: (id) => (unseen.has(id) ? { id, name: '', address: null } : names.where(id)) };
}

/** Null when it cannot be read: cards go out all the same, as they do when names cannot be read. */
async function lookOrNot(
  deps: Deps,
  reader: UserId,
  groups: readonly GroupId[],
): Promise<((group: GroupId) => Seen) | null> {
  try {
    return await lookAt(deps, reader, groups);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('hidden-groups-not-read', { code: error.code, error });
    return null;
  }
}
