import type { GroupId } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Deliveries } from '../ports/deliveries.ts';
import type { Directory } from '../ports/directory.ts';
import type { Installer } from '../ports/installer.ts';
import type { Log } from '../ports/log.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Mutes } from '../ports/mutes.ts';
import type { Permissions } from '../ports/permissions.ts';
import type { Audit, Chats, Store } from '../ports/store.ts';
import type { Work } from '../ports/work.ts';
import type { Spend } from './budget.ts';
import type { LookUpNames } from './facts/names.ts';
import type { Welcome } from './welcome.ts';

/** Everything that the application is joined to; made once, in services.ts. */
export interface Deps {
  readonly directory: Directory;
  readonly names: LookUpNames;
  readonly spend: Spend;
  readonly welcome: Welcome;
  readonly permissions: Permissions;
  readonly store: Store;
  readonly audit: Audit;
  readonly chats: Chats;
  readonly mutes: Mutes;
  readonly deliveries: Deliveries;
  readonly work: Pick<Work, 'nudge'>;
  readonly messenger: Messenger;
  readonly installer: Installer;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The company's policy as it is now: it follows its file. */
  readonly policies: { readonly current: Policy };
  readonly adminGroup: GroupId | null;
  readonly auditorGroup: GroupId | null;
  /** A whole number in 0 … below-1, from a cryptographic source. */
  readonly random: (below: number) => number;
  /** Where to post to somebody before Teams has ever told us. */
  readonly defaultServiceUrl: string;
}
