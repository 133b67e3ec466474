import type { Right } from '../domain/request.ts';

/** Everything that a sentence can mean; a test finds one that no phrase has or no command answers. */
export const intentNames = [
  'request',
  'revoke',
  'cancel',
  'extend',
  'approve',
  'deny',
  'mine',
  'pending',
  'who',
  'what',
  'audit',
  'export',
  'verify',
  'drift',
  'policy',
  'same',
  'choose',
  'help',
  'greeting',
  'unknown',
] as const;
export type IntentName = (typeof intentNames)[number];

/** What a sentence means, as far as its words say. Names keep the spelling of the text; `me` is the speaker. */
export interface Intent {
  readonly intent: IntentName;
  readonly right: Right | null;
  readonly people: readonly string[];
  readonly groups: readonly string[];
  /** ISO 8601. */
  readonly duration: string | null;
  /** `YYYY-MM-DD`. */
  readonly until: string | null;
  readonly reason: string | null;
  readonly id: string | null;
}

export interface Context {
  readonly now: Date;
  /** IANA, `Europe/Amsterdam`. */
  readonly zone: string;
  readonly locale: 'en' | 'nl';
}

/** Why a sentence stays `unknown`, for a kinder answer; not part of the outside contract. */
export const hints = [
  'negated',
  // Said with a doubt: "I'm not sure about this, let …".
  'unsure',
  'later-start',
  'not-ours',
  'end-in-past',
  'end-unreadable',
  'thanks',
  // A decision on a request, but on which?
  'deciding',
  // A bare yes or no: to what?
  'answering',
] as const;
export type Hint = (typeof hints)[number] | null;

export interface Understood extends Intent {
  readonly hint: Hint;
  /** For `unknown`: what could still be read, to fill the form in (`request` parts). */
  readonly draft: Pick<Intent, 'right' | 'people' | 'groups' | 'duration' | 'until' | 'reason'> | null;
}

/** Nothing understood yet. */
export const nothing: Understood = {
  intent: 'unknown',
  right: null,
  people: [],
  groups: [],
  duration: null,
  until: null,
  reason: null,
  id: null,
  hint: null,
  draft: null,
};
