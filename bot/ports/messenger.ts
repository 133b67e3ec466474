import type { UserId } from '../domain/ids.ts';

/** A conversation in Teams: enough to post into it. */
export interface Address {
  readonly serviceUrl: string;
  readonly conversation: string;
}

/** A message in Teams' terms, ready to send. A card is an Adaptive Card of version 1.5. */
export interface Message {
  /** Plain text, shown when there is no card. */
  readonly text: string | null;
  readonly card: object | null;
  /** One line for notifications and screen readers. */
  readonly summary: string;
}

/**
 * Why something was not sent now. `token-unavailable`: Entra gave none; `token-refused`: Teams refused it; `outdated`: it
 * was not true any more when its turn came.
 */
export type Delay = 'throttled' | 'token-unavailable' | 'token-refused' | 'no-reply' | 'outdated';

export type Sent =
  | { readonly sent: { readonly activity: string } }
  | { readonly retryAt: Date; readonly why?: Delay }
  | { readonly unreachable: 'blocked' | 'not-installed' | 'gone' | 'forbidden' };

/** The central sender: Teams' limits, order within a chat, `Retry-After`. Never throws for what Teams answers. */
export interface Messenger {
  /** `isCurrent` is asked right before each try: what waits for its turn may be overtaken by what it tells of. */
  send(to: Address, message: Message, isCurrent?: () => Promise<boolean>): Promise<Sent>;
  update(to: Address, activity: string, message: Message): Promise<Sent>;
  /** "is typing", best effort. */
  typing(to: Address): Promise<void>;
}

/** What we know of how to reach a person, from what Teams has sent us. */
export interface Contact {
  readonly person: UserId;
  readonly name: string;
  /** The 1:1 chat; null when only seen in a group or channel. */
  readonly address: Address | null;
  readonly locale: string | null;
  readonly zone: string | null;
  readonly welcomed: boolean;
}
