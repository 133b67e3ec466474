import type { GroupId, RequestId, UserId } from '../domain/ids.ts';
import { asksAdmins, isParty, knowledgeOf } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import type { Context } from './command.ts';
import { sitsInSets } from './facts/bodies.ts';
import { standing } from './facts/gather.ts';
import { lookAt, type Seen } from './facts/roles.ts';

/** Requests by their ids, as far as somebody may know of them. */

/** A request that may be known of; that it exists to who has left; or nothing, whether or not there is one. */
export type Visible = { readonly state: Request } | { readonly hidden: 'left' | 'unknown' };

/** Looked at in the place of the group of a request that does not exist, so that the answer takes as long. */
const nobodys = () => crypto.randomUUID() as GroupId;

export async function visible({ deps, speaker }: Pick<Context, 'deps' | 'speaker'>, id: RequestId): Promise<Visible> {
  const [state] = await deps.store.get([id]);
  if (state !== undefined && isParty(state, speaker.id)) return { state };
  const group = state?.group ?? nobodys();
  const [look, sits] = await Promise.all([
    lookAt(deps, speaker.id, [group]),
    state === undefined ? false : sitsInSets(deps, state, speaker.id),
  ]);
  const seen = look(group);
  if (state === undefined) return { hidden: 'unknown' };
  const certain = isCertain(seen, state) && sits !== 'unknown';
  const role = { looker: seen.looker, sits: sits === true, certain };
  const { request } = knowledgeOf(state, { id: speaker.id, role });
  return request === 'known' ? { state } : { hidden: request };
}

/**
 * The same for somebody who is about to decide, which needs more of the directory: it is read beside, and kept for the turn.
 * Where nothing can be decided as many calls go out, so that the answer takes as long.
 */
export async function visibleToDecide(context: Context, id: RequestId): Promise<Visible> {
  const { deps, speaker } = context;
  const [state] = await deps.store.get([id]);
  const beside =
    state?.status === 'pending'
      ? standing(deps, state, speaker.id)
      : deps.directory.people([nobodysId(), nobodysId(), nobodysId()]);
  beside.catch(() => {}); // the decision meets the same fault
  return visible(context, id);
}

const nobodysId = () => crypto.randomUUID() as UserId;

const isCertain = ({ found, adminsFound }: Seen, request: Request) => found && (adminsFound || !asksAdmins(request));
