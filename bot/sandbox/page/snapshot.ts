import { z } from 'zod';
import type { ChatActivity, Twin, TwinGroup, TwinPerson } from '../twin.ts';
import { examples } from './examples.ts';
import { localeOf, type Memory } from './memory.ts';
import type {
  ActivityShown,
  CallShown,
  Card,
  ChangeShown,
  ChatShown,
  FaultyService,
  GroupShown,
  GroupState,
  PersonShown,
  Switches,
} from './protocol.ts';

const adaptive = 'application/vnd.microsoft.card.adaptive';
const keptChanges = 50;
const keptCalls = 20;

const postedActivity = z.object({
  type: z.string().catch('message'),
  text: z.string().nullish().catch(null),
  attachments: z
    .array(z.object({ contentType: z.string(), content: z.unknown() }))
    .nullish()
    .catch(null),
});
const card: z.ZodType<Card> = z.record(z.string(), z.unknown());

/** Everything the page shows now, under the keys of protocol.ts. */
export function snapshot(twin: Twin, memory: Memory, people: readonly string[]): Map<string, unknown> {
  const all = new Map<string, unknown>([['setup', { people }]]);
  for (const person of twin.world.people.values()) all.set(`person/${person.id}`, personShown(twin, person));
  for (const group of twin.world.groups.values()) {
    const state = twin.outsideScope.has(group.id) ? 'outside' : 'works';
    if (group.kind === 'microsoft365') all.set(`group/${group.id}`, groupShown(group, state));
  }
  for (const item of twin.bin.all()) {
    if (item.is === 'group') all.set(`group/${item.of.id}`, groupShown(item.of, 'deleted'));
  }
  addChats(all, twin);
  all.set('changes', changes(twin));
  all.set('calls', calls(twin));
  const switches: Switches = { exchange: memory.modeOf('exchange'), graph: memory.modeOf('graph') };
  return all.set('switches', switches);
}

function addChats(all: Map<string, unknown>, twin: Twin): void {
  for (const { conversation, type, people, activities } of twin.teams.chats()) {
    const shown = activities.flatMap((each) => activityShown(each) ?? []);
    const value: ChatShown = { conversation, type, people, activities: shown.map((each) => each.id) };
    all.set(`chat/${conversation}`, value);
    for (const each of shown) all.set(`activity/${conversation}/${each.id}`, each);
    const posted = new Map(activities.map((each) => [each.id, each.activity]));
    for (const person of people) {
      const own = twin.teams.view(person, conversation).filter((each) => each.activity !== posted.get(each.id));
      for (const each of own) all.set(`view/${person}/${conversation}/${each.id}`, activityShown(each)?.cards ?? []);
    }
  }
}

function personShown(twin: Twin, person: TwinPerson): PersonShown {
  const locale = localeOf(person);
  return {
    id: person.id,
    name: person.displayName,
    mail: person.mail,
    title: person.userType === 'Guest' ? 'Guest' : person.jobTitle,
    department: person.department,
    active: person.accountEnabled !== false,
    locale,
    examples: examples(twin.world, person, locale),
  };
}

function groupShown({ id, displayName, mail, sendAs, sendOnBehalf }: TwinGroup, state: GroupState): GroupShown {
  return { id, name: displayName, mail, state, sendAs: [...sendAs], sendOnBehalf: [...sendOnBehalf] };
}

/** Null for what a Teams client does not show as a message: typing, conversation updates. */
function activityShown({ id, activity, from, at, updated }: ChatActivity): ActivityShown | null {
  const posted = postedActivity.parse(activity);
  if (posted.type !== 'message') return null;
  const cards = (posted.attachments ?? []).flatMap(({ contentType, content }) => {
    const parsed = contentType === adaptive ? card.safeParse(content).data : undefined;
    return parsed ? [parsed] : [];
  });
  const text = posted.text?.replace(/<at[^>]*>(.*?)<\/at>/gs, '$1').trim() || null;
  return text || cards.length > 0 ? { id, from, at, updated, text, cards } : null;
}

function changes(twin: Twin): ChangeShown[] {
  return twin.changes.map((each, seq) => ({ seq, ...each })).slice(-keptChanges);
}

/** Each service's newest calls: the many to Graph do not push out the few to Exchange. */
function calls(twin: Twin): CallShown[] {
  const of = (wanted: FaultyService) =>
    twin.calls
      .flatMap(({ at, service, method, path, cmdlet, status }, seq) =>
        service === wanted ? [{ seq, at, service, method, what: cmdlet ?? shortened(path), status }] : [],
      )
      .slice(-keptCalls);
  return [...of('exchange'), ...of('graph')].sort((a, b) => a.seq - b.seq);
}

function shortened(path: string): string {
  return path.replace(/^\/v1\.0|^\/adminapi\/.*\//, '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…');
}
