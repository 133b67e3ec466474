import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { type ChainedRecord, type Entry, RECORD_VERSION } from './record.ts';
import { actor, at, groupId, requestId, right, stream, userId } from './stored/values.ts';

/** The hash chain of the audit: how records are sealed, and how anybody who has them verifies that none was changed. Pure. */

/** The fields that a hash covers. A list, so that a new column of the table changes no hash of the past. */
export const HASHED_FIELDS = [
  'v',
  'seq',
  'at',
  'stream',
  'event',
  'request',
  'right',
  'group',
  'person',
  'actor',
  'data',
  'prev',
] as const satisfies readonly (keyof ChainedRecord)[];
type HashedField = (typeof HASHED_FIELDS)[number];

/** SHA-256, lower-case hex, over the canonical JSON (RFC 8785) of the hashed fields. */
export function hashOf(record: Readonly<Record<HashedField, unknown>>): string {
  return digest(
    'sha256',
    canonicalJson(Object.fromEntries(HASHED_FIELDS.map((field) => [field, record[field]]))),
    'hex',
  );
}

export const canonicalJson = (value: object): string => canonicalize(value) ?? '';

/** The last record of a chain: what the next one continues. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** The end of an empty chain. */
export const EMPTY_CHAIN: ChainEnd = { seq: 0, hash: '0'.repeat(64) };

/** The records of new entries, in their order, after the end of a chain. */
export function sealed(entries: readonly Entry[], end: ChainEnd): readonly ChainedRecord[] {
  const records: ChainedRecord[] = [];
  for (const entry of entries) records.push(seal(entry, records.at(-1) ?? end));
  return records;
}

function seal(entry: Entry, { seq, hash: prev }: ChainEnd): ChainedRecord {
  // Exactly what will be read back: what JSON cannot carry is not part of the hash either.
  const data = z.record(z.string(), z.unknown()).parse(JSON.parse(canonicalJson(entry.data)));
  const unsealed = { ...entry, v: RECORD_VERSION, seq: seq + 1, data, prev };
  return { ...unsealed, hash: hashOf(unsealed) };
}

/**
 * Why a record does not continue its chain. `unreadable`: it has not exactly the fields of a record, each with a value of its
 * kind. `newer-version`: a newer release wrote it, and only that one can verify it. `seq-gap`: its number is not the next.
 * `prev`: it does not name the hash of the record before. `hash`: its own hash is not that of its fields.
 */
export type ChainFault = 'unreadable' | 'newer-version' | 'seq-gap' | 'prev' | 'hash';

/** How far a chain holds. */
export interface ChainState {
  /** The last record that holds. */
  readonly end: ChainEnd;
  /** Why the record after it does not; null: no such record was seen. */
  readonly fault: ChainFault | null;
}

/** The state before the first record. */
export const UNVERIFIED: ChainState = { end: EMPTY_CHAIN, fault: null };

/** The state after one more record, which comes from the store or from an exported line. A broken chain stays broken. */
export function verifyNext(state: ChainState, record: unknown): ChainState {
  if (state.fault !== null) return state;
  const { success, data } = chained.safeParse(record);
  if (!success) return { ...state, fault: 'unreadable' };
  const fault = faultOf(data, state.end);
  return fault === null ? { end: { seq: data.seq, hash: data.hash }, fault } : { ...state, fault };
}

/** The state after all of these records. */
export function verifyChain(records: Iterable<unknown>, from: ChainState = UNVERIFIED): ChainState {
  let state = from;
  for (const record of records) state = verifyNext(state, record);
  return state;
}

function faultOf(record: ChainedRecord, end: ChainEnd): ChainFault | null {
  if (record.v > RECORD_VERSION) return 'newer-version';
  if (record.seq !== end.seq + 1) return 'seq-gap';
  if (record.prev !== end.hash) return 'prev';
  return record.hash === hashOf(record) ? null : 'hash';
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const chained = z.strictObject({
  v: z.int().min(1),
  seq: z.int().min(1),
  at,
  stream,
  event: z.string().min(1),
  request: requestId.nullable(),
  right: right.nullable(),
  group: groupId.nullable(),
  person: userId.nullable(),
  actor,
  data: z.record(z.string(), z.unknown()),
  prev: sha256,
  hash: sha256,
}) satisfies z.ZodType<ChainedRecord>;
