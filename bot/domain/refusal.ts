/** Why a command is not carried out. A value, not an exception; every one has its sentence in present/locales. */
export const refusals = [
  // asking
  'requester-guest',
  'requester-disabled',
  'requester-unclear',
  'beneficiary-guest',
  'beneficiary-disabled',
  'beneficiary-unclear',
  'beneficiary-no-mailbox',
  'beneficiary-not-member',
  'group-not-microsoft365',
  'already-held',
  'already-open',
  'exchange-refuses',
  'rests',
  'no-approver',
  'quota',
  'too-often',
  'end-in-past',
  'term-too-long',
  'may-not-ask',
  'not-for-others',
  'reason-missing',
  // deciding
  'not-found',
  'not-approver',
  'self-approval',
  'beneficiary-approval',
  'already-decided',
  'already-approved',
  'account-unclear',
  'not-checkable',
  'changed',
  'not-requester',
  // taking away
  'nothing-held',
  'not-allowed-to-end',
  'already-ending',
  // looking up
  'not-allowed-to-see',
] as const;
export type Refusal = (typeof refusals)[number];

export interface Refused {
  readonly refused: Refusal;
}
