import { type Decided, ended, expire } from '../../domain/decide.ts';
import { at, type RequestId } from '../../domain/ids.ts';
import type { Applied, Delegates } from '../../domain/request.ts';
import type { Done } from '../../ports/work.ts';
import { delegates } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { settle } from '../settle.ts';
import { patiently, pause, unfinished, wait } from './effect.ts';

/** Takes a right away whose end is decided or due: read → remove → read back → record. */
export function end(deps: Deps, id: RequestId, attempt: number): Promise<Done> {
  return patiently(deps, id, attempt, async () => {
    await expireIfDue(deps, id);
    const state = await ending(deps, id);
    if (state === null) return 'done';
    const { beneficiary, group, right } = state;
    const person = (await deps.directory.people([beneficiary])).get(beneficiary);
    const reading = person === undefined ? null : await deps.permissions.held(group, person);
    // Without the person or the group no right is left to take away.
    if (person === undefined || reading === null) return record(deps, id, nobody, nobody);
    const before = delegates(reading);
    if (!reading.rights.includes(right)) return record(deps, id, before, before);
    const outcome = await deps.permissions.remove(group, person, right);
    if (outcome.result === 'refused') return wait(deps, id, 'unavailable', pause(deps, attempt, 30_000));
    const later = await unfinished(deps, id, outcome, attempt);
    if (later !== null) return later;
    const after = await deps.permissions.held(group, person);
    if (after?.rights.includes(right) === true) return wait(deps, id, 'readback', pause(deps, attempt));
    return record(deps, id, before, after === null ? nobody : delegates(after));
  });
}

const nobody: Delegates = { sendAs: [], sendOnBehalf: [] };

async function ending({ store }: Deps, id: RequestId): Promise<Applied | null> {
  const [state] = await store.get([id]);
  return state?.status === 'applied' && state.grant.status === 'active' && state.grant.ending !== null ? state : null;
}

async function expireIfDue(deps: Deps, id: RequestId): Promise<void> {
  await settle<Decided>(deps, async () => {
    const [state] = await deps.store.get([id]);
    const due = state?.status === 'applied' ? expire(state, at(deps.clock.now())) : null;
    return due ?? { refused: 'nothing-held' };
  });
}

async function record(deps: Deps, id: RequestId, before: Delegates, after: Delegates): Promise<Done> {
  await settle<Decided>(deps, async () => {
    const state = await ending(deps, id);
    return state === null ? { refused: 'nothing-held' } : ended(state, before, after, at(deps.clock.now()));
  });
  return 'done';
}
