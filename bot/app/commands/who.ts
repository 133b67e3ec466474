import type { UserId } from '../../domain/ids.ts';
import { maySeeDelegates } from '../../domain/policy.ts';
import type { Request, Right } from '../../domain/request.ts';
import type { Group } from '../../ports/directory.ts';
import type { Holder } from '../../ports/permissions.ts';
import type { DelegateShown, Who } from '../../present/view.ts';
import { type Command, type Context, notice, type Reply } from '../command.ts';
import { toWhere, withAddress } from '../facts/names.ts';
import { groups } from '../facts/resolve.ts';
import { speakerLooks } from '../facts/roles.ts';

/** Who can send as a group, live from Exchange: for its members and owners, auditors and admins. */
export const who: Command = {
  intents: ['who'],
  async said(context, said) {
    if (said.groups.length > mostAtOnce) return notice('too-many', { most: mostAtOnce });
    if (said.groups.length === 0) return notice('group-unknown', { words: '', near: '' });
    const found = await groups(context, said);
    if ('replies' in found) return found.replies;
    const replies = await Promise.all(found.all.map((group) => delegatesOf(context, group, said.right)));
    return replies;
  },
};

const mostAtOnce = 5;

async function delegatesOf(context: Context, group: Group, right: Right | null): Promise<Reply> {
  const { deps } = context;
  const looks = await speakerLooks(context, group.id);
  if (!maySeeDelegates(looks))
    return {
      show: { view: 'notice', notice: 'not-allowed-to-see', args: { what: 'who', group: withAddress(toWhere(group)) } },
    };
  const [reading, { ours, names }] = await Promise.all([
    deps.permissions.delegates(group.id),
    onRecord(context, group),
  ]);
  if (reading === null)
    return {
      show: { view: 'notice', notice: 'group-unknown', args: { words: withAddress(toWhere(group)), near: '' } },
    };
  const record = (holder: Holder, of: Right) =>
    ours.find((one) => one.right === of && same(holder, names.who(one.beneficiary)));
  const both = (holder: Holder) => reading.sendAs.some((other) => alike(holder, other));
  const shown =
    (of: Right) =>
    (holder: Holder): DelegateShown => ({
      name: holder.name,
      address: holder.address,
      right: of,
      overridden: of === 'sendOnBehalf' && both(holder),
      ...recordOf(record(holder, of)),
    });
  const all = [...reading.sendAs.map(shown('sendAs')), ...reading.sendOnBehalf.map(shown('sendOnBehalf'))];
  const meant = (one: DelegateShown) => right === null || one.right === right;
  const others = all.filter((one) => !meant(one));
  const readAt = reading.at.toISOString() as typeof context.now;
  return { show: { view: 'who', group: toWhere(group), right, readAt, delegates: all.filter(meant), others } };
}

/** The rights that Behalf has on record, with their holders' names. */
async function onRecord({ deps }: Context, group: Group) {
  const ours = await deps.store.find({ of: 'active', group: group.id, limit: 500 });
  const names = await deps.names(
    ours.map(({ beneficiary }) => beneficiary),
    [],
  );
  return { ours, names };
}

function recordOf(request: Request | undefined) {
  const grant = request?.status === 'applied' ? request.grant : null;
  return { request: request?.id ?? null, endsAt: grant?.endsAt ?? null };
}

/** A bare name is believed here only, where it links a line to our record. */
const same = (holder: Holder, { id, address, name }: Who) => {
  if (holder.objectId === null && holder.address === null) return holder.name === name;
  return holder.objectId === (id as UserId) || holder.address?.toLowerCase() === address.toLowerCase();
};

const alike = (one: Holder, other: Holder) =>
  one.objectId !== null && other.objectId !== null
    ? one.objectId === other.objectId
    : one.address !== null && one.address === other.address;
