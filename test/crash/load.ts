import { eventually, type Seen, toPressed, toSeen } from '../support/office.ts';
import type { Circle } from './crowd.ts';
import type { Site } from './sites.ts';

/** What somebody was told: that this was decided. */
export interface Acknowledged {
  readonly request: string;
  readonly event: 'request.approved' | 'request.denied' | 'request.cancelled';
}

/** How the crowd behaves. */
export interface Habits {
  /** A circle waits for a second at most between two acts, times this. */
  readonly pace: number;
  /** What owners and members press, the likelier the more often it stands here. */
  readonly owners: readonly Verb[];
  readonly members: readonly Verb[];
}
type Verb = 'approve' | 'deny' | 'cancel';

export const anyhow: Habits = { pace: 1, owners: ['approve', 'approve', 'deny'], members: ['cancel'] };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Crowd {
  readonly random: () => number;
  readonly stop: AbortSignal;
  readonly habits: Habits;
}

/**
 * People of each circle ask, decide, cancel, give back and take away at random until `stop`, whatever happens to the
 * bot; what is not answered is sent again, as Teams does. Gives what they were told.
 */
export async function load(
  site: Site,
  circles: readonly Circle[],
  { random, stop, habits }: Crowd,
): Promise<readonly Acknowledged[]> {
  const told: Acknowledged[] = [];
  const live = async (circle: Circle) => {
    while (!stop.aborted) {
      const acknowledged = await act(site, circle, { random, stop, habits });
      if (acknowledged !== null) told.push(acknowledged);
      await pause((300 + random() * 700) * habits.pace); // Teams allows a chat two messages a second
    }
  };
  await Promise.all(circles.map(live));
  return told;
}

type Act = () => Promise<Acknowledged | null>;

/** One act of those that are possible now. */
async function act(site: Site, circle: Circle, { random, stop, habits }: Crowd): Promise<Acknowledged | null> {
  const { group, member, owners } = circle;
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  const name = `"${group.displayName}"`;
  const owner = pick(owners).id;
  const says = (person: string, text: string): Act => {
    const activityId = `${Date.now()}${Math.floor(random() * 1e6)}`;
    return async () => {
      await delivered(() => at(site, person, () => site.twin.teams.say(person, text, { activityId })), stop);
      return null;
    };
  };
  const asks = [says(member.id, `let me send as ${name}`), says(member.id, `let me send on behalf of ${name}`)];
  const ends = [
    ...(group.sendAs.has(member.id) ? [says(member.id, `I'm done sending as ${name}`)] : []),
    ...(group.sendOnBehalf.has(member.id)
      ? [says(owner, `stop ${member.userPrincipalName} from sending on behalf of ${name}`)]
      : []),
  ];
  const presses = [
    ...(await offers(site, owner, habits.owners)),
    ...(await offers(site, member.id, habits.members)),
  ].map((offer) => pressing(site, offer, random, stop));
  const possible = presses.length > 0 && random() < 0.7 ? presses : [...asks, ...ends];
  return pick(possible)();
}

/** A person whose account is deleted does nothing until it is restored. */
async function at<T>({ twin }: Site, person: string, act: () => Promise<T>): Promise<T> {
  if (!twin.world.people.has(person)) throw new TypeError('the account is deleted');
  return act();
}

interface Offer {
  readonly person: string;
  readonly chat: string;
  readonly card: Seen;
  readonly verb: string;
  readonly data: Record<string, unknown>;
}

async function offers({ twin }: Site, person: string, verbs: readonly string[]): Promise<readonly Offer[]> {
  const room = twin.teams.chats().find(({ type, people }) => type === 'personal' && people.includes(person));
  if (room === undefined) return [];
  const chat = room.conversation;
  const cards = twin.teams.view(person, chat).slice(-5).map(toSeen);
  return verbs.flatMap((verb) =>
    cards.flatMap((card) =>
      card.actions.filter((one) => one.verb === verb).map(({ data }): Offer => ({ person, chat, card, verb, data })),
    ),
  );
}

/** The same turn until it is answered; null: not before the end, so nobody was told anything. */
export async function delivered<T>(turn: () => Promise<T>, stop?: AbortSignal): Promise<T | null> {
  for (let tries = 0; tries < 60; tries++) {
    try {
      const answer = await turn();
      if (typeof answer !== 'number' || answer < 300) return answer;
    } catch (error) {
      // A lost connection, or nobody answered in time.
      if (!(error instanceof TypeError) && (error as Error).name !== 'TimeoutError') throw error;
    }
    if (stop?.aborted) return null;
    await pause(250);
  }
  return null;
}

const words = { approve: /approved|applied/, deny: /denied/, cancel: /cancelled/ } as const;
const events = { approve: 'request.approved', deny: 'request.denied', cancel: 'request.cancelled' } as const;

function pressing(site: Site, { person, chat, card, verb, data }: Offer, random: () => number, stop: AbortSignal): Act {
  const turnId = `${Date.now()}${Math.floor(random() * 1e6)}`;
  return async () => {
    const answer = await delivered(
      () => at(site, person, () => site.twin.teams.press(person, chat, card.id, { verb, data }, { turnId })),
      stop,
    );
    const request = String(data.request);
    const kind = verb as keyof typeof words;
    // A card in the answer that shows the decision: whoever made it, it must be on record.
    if (answer === null || answer.status >= 300) return null;
    const { card: shown, text } = toPressed(answer.body);
    if (shown === null || !text.includes(request) || !new RegExp(`^(${words[kind].source})$`, 'm').test(text))
      return null;
    return { request, event: events[kind] };
  };
}

/**
 * Until no work is left, and a second later still none, and nothing new on record: a turn for whose answer nobody waits
 * any more may be in hand. Gives the milliseconds until then.
 */
export async function quiet(site: Site, ms: number): Promise<number> {
  const from = performance.now();
  let left: unknown = null;
  const rests = async () => {
    const work = await site.work().catch(() => null);
    left = work ?? 'not to be read';
    return work?.length === 0;
  };
  const events = async () => (await site.stored()).audit.length;
  await eventually(
    async () => {
      if (!(await rests())) return false;
      const before = await events();
      await pause(1000);
      return (await rests()) && (await events()) === before;
    },
    () => `never quiet: ${JSON.stringify(left)}\n${site.output()}`,
    ms,
  );
  return performance.now() - from;
}
