/**
 * The offline twin of Microsoft 365: Entra and Graph, Exchange Online, Teams' connector. Written from Microsoft's
 * published behaviour, not from our client: it imports nothing else of bot/.
 */

export interface TwinPerson {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly preferredLanguage: string | null;
  /** Null: the directory does not say, as Graph sometimes answers. */
  accountEnabled: boolean | null;
  /** Null: an account from before there were types. */
  readonly userType: 'Member' | 'Guest' | null;
  /** Has an Exchange mailbox (a guest has none). */
  readonly mailbox: boolean;
  /** The account behind a shared mailbox: sign-in disabled, nobody's own. */
  readonly sharedMailbox?: boolean;
}

export interface TwinGroup {
  readonly id: string;
  displayName: string;
  readonly mail: string;
  readonly kind: 'microsoft365' | 'distribution' | 'security' | 'mail-security';
  readonly visibility: 'Public' | 'Private' | 'HiddenMembership';
  readonly hideFromAddressLists: boolean;
  labels?: readonly { labelId: string; displayName: string }[];
  classification?: string;
  /** Graph answers null for its `groupTypes`, which it never documents. */
  unclear?: boolean;
  /** Who is a member follows from this rule: a dynamic group. Left out: people are added by hand. */
  readonly membershipRule?: string;
  readonly owners: Set<string>;
  readonly members: Set<string>;
  /** What Exchange holds: trustees as user object ids. */
  readonly sendAs: Set<string>;
  readonly sendOnBehalf: Set<string>;
}

/** The state that a test or the page may look at and change directly. */
export interface World {
  readonly tenant: string;
  readonly people: Map<string, TwinPerson>;
  readonly groups: Map<string, TwinGroup>;
}

/** One change that really took effect in Exchange: the history that invariants are checked against. */
export interface ExchangeChange {
  readonly at: string;
  readonly change: 'add' | 'remove';
  readonly right: 'sendAs' | 'sendOnBehalf';
  readonly group: string;
  readonly person: string;
}

/** How a service misbehaves until it is set back to null. */
export type Misbehaviour =
  | {
      readonly kind: 'throttle';
      readonly retryAfterSeconds: number;
      readonly asDate?: boolean;
      readonly times?: number;
    }
  | { readonly kind: 'down'; readonly status?: number; readonly times?: number }
  | { readonly kind: 'late'; readonly ms: number }
  /** Does the work, then breaks the connection. */
  | { readonly kind: 'lose-reply'; readonly times?: number }
  /** Does the work, then answers with bytes that cannot be decoded. */
  | { readonly kind: 'garble'; readonly times?: number }
  /** Reads show the state of before the last change for so long. */
  | { readonly kind: 'stale'; readonly ms: number }
  | { readonly kind: 'forbidden' }
  /** Exchange refuses cmdlets before they do anything and says why, one message after the other: `id|exception|text`. */
  | {
      readonly kind: 'refuse';
      readonly says: readonly string[];
      readonly only?: 'changes' | 'adds' | 'lists';
      readonly status?: number;
      readonly times?: number;
    }
  /** Changes go to a server that does not know this object (yet): it finds only who bears the id as a name. */
  | { readonly kind: 'unseen'; readonly id: string }
  /** Each group lists a delegate whose object is gone, and Exchange takes no change of delegates because of that entry. */
  | { readonly kind: 'orphan'; readonly name: string }
  /** Exchange shows people by display name alone, also where two of them share it. */
  | { readonly kind: 'bare-names' };

export type Service = 'login' | 'graph' | 'exchange' | 'connector';

export interface CallSeen {
  readonly at: number;
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  readonly cmdlet: string | null;
  /** 0: no answer has left (yet), or it was lost. */
  readonly status: number;
  /** When its answer left; null: none has, or it left with the batch that it came in. */
  readonly until: number | null;
}

/** A message or card that stands in a conversation, as a Teams client would show it. */
export interface ChatActivity {
  readonly id: string;
  /** Bot Framework activity JSON, as posted or as last updated. */
  readonly activity: Readonly<Record<string, unknown>>;
  readonly from: 'bot' | string;
  readonly at: string;
  readonly updated: boolean;
}

export interface Chat {
  readonly conversation: string;
  readonly type: 'personal' | 'groupChat' | 'channel';
  readonly people: readonly string[];
  readonly activities: readonly ChatActivity[];
}

