/**
 * What the page's server tells the browser: a flat map of small values under stable keys, and patches of it.
 * Types only; both sides import this file.
 */

export type Locale = 'en' | 'nl';
export type FaultyService = 'exchange' | 'graph';
export type Mode = 'throttle' | 'down' | 'late' | 'lose-reply' | 'refuse' | 'orphan' | 'bare-names';
export type Card = Readonly<Record<string, unknown>>;

/** `setup`: whose chats stand side by side at first, as user ids. */
export interface Setup {
  readonly people: readonly string[];
}

/** `person/<id>` */
export interface PersonShown {
  readonly id: string;
  readonly name: string;
  readonly mail: string | null;
  readonly title: string | null;
  readonly department: string | null;
  /** May sign in: others cannot be looked through. */
  readonly active: boolean;
  readonly locale: Locale;
  /** Example sentences for this person, in their language. */
  readonly examples: readonly string[];
}

/** `chat/<conversation>`: the activities in order; each has a value of its own. */
export interface ChatShown {
  readonly conversation: string;
  readonly type: 'personal' | 'groupChat' | 'channel';
  readonly people: readonly string[];
  readonly activities: readonly string[];
}

/** `activity/<conversation>/<id>` */
export interface ActivityShown {
  readonly id: string;
  /** `bot`, or a user id. */
  readonly from: string;
  readonly at: string;
  readonly updated: boolean;
  readonly text: string | null;
  readonly cards: readonly Card[];
}

/** `view/<person>/<conversation>/<id>`: the cards that only this person sees in the place of the posted ones. */
export type ViewShown = readonly Card[];

/** What is made to happen to a group: `outside`: Behalf may read it in Exchange, but not change it. */
export type GroupState = 'works' | 'outside' | 'deleted';

/** `group/<id>`: what Exchange holds, as user ids. */
export interface GroupShown {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly state: GroupState;
  readonly sendAs: readonly string[];
  readonly sendOnBehalf: readonly string[];
}

/** `changes`: the newest changes in Exchange, oldest first. */
export interface ChangeShown {
  /** Position in the whole history; tells a new change from a known one. */
  readonly seq: number;
  readonly at: string;
  readonly change: 'add' | 'remove';
  readonly right: 'sendAs' | 'sendOnBehalf';
  readonly group: string;
  readonly person: string;
}

/** `calls`: the newest calls of the bot to Exchange and Graph, oldest first. */
export interface CallShown {
  readonly seq: number;
  readonly at: number;
  readonly service: FaultyService;
  readonly method: string;
  /** The cmdlet, or for Graph the path. */
  readonly what: string;
  readonly status: number;
}

/** `switches` */
export type Switches = Readonly<Record<FaultyService, Mode | null>>;

export interface Patch {
  /** True: forget everything known before. */
  readonly reset: boolean;
  readonly set: Readonly<Record<string, unknown>>;
  readonly gone: readonly string[];
}

/** How a press of a card's button ended, as the person sees it. */
export type Pressed = { readonly result: 'card' } | { readonly result: 'message' | 'error'; readonly text: string };

export interface Found {
  readonly title: string;
  readonly value: string;
  readonly detail: string | null;
}
