import type { Kysely } from 'kysely';
import type { At, UserId } from '../../domain/ids.ts';
import type { Mutes } from '../../ports/mutes.ts';
import type { Guard } from './guard.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** The port `Mutes` over either engine. */
export function sqlMutes(db: Db, guard: Guard): Mutes {
  return {
    until: (person, requester, now) => guard('muted until', () => until(db, person, requester, now)),
    mute: (person, requester, until) => guard('mute', () => mute(db, person, requester, until)),
    unmute: (person, requester) => guard('unmute', () => unmute(db, person, requester)),
  };
}

async function until(db: Db, person: UserId, requester: UserId, now: At): Promise<At | null> {
  const row = await db
    .selectFrom('mutes')
    .select('until')
    .where('person', '=', person)
    .where('requester', '=', requester)
    .where('until', '>', now)
    .executeTakeFirst();
  return (row?.until ?? null) as At | null;
}

async function mute(db: Db, person: UserId, requester: UserId, until: At): Promise<void> {
  await db
    .insertInto('mutes')
    .values({ person, requester, until })
    .onConflict((conflict) => conflict.columns(['person', 'requester']).doUpdateSet({ until }))
    .execute();
}

async function unmute(db: Db, person: UserId, requester: UserId): Promise<void> {
  await db.deleteFrom('mutes').where('person', '=', person).where('requester', '=', requester).execute();
}
