import type { TwinGroup, TwinPerson, World } from './twin.ts';

/** What was deleted, and when (ms since 1970). */
export type Binned =
  | { readonly is: 'person'; readonly of: TwinPerson; readonly at: number }
  | { readonly is: 'group'; readonly of: TwinGroup; readonly at: number };

/** How long a deleted account or Microsoft 365 group can be restored ("directory resource type", Microsoft Graph). */
export const restorableMs = 30 * 86_400_000;

/**
 * The directory's deleted items. An account or a Microsoft 365 group that is deleted can be restored for thirty days,
 * with its memberships, owners and delegates; every other kind of group is deleted for good.
 */
export class Bin {
  readonly #world: World;
  readonly #now: () => number;
  readonly #changed: () => void;
  readonly #items = new Map<string, Binned>();

  constructor(world: World, now: () => number, changed: () => void) {
    this.#world = world;
    this.#now = now;
    this.#changed = changed;
  }

  delete(id: string): void {
    const { people, groups } = this.#world;
    const [person, group] = [people.get(id), groups.get(id)];
    if (person) this.#items.set(id, { is: 'person', of: person, at: this.#now() });
    if (group?.kind === 'microsoft365') this.#items.set(id, { is: 'group', of: group, at: this.#now() });
    people.delete(id);
    groups.delete(id);
    this.#changed();
  }

  restore(id: string): void {
    const item = this.find(id);
    if (item === null) throw new Error(`${id} cannot be restored`);
    this.#items.delete(id);
    if (item.is === 'person') this.#world.people.set(id, item.of);
    else this.#world.groups.set(id, item.of);
    this.#changed();
  }

  /** Deletes for good what is in the bin. */
  purge(id: string): void {
    this.#items.delete(id);
    this.#changed();
  }

  /** Null: it is not in the bin, or its thirty days are over. */
  find(id: string): Binned | null {
    const item = this.#items.get(id.toLowerCase());
    if (item === undefined) return null;
    if (this.#now() - item.at < restorableMs) return item;
    this.#items.delete(item.of.id);
    return null;
  }

  all(): readonly Binned[] {
    return [...this.#items.keys()].flatMap((id) => this.find(id) ?? []);
  }
}
