import type { UserId } from '../domain/ids.ts';
import type { Address, Message } from '../ports/messenger.ts';

/** Who speaks: identity from the checked token and activity only (tenant + Entra object id). */
export interface Speaker {
  readonly id: UserId;
  readonly name: string;
  /** BCP 47, from the activity; null when absent. */
  readonly locale: string | null;
  /** IANA zone, from the activity's `clientInfo` entity or `localTimezone`. */
  readonly zone: string | null;
}

export interface Place extends Address {
  readonly type: 'personal' | 'group' | 'channel';
}

interface Base {
  /** For logs, all through. */
  readonly correlation: string;
  readonly speaker: Speaker;
  readonly place: Place;
  /** Same for every delivery of the same activity: conversation and activity id. */
  readonly key: string;
}

/**
 * Somebody else's words in a message. `quoted`: what a reply answers to. `passedOn`: a message that was forwarded or
 * pasted.
 */
export interface Others {
  readonly how: 'quoted' | 'passedOn';
  readonly text: string;
}

/** What comes in from Teams, parsed once. */
export type Turn =
  | (Base & {
      readonly kind: 'message';
      /** The speaker's own words, the bot's own mention removed and others kept as `<at>Name</at>`. */
      readonly text: string;
      readonly mentions: ReadonlyMap<string, UserId>;
      readonly others?: Others;
      /** The message was heard before, as it was then; `key` is that one's. */
      readonly edited?: true;
    })
  /** `Action.Execute` (invoke) or its `Action.Submit` fallback (message). `data` is hostile until read by a schema. */
  | (Base & {
      readonly kind: 'action';
      readonly verb: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly automatic: boolean;
      readonly via: 'invoke' | 'submit';
      /** The activity that carries the card, where Teams says so. */
      readonly card: string | null;
    })
  | (Base & {
      readonly kind: 'search';
      readonly dataset: string;
      readonly query: string;
      readonly skip: number;
      readonly top: number;
    })
  /** The app was installed or a person met in a new place. */
  | (Base & { readonly kind: 'met' });

/**
 * What goes back in the same breath. A message's answer is sent through the messenger and needs none; an invoke gets
 * a card that replaces the one pressed, or a sentence beside it; a search gets choices.
 */
export type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'card'; readonly message: Message }
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'choices'; readonly choices: readonly { readonly title: string; readonly value: string }[] };

/**
 * Nothing of a turn has reached the person, not even that it failed: Teams must send the same activity again. What the
 * turn has done by then is found by its key.
 */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';

  constructor(cause: unknown) {
    super('nobody has got an answer', { cause });
  }
}

/** The whole bot, seen from Teams. */
export interface Conversation {
  /** Every fault becomes an answer; throws `NotAnswered` where there is no way to give one. */
  take(turn: Turn): Promise<Answer>;
  /** The app was removed, or the person left: forget the chat. Nothing else. Throws `Fault`s. */
  left(person: UserId): Promise<void>;
}
