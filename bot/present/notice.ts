import type { Refusal } from '../domain/refusal.ts';

/** A sentence that is not about one request. `args` are its Fluent variables; user text only as text. */
export type Notice =
  | Refusal
  | 'not-understood'
  | 'not-ours'
  | 'negated'
  | 'unsure'
  | 'later-start'
  | 'end-unreadable'
  | 'comes-later'
  | 'too-long'
  | 'empty'
  | 'person-unknown'
  | 'group-unknown'
  | 'group-is-person'
  | 'group-is-distribution'
  | 'group-is-security'
  | 'group-unclear'
  | 'request-unknown'
  | 'nothing-to-choose'
  | 'choose-number'
  | 'nothing-picked'
  | 'nothing-waiting'
  | 'no-requests'
  | 'nothing-to-cancel'
  | 'nothing-about-that'
  | 'which-request'
  | 'which-right'
  | 'audit-of-what'
  | 'decide-which'
  | 'approve-as-asked'
  | 'one-failed'
  | 'too-many'
  | 'directory-unavailable'
  | 'directory-unavailable-decide'
  | 'directory-refused'
  | 'directory-forbidden'
  | 'exchange-unavailable'
  | 'fault'
  | 'not-taken'
  | 'only-quoted'
  | 'anothers-words'
  | 'anothers-order'
  | 'edited'
  | 'reason-cut'
  | 'details-in-chat'
  | 'details-need-chat'
  | 'already-decided-by'
  | 'cancel-done'
  | 'change-refused'
  | 'thanks'
  | 'no-longer-open';

export interface Sentence {
  readonly notice: Notice;
  readonly args: Readonly<Record<string, string | number>>;
}
