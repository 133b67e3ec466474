import type { Twin } from '../twin.ts';
import type { Memory } from './memory.ts';
import type { Patch } from './protocol.ts';
import { snapshot } from './snapshot.ts';

export interface Feed {
  whole(): Patch;
  /** Calls the listener with what changed, until the returned function is called. */
  subscribe(listener: (patch: Patch) => void): () => void;
  /** Something changed: look again soon. */
  poke(): void;
  close(): void;
}

/** Changes come in bursts; one look for all of them is soon enough for an eye. */
const settle = 25;

/** Watches the twin and tells every open page only what changed since the last look. */
export function openFeed(twin: Twin, memory: Memory, people: readonly string[]): Feed {
  const listeners = new Set<(patch: Patch) => void>();
  let known = serialised(snapshot(twin, memory, people));
  let timer: NodeJS.Timeout | undefined;

  const look = () => {
    timer = undefined;
    const before = known;
    known = serialised(snapshot(twin, memory, people));
    const set = [...known].filter(([key, json]) => before.get(key) !== json);
    const gone = [...before.keys()].filter((key) => !known.has(key));
    if (set.length === 0 && gone.length === 0) return;
    const patch = { reset: false, set: parsed(set), gone };
    for (const listener of listeners) listener(patch);
  };
  const poke = () => {
    timer ??= setTimeout(look, settle);
  };
  const stop = twin.onChange(poke);
  return {
    whole: () => ({ reset: true, set: parsed(known), gone: [] }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    poke,
    close() {
      stop();
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

function serialised(values: Map<string, unknown>): Map<string, string> {
  return new Map([...values].map(([key, value]) => [key, JSON.stringify(value)]));
}

function parsed(entries: Iterable<readonly [string, string]>): Record<string, unknown> {
  return Object.fromEntries([...entries].map(([key, json]) => [key, JSON.parse(json)]));
}
