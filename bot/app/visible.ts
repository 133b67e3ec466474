import type { GroupId, RequestId, UserId } from '../domain/ids.ts';
import { asksAdmins, hasLeft, isParty, maySeeRequest, wasAsked } from '../domain/policy.ts';
import type { Request } from '../domain/request.ts';
import { Fault } from '../ports/faults.ts';
import type { Context } from './command.ts';
import type { Deps } from './deps.ts';
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
  const seen = (await lookAt(deps, speaker.id, [group]))(group);
  if (state === undefined) return { hidden: 'unknown' };
  if (maySeeRequest(state, speaker.id, seen.looker, isCertain(seen, state))) return { state };
  return { hidden: wasAsked(state, speaker.id) ? 'left' : 'unknown' };
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

/** Those of the requests that this person was asked to decide, and hears nothing more of. */
export async function leftBehind(
  deps: Deps,
  requests: readonly Request[],
  person: UserId,
): Promise<readonly RequestId[]> {
  const asked = requests.filter((one) => !isParty(one, person));
  if (asked.length === 0) return [];
  const look = await lookAt(
    deps,
    person,
    asked.map(({ group }) => group),
  );
  const left = (one: Request) => hasLeft(one, person, look(one.group).looker, isCertain(look(one.group), one));
  return asked.filter(left).map(({ id }) => id);
}

/** The same for an answer: what was done is told also when that cannot be read, without the lines that it is about. */
export async function leftOrUnread(
  context: Context,
  requests: readonly Request[],
  besides: readonly RequestId[],
): Promise<readonly RequestId[]> {
  const others = requests.filter((one) => wasAsked(one, context.speaker.id) && !besides.includes(one.id));
  try {
    return await leftBehind(context.deps, others, context.speaker.id);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.deps.log.warn('other-lines-not-read', { code: error.code, correlation: context.turn.correlation, error });
    return others.map(({ id }) => id);
  }
}
