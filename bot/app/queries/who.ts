import { type At, at, type UserId } from '../../domain/ids.ts';
import { maySeeDelegates } from '../../domain/policy.ts';
import type { Request, Right } from '../../domain/request.ts';
import type { Group } from '../../ports/directory.ts';
import type { Holder, Reading } from '../../ports/permissions.ts';
import type { DelegateShown, Who } from '../../present/view.ts';
import type { Deps } from '../deps.ts';
import type { Answer, Viewer } from './viewer.ts';

export interface DelegatesNow {
  readonly readAt: At;
  /** Those who send as the group first. */
  readonly delegates: readonly DelegateShown[];
}

/**
 * Who can send as a group, read live from Exchange, each beside our own record of it. For the group's members and owners,
 * auditors and admins. `not-found`: Exchange has no such group.
 */
export async function delegatesOf(
  deps: Pick<Deps, 'permissions' | 'store' | 'names'>,
  viewer: Viewer,
  group: Group,
): Promise<Answer<DelegatesNow>> {
  if (!maySeeDelegates(await viewer.looks(group.id))) return { refused: 'not-allowed' };
  const [reading, ours] = await Promise.all([deps.permissions.delegates(group.id), onRecord(deps, group)]);
  if (reading === null) return { refused: 'not-found' };
  const all = (['sendAs', 'sendOnBehalf'] as const).flatMap((right) =>
    reading[right].map((holder) => shown(holder, right, reading, ours)),
  );
  return { data: { readAt: at(reading.at), delegates: all } };
}

interface Recorded {
  readonly request: Request;
  readonly holder: Who;
}

/** The rights that Behalf has on record, with their holders' names. */
async function onRecord({ store, names }: Pick<Deps, 'store' | 'names'>, group: Group): Promise<readonly Recorded[]> {
  const ours = await store.find({ of: 'active', group: group.id, limit: 500 });
  const { who } = await names(
    ours.map(({ beneficiary }) => beneficiary),
    [],
  );
  return ours.map((request) => ({ request, holder: who(request.beneficiary) }));
}

function shown(holder: Holder, right: Right, reading: Reading, ours: readonly Recorded[]): DelegateShown {
  const record = ours.find((one) => one.request.right === right && same(holder, one.holder))?.request;
  return {
    name: holder.name,
    address: holder.address,
    right,
    overridden: right === 'sendOnBehalf' && reading.sendAs.some((other) => alike(holder, other)),
    request: record?.id ?? null,
    endsAt: record?.status === 'applied' ? record.grant.endsAt : null,
  };
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
