import { h } from './dom.ts';
import { type Message, message, type Place } from './message.ts';

/** The messages of a chat in order. Each keeps its element, so that what is typed into one survives all others. */
export function thread() {
  const known = new Map<string, Message>();
  const element = h('ol', { class: 'messages' });
  let added = false;
  return {
    element,
    /** Gives the ids of those that are new or drawn again. */
    update(place: Place, ids: readonly string[]): string[] {
      added = false;
      for (const [id, each] of known) {
        if (ids.includes(id)) continue;
        each.element.remove();
        known.delete(id);
      }
      return ids.filter((id) => {
        const each = known.get(id) ?? message(id);
        if (!known.has(id)) {
          element.append(each.element);
          added = true;
        }
        known.set(id, each);
        return each.update(place);
      });
    },
    /**
     * Scrolls to the newest message: to its end, where the buttons are; but to its head, where the state is, when the
     * message was there before and has only been edited. Gives how far it is scrolled.
     */
    showLast(log: HTMLElement, fresh: readonly string[]): number {
      const last = element.lastElementChild;
      const edited = !added && fresh.some((id) => known.get(id)?.element === last);
      if (edited && last instanceof HTMLElement) log.scrollTop = last.offsetTop - log.offsetTop - 8;
      else log.scrollTop = log.scrollHeight;
      return log.scrollTop;
    },
  };
}
