import { z } from 'zod';
import type { Twin, TwinPerson } from '../twin.ts';
import { readAnswer, readResults } from './answers.ts';
import type { Memory } from './memory.ts';
import { searchPeople } from './people.ts';

const record = z.record(z.string(), z.unknown());
const conversation = z.string().min(1);
const timeZone = z.string().min(1).max(64);
/** More than any message in Teams may hold; what the bot says to that is worth seeing. */
const text = z.string().trim().min(1).max(60_000);
const languages = { en: 'en-US', nl: 'nl-NL' } as const;

/** What can be done on the page: an act takes the request's body; null means that it makes no sense. */
export type Act = (body: unknown) => Promise<object> | null;

/** Every act by name, as people do them in Teams, and the two that Teams lacks: the switches and the language. */
export function acts(twin: Twin, memory: Memory): ReadonlyMap<string, Act> {
  const all = new Map<string, Act>();
  const add = <T>(name: string, body: z.ZodType<T>, act: (body: T) => Promise<object> | undefined) =>
    all.set(name, (given) => {
      const parsed = body.safeParse(given);
      return parsed.success ? Promise.resolve(act(parsed.data) ?? {}) : null;
    });
  const person = z.string().transform((id, context): TwinPerson => {
    const found = twin.world.people.get(id);
    if (!found) context.addIssue('unknown person');
    return found ?? z.NEVER;
  });
  const localeOf = (who: TwinPerson) => languages[memory.localeOf(who)];

  const said = z.object({ person, text, conversation: conversation.optional(), timeZone });
  add('say', said, async (body) => {
    const chat = twin.teams.chats().find((each) => each.conversation === body.conversation);
    const where = chat && { conversation: chat.conversation, mentionBot: chat.type !== 'personal' };
    const options = { locale: localeOf(body.person), timeZone: body.timeZone, ...where };
    return { status: await twin.teams.say(body.person.id, body.text, options) };
  });

  const pressed = z.object({ person, conversation, activity: z.string(), verb: z.string(), data: record, timeZone });
  add('press', pressed, async ({ person: who, conversation: place, activity, verb, data, ...rest }) => {
    const options = { locale: localeOf(who), timeZone: rest.timeZone };
    return readAnswer(await twin.teams.press(who.id, place, activity, { verb, data, trigger: 'manual' }, options));
  });

  add('open', z.object({ person, conversation }), async ({ person: who, conversation: place }) => ({
    refreshed: await twin.teams.open(who.id, place),
  }));

  add(
    'submit',
    z.object({ person, conversation, value: record }),
    async ({ person: who, conversation: place, value }) => ({
      status: await twin.teams.submit(who.id, place, value),
    }),
  );

  const searched = z.object({ person, conversation, dataset: z.string(), query: z.string().max(200) });
  add('search', searched, async ({ person: who, conversation: place, dataset, query }) => {
    if (dataset === 'graph.microsoft.com/users') return { results: searchPeople(twin.world, query) };
    return { results: readResults(await twin.teams.search(who.id, place, dataset, query)) };
  });

  addSwitches(add, memory, person);
  return all;
}

function addSwitches(
  add: <T>(name: string, body: z.ZodType<T>, act: (body: T) => undefined) => void,
  memory: Memory,
  person: z.ZodType<TwinPerson>,
): void {
  const mode = z.enum(['throttle', 'down', 'late', 'lose-reply']).nullable();
  const service = z.enum(['exchange', 'graph']);
  add('misbehave', z.object({ service, mode }), (body) => {
    memory.setMode(body.service, body.mode);
  });
  add('language', z.object({ person, locale: z.enum(['en', 'nl']) }), (body) => {
    memory.setLocale(body.person.id, body.locale);
  });
}
