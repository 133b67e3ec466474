import { z } from 'zod';
import type { EventData, EventType } from '../events.ts';
import type { AuditRecord, ChainedRecord } from '../record.ts';
import { type Fields, readVersioned, UnreadableError, type Upcast } from './reader.ts';
import * as r from './request.ts';
import { at, requestId, userId } from './values.ts';

/** The data of events as they are stored, by the code of the event. */

const exchange = z.array(z.string()).optional();
const reason = z.string().nullable();
const { at: _at, ...applying } = r.applyingFields;

const shapes = {
  'request.made': { asked: r.asked, panels: r.panels },
  'request.passed': {
    ...{ from: r.panels, to: r.panels },
    ...{ more: z.int().min(1).optional(), escalated: z.string().optional() },
  },
  'request.reminded': { people: z.array(userId), count: z.int().min(1) },
  'request.approved': { by: userId, ...r.sits, left: z.int().min(0) },
  'request.denied': { by: userId, ...r.sits, reason },
  'request.cancelled': { by: userId, reason },
  'request.lapsed': { answered: r.answered.nullable() },
  'request.failed': { why: r.failure },
  'right.applying': applying,
  'right.delayed': { delay: r.delay },
  'right.applied': {
    ...{ origin: r.origin, readBackAt: at, endsAt: at.nullable() },
    ...{ before: r.delegates, after: r.delegates },
  },
  'right.found': { asked: r.asked, panels: r.panels, delegates: r.delegates },
  'drift.found': { stray: r.stray },
  'drift.gone': { stray: r.stray },
  'right.ending': { ending: r.ending },
  'right.ended': {
    ...{ before: r.delegatesRead, after: r.delegatesRead, proof: r.proof },
    ...{ ending: r.ending, replacedBy: requestId.nullable() },
  },
} satisfies { [T in EventType]: Fields<Omit<EventData<T>, 'exchange'>> };

const schemas: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(shapes).map(([event, fields]) => [event, z.strictObject({ ...fields, exchange })]),
);
const upcasts: readonly Upcast[] = [];

/** A record of any release whose event is known, its data read. Throws `UnreadableError`. */
export function readRecord(record: ChainedRecord): AuditRecord {
  const what = `Record ${record.seq} (${record.event})`;
  const schema = schemas.get(record.event);
  if (schema === undefined) throw new UnreadableError(`${what} has an event that this release does not know.`);
  const data = readVersioned(what, { ...record.data, v: record.v }, { schema, upcasts });
  // The schema is that of the event's own data.
  return { ...record, data } as AuditRecord;
}
