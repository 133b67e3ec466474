import { h } from './dom.ts';
import { type Message, message, type Place } from './message.ts';

/** The messages of a chat in order. Each keeps its element, so that what is typed into one survives all others. */
export function thread() {
  const known = new Map<string, Message>();
  const element = h('ol', { class: 'messages' });
  return {
    element,
    /** Gives the ids of those that are new or drawn again. */
    update(place: Place, ids: readonly string[]): string[] {
      for (const [id, each] of known) {
        if (ids.includes(id)) continue;
        each.element.remove();
        known.delete(id);
      }
      return ids.filter((id) => {
        const each = known.get(id) ?? message(id);
        if (!known.has(id)) element.append(each.element);
        known.set(id, each);
        return each.update(place);
      });
    },
  };
}
