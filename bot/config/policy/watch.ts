import { readFileSync } from 'node:fs';
import type { Policy } from '../../domain/policy.ts';
import type { PolicyFault } from './faults.ts';
import { readPolicy } from './read.ts';

/** The policy that is in force, which follows its file. */
export interface Policies {
  readonly current: Policy;
  /** `refused`: the file has faults, or cannot be read; what it said last is in force. */
  readonly state: 'ok' | 'refused';
  stop(): void;
}

export interface WatchOptions {
  /** Null: there is no file, and nothing to follow. */
  readonly path: string | null;
  /** What was read of it at the start. */
  readonly first: Policy;
  /** The file says something else, and that is in force. */
  readonly onChanged: (policy: Policy) => void;
  /** Nothing has changed: these faults are in the way, or the file cannot be read (none). */
  readonly onRefused: (faults: readonly PolicyFault[]) => void;
  readonly everyMs?: number;
  readonly readFile?: (path: string) => string;
}

/**
 * Looks at the file again and again, which also finds one that was replaced as a whole (a mounted volume). A file with
 * faults changes nothing; they are told once each time that the file changes.
 */
export function watchPolicy(options: WatchOptions): Policies {
  const {
    path,
    first,
    onChanged,
    onRefused,
    everyMs = 2000,
    readFile = (file) => readFileSync(file, 'utf8'),
  } = options;
  let current = first;
  let state: Policies['state'] = 'ok';
  let seen: string | null = null;
  const refuse = (faults: readonly PolicyFault[]) => {
    state = 'refused';
    onRefused(faults);
  };
  const look = () => {
    if (path === null) return;
    const text = read(path, readFile);
    if (text === seen) return;
    const begun = seen === null && text !== null;
    seen = text ?? '';
    if (text === null) return refuse([]);
    const { policy, faults } = readPolicy(text, path);
    if (policy === null) return refuse(faults.filter(({ warning }) => !warning));
    state = 'ok';
    if (policy.book.hash === current.book.hash && begun) return;
    current = policy;
    onChanged(policy);
  };
  look();
  const timer = path === null ? undefined : setInterval(look, everyMs).unref();
  return {
    get current() {
      return current;
    },
    get state() {
      return state;
    },
    stop: () => clearInterval(timer),
  };
}

function read(path: string, readFile: (path: string) => string): string | null {
  try {
    return readFile(path);
  } catch {
    return null;
  }
}
