import { z } from 'zod';
import type { Twin, TwinPerson } from '../twin.ts';
import { readAnswer, readResults } from './answers.ts';
import { type Memory, setLocale } from './memory.ts';
import { searchPeople } from './people.ts';

const record = z.record(z.string(), z.unknown());
const conversation = z.string().min(1);
const timeZone = z.string().min(1).max(64);
/** More than any message in Teams may hold; what the bot says to that is worth seeing. */
const text = z.string().trim().min(1).max(60_000);

/** What can be done on the page: an act takes the request's body; null means that it makes no sense. */
export type Act = (body: unknown) => Promise<object> | null;

/** Every act by name, as people do them in Teams, and those that Teams lacks: the switches, what happens to groups, and the language. */
export function acts(twin: Twin, memory: Memory): ReadonlyMap<string, Act> {
  const all = new Map<string, Act>();
  const add = <T>(name: string, body: z.ZodType<T>, act: (body: T) => Promise<object>) =>
    all.set(name, (given) => {
      const parsed = body.safeParse(given);
      return parsed.success ? act(parsed.data) : null;
    });
  const person = z.string().transform((id, context): TwinPerson => {
    const found = twin.world.people.get(id);
    if (!found) context.addIssue('unknown person');
    return found ?? z.NEVER;
  });
  const by = z.object({ person, timeZone });
  const inChat = by.extend({ conversation });
  const { teams } = twin;

  add('say', by.extend({ text, conversation: conversation.optional() }), async (said) => {
    const chat = teams.chats().find((each) => each.conversation === said.conversation);
    const where = chat && { conversation: chat.conversation, mentionBot: chat.type !== 'personal' };
    return { status: await teams.say(said.person.id, said.text, { ...clientOf(said), ...where }) };
  });
  add('press', inChat.extend({ activity: z.string(), verb: z.string(), data: record }), async (pressed) => {
    const { verb, data } = pressed;
    const action = { verb, data, trigger: 'manual' } as const;
    return readAnswer(
      await teams.press(pressed.person.id, pressed.conversation, pressed.activity, action, clientOf(pressed)),
    );
  });
  add('open', inChat, async (opened) => ({
    refreshed: await teams.open(opened.person.id, opened.conversation, clientOf(opened)),
  }));
  add('submit', inChat.extend({ value: record }), async (sent) => ({
    status: await teams.submit(sent.person.id, sent.conversation, sent.value, clientOf(sent)),
  }));
  add('search', inChat.extend({ dataset: z.string(), query: z.string().max(200) }), async (asked) => {
    const { dataset, query } = asked;
    if (dataset === 'graph.microsoft.com/users') return { results: searchPeople(twin.world, query) };
    const answer = await teams.search(asked.person.id, asked.conversation, dataset, query, clientOf(asked));
    return { results: readResults(answer) };
  });
  add('language', z.object({ person, locale: z.enum(['en', 'nl']) }), async (chosen) => {
    setLocale(twin, chosen.person, chosen.locale);
    return {};
  });
  const state = z.enum(['works', 'outside', 'deleted']);
  const group = z.string().refine((id) => twin.world.groups.has(id) || twin.bin.all().some(({ of }) => of.id === id));
  add('group', z.object({ group, state }), async (chosen) => {
    const deleted = !twin.world.groups.has(chosen.group);
    if (deleted && chosen.state !== 'deleted') twin.bin.restore(chosen.group);
    if (!deleted && chosen.state === 'deleted') twin.bin.delete(chosen.group);
    twin.setScope(chosen.group, chosen.state !== 'outside');
    return {};
  });
  const mode = z.enum(['throttle', 'down', 'late', 'lose-reply', 'refuse', 'orphan', 'bare-names']).nullable();
  add('misbehave', z.object({ service: z.enum(['exchange', 'graph']), mode }), async (chosen) => {
    memory.setMode(chosen.service, chosen.mode);
    return {};
  });
  return all;
}

/** What a person's Teams client says of itself. */
function clientOf({ person, timeZone }: { person: TwinPerson; timeZone: string }) {
  return { locale: person.preferredLanguage ?? 'en-US', timeZone };
}
