import type { Request } from './request.ts';

/** The words of the contract: what everybody is told that a request is. `approved`: on its way to Exchange. */
export const statuses = [
  'waiting',
  'approved',
  'applied',
  'denied',
  'cancelled',
  'lapsed',
  'failed',
  'ending',
  'ended',
] as const;
export type Status = (typeof statuses)[number];

/** A request on its way that was stopped ends already. */
export function statusOf(request: Request): Status {
  if (request.status === 'pending') return 'waiting';
  if (request.status === 'approved' && request.stop !== null) return 'ending';
  if (request.status !== 'applied') return request.status;
  if (request.grant.status === 'ended') return 'ended';
  return request.grant.ending === null ? 'applied' : 'ending';
}
