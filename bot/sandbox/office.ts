import { Bin } from './bin.ts';
import type { CallSeen, ExchangeChange, Misbehaviour, Service, World } from './twin.ts';

interface Fault {
  readonly how: Misbehaviour;
  readonly since: number;
  readonly past: World | null;
  left: number;
  used: number;
}

/** What the twin's services share: the company, the clock, what was seen, and how each service misbehaves. */
export class Office {
  readonly world: World;
  readonly now: () => number;
  readonly pageSize: number | null;
  readonly calls: Mutable<CallSeen>[] = [];
  readonly changes: ExchangeChange[] = [];
  readonly bin: Bin;
  /** Ids of groups that the app's write scope in Exchange leaves out. */
  readonly outsideScope = new Set<string>();
  readonly #faults = new Map<Service, Fault>();
  readonly #listeners = new Set<() => void>();

  constructor(world: World, now: () => number, pageSize: number | null) {
    this.world = world;
    this.now = now;
    this.pageSize = pageSize;
    this.bin = new Bin(world, now, () => this.changed());
  }

  /** Notes a call on arrival; its status stays 0 until, and unless, an answer leaves. */
  see(service: Service, method: string, path: string, cmdlet: string | null = null): Mutable<CallSeen> {
    const call = { at: this.now(), service, method, path, cmdlet, status: 0, until: null };
    this.calls.push(call);
    return call;
  }

  misbehave(service: Service, how: Misbehaviour | null): void {
    if (how === null) this.#faults.delete(service);
    else {
      const left = 'times' in how && how.times !== undefined ? how.times : Number.POSITIVE_INFINITY;
      // A directory that lags goes on showing what it showed when it began to.
      const past = service === 'graph' && how.kind === 'stale' ? structuredClone(this.world) : null;
      this.#faults.set(service, { how, left, used: 0, since: this.now(), past });
    }
    this.changed();
  }

  /** How the service misbehaves now, without using up one of its times. */
  fault(service: Service): { readonly how: Misbehaviour } | null {
    return this.#faults.get(service) ?? null;
  }

  /** The same, for one call: one of its times is used up. */
  useFault(service: Service): Misbehaviour | null {
    const fault = this.#faults.get(service);
    if (fault === undefined || fault.how.kind === 'refuse') return null;
    if (fault.left <= 1) this.#faults.delete(service);
    fault.left -= 1;
    return fault.left >= 0 ? fault.how : null;
  }

  /** How a cmdlet is refused now: one of the fault's times is used up. Null: it may run. */
  useRefusal(cmdlet: string): { readonly says: string; readonly status: number } | null {
    const fault = this.#faults.get('exchange');
    if (fault?.how.kind !== 'refuse') return null;
    const meant = { all: /^/, changes: /^(?!get-)/i, adds: /^add-/i, lists: /^get-recipientpermission$/i }[
      fault.how.only ?? 'all'
    ];
    if (!meant.test(cmdlet)) return null;
    const { says, status = 400 } = fault.how;
    if (fault.left <= 1) this.#faults.delete('exchange');
    fault.left -= 1;
    fault.used += 1;
    return { says: says[(fault.used - 1) % says.length] ?? '', status };
  }

  /** The company as the directory shows it now. */
  directory(): World {
    const fault = this.#faults.get('graph');
    if (fault?.how.kind !== 'stale' || fault.past === null) return this.world;
    return this.now() - fault.since < fault.how.ms ? fault.past : this.world;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
