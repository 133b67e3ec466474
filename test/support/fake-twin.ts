import type { CallSeen, ExchangeChange, Misbehaviour, Service, TeamsClient, Twin } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoWorld } from '../../bot/sandbox/world.ts';

type Card = Record<string, unknown>;
interface Message {
  id: string;
  activity: Record<string, unknown>;
  from: string;
  at: string;
  updated: boolean;
}

const adaptive = 'application/vnd.microsoft.card.adaptive';
const searchAnswer = 'application/vnd.microsoft.search.searchResponse';

/** What the page did to the fake, for a test to look at. */
export interface Done {
  readonly said: { person: string; text: string; options: unknown }[];
  readonly pressed: {
    person: string;
    verb: string;
    data: Record<string, unknown>;
    trigger: string;
    options: unknown;
  }[];
  readonly submitted: { person: string; value: Record<string, unknown> }[];
  readonly searched: { dataset: string; query: string }[];
  readonly opened: string[];
  readonly faults: Map<Service, Misbehaviour | null>;
}

export interface FakeTwin extends Twin {
  readonly done: Done;
  /** The bot posts a card or a text into a person's chat; gives the activity's id. */
  post(person: string, content: Card | string): string;
  /** The bot changes what it has posted. */
  update(person: string, id: string, content: Card | string): void;
  /** A right is given in Exchange, as after an approval. */
  grant(group: string, person: string, right?: 'sendAs' | 'sendOnBehalf'): void;
  /** What the next press is answered with. */
  answer: unknown;
}

/** A twin without a bot: it keeps what the page does, and shows what the test says. */
export function fakeTwin(): FakeTwin {
  const world = demoWorld();
  const views = new Map<string, Record<string, unknown>>();
  const chats = new Map<string, Message[]>();
  const listeners = new Set<() => void>();
  const calls: CallSeen[] = [];
  const changes: ExchangeChange[] = [];
  const done: Done = { said: [], pressed: [], submitted: [], searched: [], opened: [], faults: new Map() };
  const outside = new Set<string>();
  let count = 0;
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const chatOf = (person: string) => {
    const known = chats.get(person) ?? [];
    chats.set(person, known);
    return known;
  };
  const add = (person: string, from: string, activity: Record<string, unknown>) => {
    count += 1;
    const id = `activity-${count}`;
    chatOf(person).push({ id, activity, from, at: new Date().toISOString(), updated: false });
    changed();
    return id;
  };

  const teams: TeamsClient = {
    chats: () =>
      [...chats].map(([person, activities]) => ({
        conversation: `chat/${person}`,
        type: 'personal',
        people: [person],
        activities: activities.map((each) => ({ ...each })),
      })),
    personalChat: async (person) => {
      chatOf(person);
      return `chat/${person}`;
    },
    say: async (person, text, options) => {
      done.said.push({ person, text, options });
      add(person, person, { type: 'message', text });
      return 202;
    },
    edit: async () => 202,
    press: async (person, _conversation, id, action, options) => {
      done.pressed.push({ person, trigger: 'manual', ...action, options });
      const { type, value } = Object(fake.answer) as { type?: string; value?: Card };
      if (type === adaptive && value) views.set(`${person}/${id}`, activity(value));
      return { status: 200, body: fake.answer };
    },
    submit: async (person, _conversation, value) => {
      done.submitted.push({ person, value });
      return 202;
    },
    search: async (_person, _conversation, dataset, query) => {
      done.searched.push({ dataset, query });
      const found = [...world.groups.values()].filter((each) =>
        each.displayName.toLowerCase().startsWith(query.toLowerCase()),
      );
      const results = found.map((each) => ({ title: each.displayName, value: each.id }));
      return { status: 200, body: { statusCode: 200, type: searchAnswer, value: { results } } };
    },
    view: (person) =>
      chatOf(person).map((each) => ({ ...each, activity: views.get(`${person}/${each.id}`) ?? each.activity })),
    open: async (person) => done.opened.push(person),
    gather: async () => '',
    uninstall: async () => {},
    block: () => {},
    raw: async () => ({ status: 404, text: '' }),
    token: async () => '',
  };
  const none = '';
  const fake: FakeTwin = {
    world,
    teams,
    changes,
    calls,
    done,
    answer: null,
    endpoints: {
      loginUrl: none,
      graphUrl: none,
      exchangeUrl: none,
      openIdMetadataUrl: none,
      tokenIssuer: none,
      connectorHost: none,
    },
    credentials: { botId: none, certificatePem: none, secret: none },
    caPem: none,
    teamsAppId: none,
    setBot: () => {},
    misbehave: (service, how) => void done.faults.set(service, how),
    bin: { delete: () => {}, restore: () => {}, purge: () => {}, all: () => [] },
    outsideScope: outside,
    setScope(group, inside) {
      outside[inside ? 'delete' : 'add'](group);
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {},
    post: (person, content) => add(person, 'bot', activity(content)),
    update(person, id, content) {
      const known = chatOf(person).find((each) => each.id === id);
      if (!known) throw new Error(`No activity ${id}`);
      views.clear();
      known.activity = activity(content);
      known.updated = true;
      changed();
    },
    grant(group, person, right = 'sendOnBehalf') {
      world.groups.get(demoGroup(group))?.[right].add(person);
      changes.push({ at: new Date().toISOString(), change: 'add', right, group: demoGroup(group), person });
      const call = { at: Date.now(), service: 'exchange', method: 'POST', path: '/InvokeCommand' } as const;
      calls.push({ ...call, cmdlet: 'Set-UnifiedGroup', status: 200, until: Date.now() });
      changed();
    },
  };
  return fake;
}

function activity(content: Card | string): Record<string, unknown> {
  if (typeof content === 'string') return { type: 'message', text: content };
  return { type: 'message', attachments: [{ contentType: adaptive, content }] };
}
