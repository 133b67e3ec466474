/** Every place where a string of a stranger, or of a member, can stand in what comes from Teams. */
import fc from 'fast-check';
import type { Draft, Json, Kind } from '../adapters/teams/draft.ts';

export interface Slot {
  readonly name: string;
  readonly kind: Kind;
  put(draft: Draft, text: string): void;
}

const slot = (name: string, kind: Kind, put: Slot['put']): Slot => ({ name, kind, put });
const set = (activity: Json, change: Json) => void Object.assign(activity, change);

const sentences: readonly (readonly [string, (text: string) => string])[] = [
  ['the whole text', (text) => text],
  ['a person asked for', (text) => `let ${text} send as Marketing`],
  ['a group asked for', (text) => `let me send on behalf of ${text}`],
  ['a quoted group', (text) => `let me send as "${text}"`],
  ['a reason', (text) => `let me send as Marketing because ${text}`],
  ['an end', (text) => `let me send as Marketing until ${text}`],
  ['a group asked about', (text) => `who can send as ${text}?`],
  ['a person asked about', (text) => `what can ${text} send as?`],
  ['a colleague', (text) => `give me the same rights as ${text}`],
  ['a request to cancel', (text) => `cancel ${text}`],
  ['a request to deny', (text) => `deny ${text}`],
  ['a subject of the audit', (text) => `audit ${text}`],
  ['a Dutch group', (text) => `laat mij verzenden als ${text}`],
];

const inputs = [
  'right',
  'people',
  'group',
  'term',
  'until',
  'reason',
  'request',
  'question',
  'choice',
  'picks',
  'revision',
  'lines',
  'after',
];
const verbs = [
  'approve',
  'deny',
  'approve-all',
  'deny-all',
  'pending',
  'cancel',
  'submit',
  'choose',
  'refresh',
  'revoke',
  'again',
];

/** A form filled in well but for one input. */
const form = (input: string, text: unknown) => ({
  right: 'sendAs',
  people: 'Alex Wilber',
  group: 'Marketing',
  [input]: text,
});
const execute = ({ activity }: Draft, verb: string, data: unknown, trigger = 'manual') =>
  set(activity, { value: { action: { type: 'Action.Execute', verb, data }, trigger } });
const search = ({ activity }: Draft, change: Json) =>
  set(activity, { value: { ...Object(activity.value), ...change } });
const fields = ['localTimezone', 'locale', 'replyToId', 'timestamp', 'textFormat', 'importance', 'name', 'action'];

export const slots: readonly Slot[] = [
  ...sentences.map(([name, say]) => slot(name, 'message', ({ activity }, text) => set(activity, { text: say(text) }))),
  ...fields.map((field) => slot(`the ${field}`, 'message', ({ activity }, text) => set(activity, { [field]: text }))),
  slot("the speaker's name", 'message', ({ activity }, text) =>
    set(activity, { text: 'hi', from: { ...Object(activity.from), name: text } }),
  ),
  slot("the speaker's channel id", 'message', ({ activity }, text) =>
    set(activity, { from: { ...Object(activity.from), id: text } }),
  ),
  slot('the id', 'message', ({ activity }, text) => set(activity, { id: text, text: 'help' })),
  slot('a mention', 'message', ({ activity }, text) =>
    set(activity, {
      text: `let <at>${text}</at> send as Marketing`,
      entities: [{ type: 'mention', text: `<at>${text}</at>`, mentioned: { id: text, name: text, aadObjectId: text } }],
    }),
  ),
  slot("the bot's own mention", 'message', ({ activity }, text) =>
    set(activity, {
      text: `<at>${text}</at> help`,
      entities: [{ type: 'mention', text: `<at>${text}</at>`, mentioned: activity.recipient }],
    }),
  ),
  slot('a zone', 'message', ({ activity }, text) =>
    set(activity, { entities: [{ type: 'clientInfo', timezone: text, locale: text, country: text }] }),
  ),
  slot('a kind of entity', 'message', ({ activity }, text) => set(activity, { entities: [{ type: text }] })),
  slot('a kind of activity', 'installed', ({ activity }, text) => set(activity, { type: text })),
  slot('what was done with the app', 'installed', ({ activity }, text) => set(activity, { action: text })),
  ...inputs.map((input) =>
    slot(`${input} in a form sent as a message`, 'submit', ({ activity }, text) =>
      set(activity, { value: { verb: 'submit', ...form(input, text) } }),
    ),
  ),
  slot('the verb of a message', 'submit', ({ activity }, text) => set(activity, { value: { verb: text } })),
  ...inputs.map((input) =>
    slot(`${input} in a form`, 'execute', (draft, text) => execute(draft, 'submit', form(input, text))),
  ),
  ...verbs.map((verb) =>
    slot(`all that ${verb} brings`, 'execute', (draft, text) =>
      execute(draft, verb, Object.fromEntries(inputs.map((input) => [input, text]))),
    ),
  ),
  slot('the verb', 'execute', (draft, text) => execute(draft, text, { request: 'K7QF' })),
  slot('the name of an input', 'execute', (draft, text) => execute(draft, 'submit', { [text]: text })),
  slot('the trigger', 'execute', (draft, text) => execute(draft, 'approve', { request: 'K7QF' }, text)),
  slot('the name of an invoke', 'execute', ({ activity }, text) => set(activity, { name: text })),
  slot('what is typed into a picker', 'search', (draft, text) => search(draft, { queryText: text })),
  slot('the dataset of a picker', 'search', (draft, text) => search(draft, { dataset: text })),
  slot('the options of a picker', 'search', (draft, text) =>
    search(draft, { queryOptions: { skip: text, top: text } }),
  ),
];

const any = fc.jsonValue({ maxDepth: 4 });
const bundle = fc.dictionary(fc.constantFrom(...inputs, '__proto__', 'constructor', 'toString'), any);

/** Values of any type where the protocol wants one. */
export const wild: fc.Arbitrary<{ readonly kind: Kind; readonly value: unknown }> = fc.oneof(
  fc.record({ kind: fc.constant('message' as const), value: any }),
  fc.record({
    kind: fc.constant('submit' as const),
    value: fc.tuple(fc.constantFrom(...verbs), bundle).map(([verb, data]) => ({ ...data, verb })),
  }),
  fc.record({
    kind: fc.constant('execute' as const),
    value: fc.record({
      action: fc.oneof(
        any,
        fc.record({ type: any, verb: fc.oneof(fc.constantFrom(...verbs), any), data: fc.oneof(bundle, any) }),
      ),
      trigger: fc.oneof(fc.constantFrom('manual', 'automatic'), any),
    }),
  }),
  fc.record({
    kind: fc.constant('search' as const),
    value: fc.oneof(
      any,
      fc.record({
        queryText: fc.oneof(fc.string({ unit: 'binary' }), any),
        queryOptions: fc.oneof(any, fc.record({ skip: fc.oneof(fc.double(), any), top: fc.oneof(fc.double(), any) })),
        dataset: fc.oneof(fc.constant('groups'), any),
      }),
    ),
  }),
);
