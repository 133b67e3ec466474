import type { At, GroupId, RequestId } from '../domain/ids.ts';
import type { Looker } from '../domain/policy.ts';
import type { Audience } from '../domain/work.ts';
import type { IntentName, Understood } from '../language/intent.ts';
import type { Group, Match, Person, Presence } from '../ports/directory.ts';
import type { Notice } from '../present/notice.ts';
import type { Reader, View } from '../present/view.ts';
import type { Deps } from './deps.ts';
import type { Ahead } from './facts/ahead.ts';
import type { Pressed } from './pressed.ts';
import type { Speaker, Turn } from './turn.ts';

/** One turn, as a command sees it. */
export interface Context {
  readonly deps: Deps;
  readonly turn: Turn;
  readonly speaker: Speaker;
  readonly reader: Reader;
  readonly now: At;
  /** The words that are heard are somebody else's: they ask for nothing and change nothing. */
  readonly anothers?: true;
  /** Who was looked up in this turn, by the words. */
  readonly looked: Looked;
}

/** Each name is looked up once a turn, however often it is asked for. */
export interface Looked {
  readonly people: Map<string, Promise<Match<Person>>>;
  readonly groups: Map<string, Promise<Match<Group>>>;
  /** What the speaker is to each group that was found. */
  readonly roles: Map<GroupId, Looker>;
  /** Of the speaker; unset until something is looked up. */
  account?: Promise<Presence<Person>>;
  /** Reads what a command will need beside those who may be meant; unset where it needs nothing. */
  ahead?: Ahead;
}

/** One thing to show in answer. */
export interface Reply {
  readonly show: View;
  /** The card belongs to a batch and must keep in step with it. */
  readonly copy?: { readonly batch: RequestId; readonly audience: Audience };
  /** Goes on after the answer, and completes what was shown. */
  readonly complete?: (show: (view: View) => Promise<void>) => Promise<void>;
}
export type Replies = readonly Reply[];

/** One thing that a person can say or press. To add one: one file in commands/, one line in commands/index.ts. */
export interface Command {
  readonly intents?: readonly IntentName[];
  readonly verbs?: readonly string[];
  said?(context: Context, said: Understood): Promise<Replies>;
  pressed?(context: Context, verb: string, data: Pressed): Promise<Replies>;
}

/** A sentence in answer. */
export function notice(notice: Notice, args: Readonly<Record<string, string | number>> = {}): Replies {
  return [{ show: { view: 'notice', notice, args } }];
}
