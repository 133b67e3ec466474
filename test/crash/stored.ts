import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import canonicalize from 'canonicalize';

/** What the bot's store holds, read past the bot's own code. */
export interface Stored {
  readonly audit: readonly Recorded[];
  readonly work: readonly { readonly id: string; readonly due: string }[];
  readonly copies: readonly Copied[];
  /** What is wrong with the audit's chain; null: nothing. */
  readonly broken: string | null;
}
export interface Recorded {
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly request: string;
  readonly right: 'sendAs' | 'sendOnBehalf';
  readonly group: string;
  readonly person: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly prev: string;
  readonly hash: string;
}
export interface Copied {
  readonly conversation: string;
  readonly activity: string;
  readonly batch: string;
  readonly person: string;
  readonly audience: string;
}

const file = 'behalf.db';

/** Beside a bot that runs. */
export function readStored(dir: string): Stored {
  const db = new DatabaseSync(join(dir, file), { readOnly: true, timeout: 5000 });
  try {
    const rows = <T>(sql: string) => db.prepare(sql).all() as unknown as readonly T[];
    const raw = rows<Omit<Recorded, 'data' | 'group'> & { group_id: string; data: string }>(
      'select * from audit order by seq',
    );
    const audit = raw.map(({ group_id, data, ...rest }) => ({
      ...rest,
      group: group_id,
      data: JSON.parse(data) as Recorded['data'],
    }));
    const [end] = rows<{ seq: number; hash: string }>('select seq, hash from chain');
    return {
      audit,
      work: rows('select id, due from work'),
      // News that is kept in step is still news: a message that was told.
      copies: rows("select conversation, activity, batch, person, audience from copies where audience <> 'holder'"),
      broken: brokenAt(audit, end),
    };
  } finally {
    db.close();
  }
}

/** What a killed bot has left: a copy is read, so that the next start finds it as it lay there. */
export function readLeft(dir: string): Stored {
  const copy = mkdtempSync(join(tmpdir(), 'behalf-left-'));
  try {
    for (const name of [file, `${file}-wal`]) {
      if (existsSync(join(dir, name))) copyFileSync(join(dir, name), join(copy, name));
    }
    new DatabaseSync(join(copy, file)).close();
    return readStored(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The chain computed anew: SHA-256 over the canonical JSON of each record without its hash. */
function brokenAt(
  audit: readonly Recorded[],
  end: { readonly seq: number; readonly hash: string } | undefined,
): string | null {
  let prev = audit[0]?.prev ?? end?.hash;
  for (const [index, { hash, ...rest }] of audit.entries()) {
    const whole = createHash('sha256')
      .update(canonicalize(rest) ?? '')
      .digest('hex');
    if (rest.seq !== index + 1 || rest.prev !== prev || hash !== whole) return `audit broken at ${index + 1}`;
    prev = hash;
  }
  return end?.seq === audit.length && end.hash === prev ? null : 'the chain does not end where the audit does';
}
