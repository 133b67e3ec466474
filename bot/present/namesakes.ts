import { looksOf } from '../domain/lookalikes.ts';
import { addressOf, type Nameable } from './named.ts';

/** Names on one card that a reader could take for each other, though they belong to different people or groups. */
export function namesakes(view: unknown): readonly Nameable[] {
  const named = within(view);
  // Exchange lists people by address only: one that is known by an id as well is the same person.
  const ids = new Map(named.flatMap((one) => (one.id === undefined ? [] : [[addressKey(one), one.id] as const])));
  const all = new Map(named.map((one) => [one.id ?? ids.get(addressKey(one)) ?? addressKey(one), one]));
  if (all.size < 2) return [];
  const first = new Map<string, Nameable>();
  const doubled = new Set<Nameable>();
  for (const one of all.values()) {
    for (const [n, look] of looksOf(one.name).entries()) {
      const other = first.get(`${n} ${look}`);
      if (other === undefined) first.set(`${n} ${look}`, one);
      else if (other !== one) doubled.add(other);
    }
  }
  return [...doubled];
}

const addressKey = (one: Nameable) => addressOf(one).toLowerCase();

/** More than any card shows. */
const most = 500;

/** Everybody and everything named in a view, however deep. */
function within(node: unknown): readonly Nameable[] {
  const found: Nameable[] = [];
  const open: unknown[] = [node];
  while (open.length > 0 && found.length < most) {
    const one = open.pop();
    if (typeof one !== 'object' || one === null) continue;
    if (isNamed(one)) found.push(one);
    else open.push(...Object.values(one));
  }
  return found;
}

const isNamed = (one: object): one is Nameable =>
  'name' in one && typeof one.name === 'string' && 'address' in one && !('lost' in one && one.lost === 'unknown');
