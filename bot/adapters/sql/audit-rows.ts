import { canonicalJson } from '../../domain/chain.ts';
import type { AuditRecord, ChainedRecord } from '../../domain/record.ts';
import { readRecord } from '../../domain/stored/event.ts';
import { readObject } from '../../domain/stored/reader.ts';
import type { AuditRow } from './tables.ts';

/** The columns of a record; the table may have more. */
export const AUDIT_COLUMNS = [
  'v',
  'seq',
  'at',
  'stream',
  'event',
  'request',
  'right',
  'group_id',
  'person',
  'actor',
  'data',
  'prev',
  'hash',
] as const satisfies readonly (keyof AuditRow)[];

export function toAuditRow({ group, data, ...rest }: ChainedRecord): AuditRow {
  return { ...rest, group_id: group, data: canonicalJson(data) };
}

/** A record as it is exported and hashed: its fields in the order of the contract. Throws `UnreadableError`. */
export function toChained({ v, seq, at, stream, event, request, right, group_id, ...row }: AuditRow): ChainedRecord {
  const { person, actor, data, prev, hash } = row;
  const read = readObject(`Record ${seq}`, data);
  return { v, seq, at, stream, event, request, right, group: group_id, person, actor, data: read, prev, hash };
}

/** A record whose data are read. Throws `UnreadableError`. */
export const toRecord = (row: AuditRow): AuditRecord => readRecord(toChained(row));
