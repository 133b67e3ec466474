import { type At, parseRequestId, type RequestId } from './ids.ts';

/**
 * Places at which the next page of a list begins, and the text by which a card carries them. That text comes back from
 * outside: what cannot be read is null, and the list begins at its beginning.
 */

/** A request among those that wait. */
export interface Place {
  readonly askedAt: At;
  readonly batch: RequestId;
  readonly id: RequestId;
}

/** A request among those of one person. */
export type OwnPlace = Omit<Place, 'batch'>;

/** Sequence numbers of records: where the changes of rights go on, and where what came to nothing does. */
export interface AuditPlace {
  readonly changes: number;
  readonly others: number;
}

const place = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\w+) (\w+)$/;
const auditPlace = /^(\d{1,10}) (\d{1,10})$/;

/** Greater than every sequence number, and the greatest integer that a column of PostgreSQL can be compared with. */
export const AUDIT_END = 2 ** 31 - 1;

export const writePlace = ({ askedAt, batch, id }: Place): string => `${askedAt} ${batch} ${id}`;

export function readPlace(text: string | null): Place | null {
  const [, askedAt, first, second] = place.exec(text ?? '') ?? [];
  const [batch, id] = [parseRequestId(first), parseRequestId(second)];
  return askedAt === undefined || batch === null || id === null ? null : { askedAt: askedAt as At, batch, id };
}

export const writeOwnPlace = ({ askedAt, id }: OwnPlace): string => writePlace({ askedAt, batch: id, id });
export const readOwnPlace = (text: string | null): OwnPlace | null => readPlace(text);

export const writeAuditPlace = ({ changes, others }: AuditPlace): string => `${changes} ${others}`;

export function readAuditPlace(text: string | null): AuditPlace | null {
  const [, changes, others] = auditPlace.exec(text ?? '') ?? [];
  return others === undefined ? null : { changes: seqIn(changes), others: seqIn(others) };
}

const seqIn = (digits: string | undefined): number => Math.min(Number(digits), AUDIT_END);
