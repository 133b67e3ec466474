import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Event } from '../../domain/events.ts';
import type { Asked } from '../../domain/request.ts';
import type { AuditRecord } from '../../ports/store.ts';
import type { AuditRow } from './tables.ts';

/** SHA-256, hex, over the canonical JSON (RFC 8785) of all of a record but its `hash`. */
export function hashOf({ hash: _, ...rest }: AuditRecord): string {
  return digest('sha256', canonical(rest), 'hex');
}

/** The records for new events, chained to `prev`, the hash of record number `seq`. */
export function chained(
  events: readonly { readonly event: Event; readonly asked: Asked }[],
  { seq, prev }: { readonly seq: number; readonly prev: string },
): readonly AuditRecord[] {
  const records: AuditRecord[] = [];
  for (const { event, asked } of events) {
    const last = records.at(-1);
    records.push(record(event, asked, last?.seq ?? seq, last?.hash ?? prev));
  }
  return records;
}

function record(event: Event, asked: Asked, seq: number, prev: string): AuditRecord {
  const { type, at, request, actor, ...own } = event;
  const unsealed = {
    seq: seq + 1,
    at,
    event: type,
    request,
    right: asked.right,
    group: asked.group,
    person: asked.beneficiary,
    actor,
    // Exactly what will be read back: what JSON cannot carry is not part of the hash either.
    data: JSON.parse(canonical(own)) as AuditRecord['data'],
    prev,
    hash: '',
  };
  return { ...unsealed, hash: hashOf(unsealed) };
}

export function toAuditRow({ group, data, ...rest }: AuditRecord): AuditRow {
  return { ...rest, group_id: group, data: canonical(data) };
}

export function fromAuditRow({ group_id, data, ...rest }: AuditRow): AuditRecord {
  return { ...rest, group: group_id, data: JSON.parse(data) } as AuditRecord;
}

const canonical = (value: object): string => canonicalize(value) ?? '';
