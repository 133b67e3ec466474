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

/** Why something could not be sent now. `token-unavailable`: Entra gave none; `token-refused`: Teams refused it. */
export type Delay = 'throttled' | 'token-unavailable' | 'token-refused' | 'no-reply';

export type Sent =
  | { readonly sent: { readonly activity: string } }
  | { readonly retryAt: Date; readonly why?: Delay }
  | { readonly unreachable: 'blocked' | 'not-installed' | 'gone' | 'forbidden' };

/** The central sender: Teams' limits, order within a chat, `Retry-After`. Never throws for what Teams answers. */
export interface Messenger {
  send(to: Address, message: Message): Promise<Sent>;
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
