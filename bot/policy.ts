import { type Policies, watchPolicy } from './config/policy/watch.ts';
import type { ProductionConfig } from './config.ts';
import type { Log } from './ports/log.ts';

/** The company's policy, which follows its file; what is in the way of a change is in the log, by line and column. */
export const followPolicy = ({ policyFile: path, policy: first }: ProductionConfig, log: Log): Policies =>
  watchPolicy({
    ...{ path, first },
    onChanged: ({ book }) => log.info('policy.changed', { code: book.hash ?? '' }),
    onRefused(faults) {
      for (const { code, place } of faults)
        log.error('policy.refused', { code: `${place.line}:${place.column} ${code}` });
      if (faults.length === 0) log.error('policy.refused', { code: 'not-readable' });
    },
  });

/** Which policy is in force, by the first digits of its hash, and whether the file says so still. */
export const policyState = ({ current, state }: Policies) => ({
  ...{ file: current.file, hash: current.book.hash?.slice(0, 12) ?? null, state },
});
