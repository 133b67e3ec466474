import { CannotOpen } from '../sql/opened.ts';
import { primaryCode } from './store.ts';

/** SQLite's result codes ("Result and Error Codes") → the system's, where they say the same. */
const sameAs = new Map([
  [3, 'EACCES'],
  [5, 'EBUSY'],
  [8, 'EACCES'],
  [10, 'EIO'],
  [11, 'EBADDB'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
  [23, 'EACCES'],
  [26, 'EBADDB'],
]);

interface Reason {
  readonly text: string;
  readonly isLasting: boolean;
}

const lasting = (text: string): Reason => ({ text, isLasting: true });
const passing = (text: string): Reason => ({ text, isLasting: false });

const notWritable = () => {
  const user = process.getuid?.();
  const who = user === undefined ? 'the user that runs Behalf' : `the user that runs Behalf (uid ${user})`;
  return lasting(`cannot be written: let ${who} read and write it and every file in it, or set another directory`);
};
const noDirectory = () => lasting('is no directory, or below something that is none: set a directory');
const damaged = () =>
  lasting(
    'holds a behalf.db that is damaged or no database: put back a copy of it, after moving behalf.db, behalf.db-wal and behalf.db-shm away',
  );

const reasons: Readonly<Record<string, () => Reason>> = {
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: () => lasting('is on a file system that is read-only: mount it for writing, or set another directory'),
  ENOTDIR: noDirectory,
  EEXIST: noDirectory,
  EISDIR: () =>
    lasting('holds a directory where a file of the store should be: move it away, or set another directory'),
  ENOENT: () => lasting('cannot be made: make the directory above it, or set another directory'),
  ENAMETOOLONG: () => lasting('is too long a path: set a shorter one'),
  ELOOP: () => lasting('is a symbolic link that leads back to itself: set another directory'),
  ENOSPC: () => passing('is on a disk that is full: make room, or set another directory'),
  EDQUOT: () => passing('is on a disk whose quota is used up: make room, or set another directory'),
  EIO: () => passing('is on a disk that fails: look at the system’s log, or set another directory'),
  EBUSY: () => passing('holds a behalf.db that another program has locked: end that program'),
  EBADDB: damaged,
};

/** What the system or SQLite says of a data directory → why the store cannot be opened; anything unforeseen as it is. */
export function explainSqlite(cause: unknown, dir: string): unknown {
  if (!(cause instanceof Error) || cause instanceof CannotOpen) return cause;
  const own = 'code' in cause ? String(cause.code) : '';
  const reason = reasons[sameAs.get(primaryCode(cause) ?? -1) ?? own]?.();
  if (reason === undefined) return cause;
  return new CannotOpen(`DATA_DIR (${dir}) ${reason.text}.`, { isLasting: reason.isLasting, cause });
}
