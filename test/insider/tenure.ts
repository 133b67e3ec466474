import type { World } from '../../bot/sandbox/twin.ts';
import { adminGroupId } from '../../bot/sandbox/world.ts';

/** The directory at one moment, and from when on it was so (ms since 1970). */
interface Moment {
  readonly from: number;
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
  readonly admins: ReadonlySet<string>;
  /** Accounts that can sign in and are no guests. */
  readonly usable: ReadonlySet<string>;
  /** By the id of a group or person, in lower case. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
}

export interface Pair {
  readonly requester: string;
  readonly beneficiary: string;
}

const lower = (...addresses: readonly (string | null | undefined)[]): readonly string[] =>
  addresses.flatMap((one) => (typeof one === 'string' ? [one.toLowerCase()] : []));

/** Who could decide what, and when: from the twin's directory alone, as it was at each change of it. */
export class Tenure {
  readonly #world: World;
  readonly #now: () => number;
  readonly #moments: Moment[] = [];

  constructor(world: World, now: () => number) {
    this.#world = world;
    this.#now = now;
    this.note();
  }

  /** To be called right after each change. */
  note(): void {
    const { people, groups } = this.#world;
    this.#moments.push({
      from: this.#now(),
      owners: new Map([...groups.values()].map(({ id, owners }) => [id, new Set(owners)])),
      admins: new Set(groups.get(adminGroupId)?.members),
      usable: new Set(
        [...people.values()]
          .filter(({ accountEnabled, userType }) => accountEnabled === true && userType !== 'Guest')
          .map(({ id }) => id),
      ),
      addresses: new Map([
        ...[...groups.values()].map(({ id, mail }) => [id, lower(mail)] as const),
        ...[...people.values()].map(({ id, mail, userPrincipalName }) => [id, lower(mail, userPrincipalName)] as const),
      ]),
    });
  }

  /** Every address that a group or person has had until then: a card is drawn before it is pressed, from names kept for minutes. */
  addresses(id: string, until: number): readonly string[] {
    return [...new Set(this.#within(0, until).flatMap(({ addresses }) => addresses.get(id) ?? []))];
  }

  /** Was this person, at some moment of the span, one who decides on a request of this pair? */
  decides(person: string, group: string, { requester, beneficiary }: Pair, from: number, to: number): boolean {
    if (person === requester || person === beneficiary) return false;
    return this.#within(from, to).some((moment) => {
      const owners = [...(moment.owners.get(group) ?? [])].filter(
        (id) => moment.usable.has(id) && id !== requester && id !== beneficiary,
      );
      if (!moment.usable.has(person)) return false;
      return owners.length > 0 ? owners.includes(person) : moment.admins.has(person);
    });
  }

  /** The same for the end of a right: its holder, an owner, an admin. */
  ends(person: string, group: string, holder: string, from: number, to: number): boolean {
    return this.#within(from, to).some(
      ({ usable, owners, admins }) =>
        usable.has(person) && (person === holder || admins.has(person) || owners.get(group)?.has(person) === true),
    );
  }

  #within(from: number, to: number): readonly Moment[] {
    return this.#moments.filter((one, at) => {
      const until = this.#moments[at + 1]?.from ?? Number.POSITIVE_INFINITY;
      return one.from <= to && until >= from;
    });
  }
}