/** The people's side of Teams: what a client does when somebody types, presses a button or opens a picker. */
export interface TeamsClient {
  chats(): readonly Chat[];
  /** The person's 1:1 chat with the bot, made (and the app installed, with its activities) when there is none yet. */
  personalChat(person: string): Promise<string>;
  /**
   * Sends a message activity to the bot's endpoint with a channel token; gives the HTTP status. `mentionBot` defaults
   * to true outside 1:1 chats; `activityId` again sends the same turn again. `forward` and `quote` are other messages: one
   * that comes along with the text, and one (by its id in this chat) that the text replies to. `pasted`: copied from elsewhere.
   */
  say(
    person: string,
    text: string,
    options?: {
      conversation?: string;
      locale?: string;
      timeZone?: string;
      mentionBot?: boolean;
      mentions?: readonly string[];
      /** How the client spells a mention: the pieces of a name that it took apart, or the part that was left of it. */
      mentionedAs?: (name: string) => readonly string[];
      activityId?: string;
      forward?: { from: string; text: string };
      quote?: string;
      pasted?: boolean;
    },
  ): Promise<number>;
  /** Changes a message that the person has sent: `messageUpdate`. Gives the HTTP status. */
  edit(
    person: string,
    conversation: string,
    activityId: string,
    text: string,
    options?: { locale?: string; timeZone?: string },
  ): Promise<number>;
  /** Presses Action.Execute; the body that came back ({statusCode,type,value}). The card in this person's view is replaced by a returned card. */
  press(
    person: string,
    conversation: string,
    activityId: string,
    action: { verb: string; data: Record<string, unknown>; trigger?: 'manual' | 'automatic' },
    /** `turnId`: the invoke's own id, to send the same turn again as Teams does with a slow one. */
    options?: { locale?: string; timeZone?: string; turnId?: string },
  ): Promise<{ status: number; body: unknown }>;
  /** Presses the Action.Submit fallback: a message with `value`. */
  submit(
    person: string,
    conversation: string,
    value: Record<string, unknown>,
    options?: { locale?: string; timeZone?: string },
  ): Promise<number>;
  /** Typeahead: `application/search`. */
  search(
    person: string,
    conversation: string,
    dataset: string,
    queryText: string,
    options?: { locale?: string; timeZone?: string },
  ): Promise<{ status: number; body: unknown }>;
  /** What one person sees in a chat: as posted, with the cards that only this person's own actions have replaced. */
  view(person: string, conversation: string): readonly ChatActivity[];
  /** Opens a chat, as a client does: every card whose `refresh.userIds` names the person is refreshed. Gives how many. */
  open(person: string, conversation: string, options?: { locale?: string; timeZone?: string }): Promise<number>;
  /** Makes a group chat, or a channel of a team, with the bot in it and its activities sent. */
  gather(people: readonly string[], type?: 'groupChat' | 'channel'): Promise<string>;
  /** The person removes the app: the bot is told, and what it sends afterwards is refused. */
  uninstall(person: string): Promise<void>;
  /** The person blocks the bot, or no longer does. */
  block(person: string, blocked?: boolean): void;
  /** Sends any activity and token as they are, for attacks. */
  raw(body: string | Buffer, headers: Record<string, string>): Promise<{ status: number; text: string }>;
  /** A channel token as Teams' would be, with claims replaced. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
}

export interface Twin {
  readonly world: World;
  readonly teams: TeamsClient;
  /** Origins to hand to the bot as LOGIN_URL, GRAPH_URL, EXCHANGE_URL; host[:port] for CONNECTOR_HOSTS. */
  readonly endpoints: {
    readonly loginUrl: string;
    readonly graphUrl: string;
    readonly exchangeUrl: string;
    readonly openIdMetadataUrl: string;
    readonly tokenIssuer: string;
    readonly connectorHost: string;
  };
  /** The app registration that the twin accepts: a certificate with its key (PEM), made at start; or the secret. */
  readonly credentials: { readonly botId: string; readonly certificatePem: string; readonly secret: string };
  /** The bot's app in the tenant's catalog: what TEAMS_APP_ID may hold. */
  readonly teamsAppId: string;
  /** The private certificate authority, PEM. */
  readonly caPem: string;
  /** Where the bot listens; set once it is known: the twin posts to `${url}/api/messages`. */
  setBot(url: string): void;
  misbehave(service: Service, how: Misbehaviour | null): void;
  /** Deletes accounts and groups by id, restores them within thirty days, or deletes them for good. */
  readonly bin: {
    delete(id: string): void;
    restore(id: string): void;
    purge(id: string): void;
    /** What can be restored. */
    all(): readonly (
      | { readonly is: 'person'; readonly of: TwinPerson }
      | { readonly is: 'group'; readonly of: TwinGroup }
    )[];
  };
  /** Leaves a group out of the app's write scope in Exchange, or takes it in again: it is read, but not changed. */
  setScope(group: string, inside: boolean): void;
  /** The groups that are left out. */
  readonly outsideScope: ReadonlySet<string>;
  readonly changes: readonly ExchangeChange[];
  readonly calls: readonly CallSeen[];
  /** Called after anything that a page would show has changed. Gives a function that unsubscribes. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface TwinOptions {
  /** 0 (default): any free port for each service; else this one and the three after it. Always 127.0.0.1. */
  readonly port?: number;
  readonly tenant?: string;
  /** Default: the demo company (world.ts). */
  readonly world?: World;
  /** Largest page that Graph and Exchange give, to let tests see paging. Default: Graph's own (100), Exchange as asked. */
  readonly pageSize?: number;
  /** How many calls of cmdlets Exchange runs in any so many seconds (each in a batch counts); default: all. */
  readonly exchangeLimit?: { readonly calls: number; readonly seconds: number };
  /** Validity of issued access tokens. Default 3599, as Entra's. */
  readonly tokenLifetimeSeconds?: number;
  /** The Teams app's id as the manifest has it: `externalId` in the tenant's app catalog. Default: any id is found. */
  readonly manifestId?: string;
  /** Stands in for Date.now, to let tests turn the clock. */
  readonly now?: () => number;
}
// startTwin(options?: TwinOptions): Promise<Twin> lives in start.ts
