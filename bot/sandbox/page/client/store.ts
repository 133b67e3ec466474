import type {
  ActivityShown,
  CallShown,
  ChangeShown,
  ChatShown,
  GroupShown,
  Patch,
  PersonShown,
  Setup,
  Switches,
  ViewShown,
} from '../protocol.ts';

const values = new Map<string, unknown>();
const listeners = new Set<() => void>();

/**
 * What the server has told so far. A value that has not changed stays the same object, so that views can compare by
 * identity and leave alone what is as it was.
 */
export const store = {
  apply({ reset, set, gone }: Patch): void {
    if (reset) for (const key of values.keys()) if (!(key in set)) values.delete(key);
    for (const [key, value] of Object.entries(set)) {
      const same = reset && JSON.stringify(values.get(key)) === JSON.stringify(value);
      if (!same) values.set(key, value);
    }
    for (const key of gone) values.delete(key);
    for (const listener of listeners) listener();
  },
  onChange: (listener: () => void) => void listeners.add(listener),
  setup: () => values.get('setup') as Setup | undefined,
  person: (id: string) => values.get(`person/${id}`) as PersonShown | undefined,
  people: () => under<PersonShown>('person/'),
  groups: () => under<GroupShown>('group/'),
  group: (id: string) => values.get(`group/${id}`) as GroupShown | undefined,
  chatsOf: (person: string) => under<ChatShown>('chat/').filter((chat) => chat.people.includes(person)),
  activity: (conversation: string, id: string) =>
    values.get(`activity/${conversation}/${id}`) as ActivityShown | undefined,
  view: (person: string, conversation: string, id: string) =>
    values.get(`view/${person}/${conversation}/${id}`) as ViewShown | undefined,
  changes: () => (values.get('changes') ?? []) as readonly ChangeShown[],
  calls: () => (values.get('calls') ?? []) as readonly CallShown[],
  switches: () => (values.get('switches') ?? { exchange: null, graph: null }) as Switches,
};

export const nameOf = (id: string) => store.person(id)?.name ?? 'Somebody unknown';

function under<T>(prefix: string): T[] {
  return [...values].flatMap(([key, value]) => (key.startsWith(prefix) ? [value as T] : []));
}
