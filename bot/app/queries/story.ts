import type { RequestId } from '../../domain/ids.ts';
import { knowledgeOf } from '../../domain/policy.ts';
import type { AuditShown } from '../../present/view.ts';
import type { Context } from '../command.ts';
import type { LookUpNames } from '../facts/names.ts';
import { namesFor } from '../facts/names-for.ts';
import { visible } from '../visible.ts';
import { named } from './audit.ts';
import { stepsOf } from './audited.ts';
import type { Answer, Viewer } from './viewer.ts';

/**
 * All that is recorded of one request, newest first: for those who may see the request. Who else is among the group's
 * delegates stays with its owners, auditors and admins. `not-found`: there is none, or none for this viewer.
 */
export async function storyOf(
  context: Pick<Context, 'deps' | 'speaker'>,
  viewer: Viewer,
  id: RequestId,
): Promise<Answer<readonly AuditShown[]>> {
  const { deps } = context;
  const found = await visible(context, id);
  if ('hidden' in found) return { refused: 'not-found' };
  const [records, looks] = await Promise.all([deps.audit.ofRequests([id]), viewer.looks(found.state.group)]);
  const names: LookUpNames = (people, groups) => namesFor(deps, viewer.id, people, groups);
  const rows = await named(names, stepsOf(records).toReversed());
  const { delegates } = knowledgeOf(found.state, { id: viewer.id, role: { looker: looks, certain: true } });
  return { data: delegates ? rows : rows.map((row) => ({ ...row, before: null, after: null })) };
}
