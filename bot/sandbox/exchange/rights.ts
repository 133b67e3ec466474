import type { Office } from '../office.ts';
import type { ExchangeChange, TwinGroup } from '../twin.ts';

export type Right = ExchangeChange['right'];

interface Past {
  readonly at: number;
  readonly sendAs: ReadonlySet<string>;
  readonly sendOnBehalf: ReadonlySet<string>;
}

/** The two rights as Exchange holds them, with the recent past that a replica which lags still shows. */
export class Rights {
  readonly #office: Office;
  readonly #past = new Map<string, Past[]>();

  constructor(office: Office) {
    this.#office = office;
  }

  /** Who holds the right, as a read shows it: under `stale`, the state of so many milliseconds ago. */
  read(group: TwinGroup, right: Right): readonly string[] {
    const fault = this.#office.fault('exchange');
    if (fault?.how.kind !== 'stale') return [...group[right]];
    const then = this.#office.now() - fault.how.ms;
    const before = this.#past.get(group.id)?.find((past) => past.at > then);
    return [...(before ?? group)[right]];
  }

  /** Adds or removes one trustee. False, and nothing recorded, when it was so already. */
  change(change: ExchangeChange['change'], right: Right, group: TwinGroup, person: string): boolean {
    const holders = group[right];
    if (holders.has(person) === (change === 'add')) return false;
    const now = this.#office.now();
    const past = this.#past.get(group.id) ?? [];
    past.push({ at: now, sendAs: new Set(group.sendAs), sendOnBehalf: new Set(group.sendOnBehalf) });
    this.#past.set(group.id, past.slice(-50));
    if (change === 'add') holders.add(person);
    else holders.delete(person);
    this.#office.changes.push({ at: new Date(now).toISOString(), change, right, group: group.id, person });
    this.#office.changed();
    return true;
  }
}
