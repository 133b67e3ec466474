import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from './index.ts';

/** Words of the schema below that the engines spell differently. */
const spelling = {
  // Instants and ids are compared byte by byte on both engines, whatever the database's collation.
  sqlite: { $text: 'text', $counter: 'integer primary key autoincrement' },
  postgres: { $text: 'text collate "C"', $counter: 'bigint generated always as identity primary key' },
} as const;

const schema = `
create table meta (key $text primary key, value $text not null);

create table requests (
  id $text primary key, revision integer not null, status $text not null, batch $text not null,
  requester $text not null, beneficiary $text not null, group_id $text not null, "right" $text not null,
  deciders $text not null, asked_at $text not null, granted integer not null, due_at $text, doc $text not null
);
create unique index requests_open on requests (beneficiary, group_id, requester, "right")
  where status in ('pending', 'approved');
create index requests_denied on requests (requester, beneficiary, group_id, "right", asked_at desc)
  where status = 'denied';
create index requests_batch on requests (batch);
create index requests_requester on requests (requester, asked_at);
create index requests_open_by on requests (requester) where status in ('pending', 'approved');
create index requests_pending on requests (group_id, asked_at) where status = 'pending';
create index requests_waiting on requests (deciders, asked_at, batch, id) where status = 'pending';
create index requests_active on requests (asked_at) where granted = 1;
create index requests_active_group on requests (group_id, beneficiary) where granted = 1;
create index requests_active_person on requests (beneficiary) where granted = 1;
create index requests_due on requests (due_at) where due_at is not null;

create table chain (id integer primary key, seq integer not null, hash $text not null);
insert into chain (id, seq, hash) values (1, 0, '${'0'.repeat(64)}');

create table audit (
  seq integer primary key, at $text not null, event $text not null, request $text not null, "right" $text not null,
  group_id $text not null, person $text not null, actor $text not null, data $text not null,
  prev $text not null, hash $text not null
);
create index audit_group on audit (group_id, seq);
create index audit_person on audit (person, seq);

create table turns (key $text primary key, requests $text not null);

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

/** The first schema: everything. */
export const first = (engine: Engine): Migration => ({
  async up(db: Kysely<unknown>) {
    const { $text, $counter } = spelling[engine];
    for (const statement of schema.replaceAll('$text', $text).replaceAll('$counter', $counter).split(';')) {
      if (statement.trim()) await sql.raw(statement).execute(db);
    }
  },
});
