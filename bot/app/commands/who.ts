import type { Right } from '../../domain/request.ts';
import type { Group } from '../../ports/directory.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { toWhere, withAddress } from '../facts/names.ts';
import { groups } from '../facts/resolve.ts';
import { viewerOf } from '../queries/viewer.ts';
import { delegatesOf } from '../queries/who.ts';

/** Who can send as a group. */
export const who: Command = {
  intents: ['who'],
  async said(context, said) {
    if (said.groups.length > mostAtOnce) return notice('too-many', { most: mostAtOnce });
    if (said.groups.length === 0) return notice('group-unknown', { words: '', near: '' });
    const found = await groups(context, said);
    if ('replies' in found) return found.replies;
    const replies = await Promise.all(found.all.map((group) => show(context, group, said.right)));
    return replies.flat();
  },
};

const mostAtOnce = 5;

async function show(context: Context, it: Group, right: Right | null): Promise<Replies> {
  const found = await delegatesOf(context.deps, viewerOf(context), it);
  const group = toWhere(it);
  if ('refused' in found)
    return found.refused === 'not-found'
      ? notice('group-unknown', { words: withAddress(group), near: '' })
      : notice('not-allowed-to-see', { what: 'who', group: withAddress(group) });
  const { readAt, delegates: all } = found.data;
  const isMeant = (one: { readonly right: Right }) => right === null || one.right === right;
  const [delegates, others] = [all.filter(isMeant), all.filter((one) => !isMeant(one))];
  return [{ show: { view: 'who', group, right, readAt, delegates, others } }];
}
