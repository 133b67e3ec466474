import { type Kysely, sql } from 'kysely';

/**
 * The first schema, as SQL of its own: a migration imports nothing of the code that lives on, or a later change of that code
 * would change what an old store was given.
 */
const schema = `
create table meta (key $text primary key, value $text not null);

create table requests (
  id $text primary key, revision integer not null, status $text not null, batch $text not null,
  requester $text not null, beneficiary $text not null, group_id $text not null, "right" $text not null,
  deciders $text not null, asked_at $text not null, asked integer not null, granted integer not null, due_at $text,
  away integer not null default 0, doc $text not null
);
create unique index requests_open on requests (beneficiary, group_id, requester, "right")
  where status in ('pending', 'approved');
create index requests_denied on requests (requester, beneficiary, group_id, "right", asked_at desc)
  where status = 'denied';
create index requests_batch on requests (batch);
create index requests_mine on requests (requester, asked_at desc, id) where asked = 1;
create index requests_open_asked on requests (requester, asked_at) where status in ('pending', 'approved');
create index requests_pending on requests (group_id, asked_at) where status = 'pending';
create index requests_waiting on requests (deciders, asked_at, batch, id) where status = 'pending';
create index requests_active on requests (asked_at) where granted = 1;
create index requests_active_group on requests (group_id, beneficiary) where granted = 1;
create index requests_active_person on requests (beneficiary) where granted = 1;
create index requests_due on requests (due_at) where due_at is not null;
create index requests_away on requests (away, due_at, id) where away = 1;

create table askings (person $text not null, request $text not null, primary key (person, request));
create index askings_request on askings (request);

create table chain (id integer primary key, seq integer not null, hash $text not null);
insert into chain (id, seq, hash) values (1, 0, '${'0'.repeat(64)}');

create table audit (
  seq integer primary key, v integer not null, at $text not null, stream $text not null, event $text not null,
  request $text, "right" $text, group_id $text, person $text, actor $text not null, data $text not null,
  prev $text not null, hash $text not null
);
create index audit_group on audit (group_id, seq);
create index audit_person on audit (person, seq);
create index audit_event on audit (event, seq);
create index audit_at on audit (at, seq);
create index audit_stream on audit (stream, seq) where event <> 'right.delayed';
create index audit_changes on audit (seq) where event in ($changes);
create index audit_group_changes on audit (group_id, seq) where event in ($changes);
create index audit_person_changes on audit (person, seq) where event in ($changes);

create table turns (key $text primary key, requests $text not null, at $text not null);
create index turns_at on turns (at);
create table deliveries (key $text primary key, answer $text not null, at $text not null);
create index deliveries_at on deliveries (at);

create table contacts (
  person $text primary key, name $text not null, service_url $text, conversation $text,
  locale $text, zone $text, welcomed integer not null
);
create table copies (
  conversation $text not null, activity $text not null, service_url $text not null, batch $text not null,
  person $text not null, audience $text not null, lines $text not null, shows $text not null, primary key (conversation, activity)
);
create index copies_batch on copies (batch);
create table questions (person $text primary key, key $text not null, value $text not null);
create table mutes (
  person $text not null, requester $text not null, until $text not null, primary key (person, requester)
);

create table work (
  seq $counter, id $text not null unique, lane $text not null, due $text not null, turn integer,
  requester $text not null default '', rank integer not null default 3, task $text not null, cause $text,
  version integer not null default 1, tries integer not null default 0, failures integer not null default 0
);
create index work_due on work (due, seq);
create index work_lane on work (lane, turn, seq);
create index work_turn on work (turn, seq, lane) where turn is not null;
create index work_unplaced on work (due, seq) where turn is null;
create index work_requester on work (requester, rank, turn);
`;

/**
 * What several processes must know of each other's calls; on SQLite there is one process, which remembers by itself.
 * `calls`: the latest instants (ms since 1970, by the database's clock) at which each may have arrived; unlogged, because
 * losing them in a crash of the database costs no more than a few calls too many.
 */
const shared = `
create unlogged table calls (key $text primary key, calls float8[] not null, used float8 not null);
create table pauses (service text primary key, until timestamptz not null, status integer not null);
`;

/** Words of the schema that the engines spell differently, and those that several of its indexes share. */
const words = {
  // Instants and ids are compared byte by byte on both engines, whatever the database's collation.
  sqlite: { $text: 'text', $counter: 'integer primary key autoincrement' },
  postgres: { $text: 'text collate "C"', $counter: 'bigint generated always as identity primary key' },
};
/** The events that change a right, or are about to. Delays are in no such index: a request that waits for weeks has thousands. */
const changes = `'right.applying', 'right.applied', 'right.found', 'right.ending', 'right.ended', 'drift.found', 'drift.gone'`;

export const first = (engine: 'sqlite' | 'postgres') => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const { $text, $counter } = words[engine];
    const whole = engine === 'postgres' ? `${schema}${shared}` : schema;
    const spelled = whole.replaceAll('$text', $text).replaceAll('$counter', $counter).replaceAll('$changes', changes);
    for (const statement of spelled.split(';')) if (statement.trim()) await sql.raw(statement).execute(db);
  },
});
