import pg from 'pg';
import { CannotOpen, type Place } from '../sql/opened.ts';

interface Reason {
  readonly text: string;
  readonly isLasting: boolean;
}

const lasting = (text: string) => ({ text, isLasting: true });
const passing = (text: string) => ({ text, isLasting: false });

const refusesUser = lasting('refuses the user or the password: correct them');
const lacksRight = lasting(
  'does not let the user make schema and tables: grant CREATE on the database and its schema public',
);
const untrusted = lasting('shows a certificate that is not trusted: name its authority in NODE_EXTRA_CA_CERTS');
const silent = passing('does not answer: is it running, and reachable from here?');

/** Codes of PostgreSQL ("Error Codes"), of the system and of TLS. */
const reasons: Readonly<Record<string, Reason>> = {
  '28P01': refusesUser,
  '28000': lasting('lets this user not in from here: correct the user, or allow it in pg_hba.conf'),
  '3D000': lasting('does not exist: make it, or correct its name'),
  '3F000': lacksRight,
  '42501': lacksRight,
  '25006': lasting('can only be read: name the primary, not a standby'),
  '53300': passing('has no connection left: each process needs up to 16, see max_connections'),
  '53100': passing('has a disk that is full: make room there'),
  '57P03': passing('is starting or stopping: wait until it runs'),
  ECONNREFUSED: passing('refuses the connection: is it running, and is the port right?'),
  ENOTFOUND: lasting('is at a host whose name is unknown: correct it'),
  EAI_AGAIN: passing('is at a host whose name cannot be looked up now: is there a name server?'),
  ETIMEDOUT: silent,
  EHOSTUNREACH: silent,
  ENETUNREACH: silent,
  ECONNRESET: passing('breaks the connection off: does a server for PostgreSQL listen there?'),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: lasting('shows a certificate that has expired: renew it there'),
  ERR_TLS_CERT_ALTNAME_INVALID: lasting('shows a certificate for another host: correct the host'),
};

/** What the driver says in words only. */
const worded: readonly (readonly [RegExp, Reason])[] = [
  [/timeout|timed out/i, silent],
  [/does not support SSL/i, lasting('speaks no TLS: leave sslmode out')],
  [/password must be a string|no password|SASL/i, refusesUser],
  [
    /Connection terminated unexpectedly/i,
    passing('breaks the connection off: does a server for PostgreSQL listen there?'),
  ],
];

/** Where a database is, without user and password. */
export function placeOf(url: string): Place {
  return { variable: 'DATABASE_URL', where: whereOf(url) };
}

function whereOf(url: string): string {
  try {
    const { host, port, database = '' } = new pg.Client({ connectionString: url });
    return `${host}:${port}/${database}`;
  } catch {
    return 'unreadable';
  }
}

/** What went wrong on the way to an open database → why it cannot be opened; anything unforeseen as it is. */
export function explainPostgres(cause: unknown, url: string): unknown {
  if (!(cause instanceof Error) || cause instanceof CannotOpen) return cause;
  const code = 'code' in cause ? String(cause.code) : '';
  const reason = reasons[code] ?? worded.find(([words]) => words.test(cause.message))?.[1];
  if (reason === undefined) return cause;
  const { where } = placeOf(url);
  return new CannotOpen(`The database in DATABASE_URL (${where}) ${reason.text}.`, {
    isLasting: reason.isLasting,
    cause,
  });
}
