import type { Kysely } from 'kysely';
import type { RequestId, UserId } from '../../domain/ids.ts';
import { parsed } from '../../domain/stored/reader.ts';
import type { Contact } from '../../ports/messenger.ts';
import type { Chats, Copy } from '../../ports/store.ts';
import { fill } from './fill.ts';
import type { Guard } from './guard.ts';
import type { CopyRow, Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** The port `Chats` over either engine; `soft` is for what may be forgotten when the power fails. */
export function sqlChats(db: Db, soft: Db, guard: Guard): Chats {
  return {
    contact: (person) => guard('contact', () => contact(db, person)),
    saveContact: (it) => guard('saveContact', () => saveContact(db, it)),
    dropAddress: (person) => guard('dropAddress', () => dropAddress(db, person)),
    lastServiceUrl: () => guard('lastServiceUrl', () => lastServiceUrl(db)),
    copies: (batch) => guard('copies', () => copies(db, batch)),
    saveCopy: (copy) => guard('saveCopy', () => saveCopy(db, copy)),
    markCopy: (copy) => guard('markCopy', () => saveCopy(soft, copy)),
    dropCopy: (copy) => guard('dropCopy', () => dropCopy(db, copy)),
    question: (person) => guard('question', () => question(db, person)),
    saveQuestion: (person, key, value) => guard('saveQuestion', () => saveQuestion(db, person, key, value)),
    dropQuestion: (person) => guard('dropQuestion', () => dropQuestion(db, person)),
  };
}

async function contact(db: Db, person: UserId): Promise<Contact | null> {
  const query = fill(db, 'contact', { person }, (places) =>
    db.selectFrom('contacts').selectAll().where('person', '=', places.person),
  );
  const [row] = (await db.executeQuery(query)).rows;
  if (!row) return null;
  const { name, service_url, conversation, locale, zone, welcomed } = row;
  const address = service_url && conversation ? { serviceUrl: service_url, conversation } : null;
  return { person, name, address, locale, zone, welcomed: welcomed === 1 };
}

async function saveContact(db: Db, { person, name, address, locale, zone, welcomed }: Contact): Promise<void> {
  const always = { name, welcomed: welcomed ? 1 : 0 };
  const known = {
    ...(address && { service_url: address.serviceUrl, conversation: address.conversation }),
    ...(locale !== null && { locale }),
    ...(zone !== null && { zone }),
  };
  const empty = { service_url: null, conversation: null, locale: null, zone: null };
  await db
    .insertInto('contacts')
    .values({ person, ...empty, ...always, ...known })
    .onConflict((conflict) => conflict.column('person').doUpdateSet({ ...always, ...known }))
    .execute();
  if (address) await saveServiceUrl(db, address.serviceUrl);
}

/** Written only when it changes, which is next to never: everybody's turns would queue for this row. */
async function saveServiceUrl(db: Db, value: string): Promise<void> {
  if ((await lastServiceUrl(db)) === value) return;
  await db
    .insertInto('meta')
    .values({ key: 'service-url', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

async function dropAddress(db: Db, person: UserId): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ service_url: null, conversation: null })
    .where('person', '=', person)
    .execute();
}

async function lastServiceUrl(db: Db): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'service-url').executeTakeFirst();
  return row?.value ?? null;
}

/** Activity ids of Teams grow with time: the oldest card of each person comes first. */
async function copies(db: Db, batch: RequestId): Promise<readonly Copy[]> {
  const query = fill(db, 'copies', { batch }, (places) =>
    db.selectFrom('copies').selectAll().where('batch', '=', places.batch).orderBy('person').orderBy('activity'),
  );
  return (await db.executeQuery(query)).rows.map(toCopy);
}

function toCopy({ service_url, conversation, lines, ...rest }: CopyRow): Copy {
  const ids: readonly string[] = lines.split(' ').filter((id) => id !== '');
  return { ...rest, lines: ids, address: { serviceUrl: service_url, conversation } } as Copy;
}

async function saveCopy(db: Db, { address, activity, batch, person, audience, lines, shows }: Copy): Promise<void> {
  const { conversation, serviceUrl: service_url } = address;
  const row = { conversation, activity, service_url, batch, person, audience, lines: lines.join(' '), shows };
  const upsert = fill(db, 'save copy', row, (places) =>
    db
      .insertInto('copies')
      .values(places)
      .onConflict((conflict) => conflict.columns(['conversation', 'activity']).doUpdateSet(places)),
  );
  await db.executeQuery(upsert);
}

async function dropCopy(db: Db, { address, activity }: Pick<Copy, 'address' | 'activity'>): Promise<void> {
  const { conversation } = address;
  await db.deleteFrom('copies').where('conversation', '=', conversation).where('activity', '=', activity).execute();
}

async function question(db: Db, person: UserId): Promise<{ key: string; value: unknown } | null> {
  const row = await db.selectFrom('questions').selectAll().where('person', '=', person).executeTakeFirst();
  return row ? { key: row.key, value: parsed(row.value) } : null;
}

async function saveQuestion(db: Db, person: UserId, key: string, value: unknown): Promise<void> {
  const set = { key, value: JSON.stringify(value ?? null) };
  await db
    .insertInto('questions')
    .values({ person, ...set })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(set))
    .execute();
}

async function dropQuestion(db: Db, person: UserId): Promise<void> {
  await db.deleteFrom('questions').where('person', '=', person).execute();
}
