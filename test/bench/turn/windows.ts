import type { Limit } from '../../../bot/ports/limits.ts';

/**
 * In the place of bot/adapters/teams/windows.ts: the same windows, so short that nothing waits. Teams' 50 calls a second
 * would make the bench measure sleep.
 */
export { Windows } from '../../../bot/adapters/teams/windows.ts';

export const perConversation: readonly Limit[] = [100, 101, 102, 103].map((calls) => ({ calls, ms: 100 }));
export const perApp: readonly Limit[] = [{ calls: 400, ms: 100 }];
