import assert from 'node:assert/strict';
import type { CallSeen, Service } from '../../../bot/sandbox/twin.ts';
import { demoPerson } from '../../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../../support/office.ts';
import { answeredBy, counted, inARow, type Span } from './wire.ts';

/** The steps of a request and of the questions about rights, played on the twin; what each takes is read off the wire. */

type Of<T> = Readonly<Record<'graph' | 'exchange' | 'connector', T>>;
const services = ['graph', 'exchange', 'connector'] as const satisfies readonly Service[];

export interface Step {
  readonly name: string;
  /** Calls in a row, by service. */
  readonly rounds: Of<number>;
  readonly calls: Of<number>;
  /** Calls in a row of all services together. */
  readonly all: number;
}

/** How long each call takes (ms): long beside what a turn computes between two of them. */
const delayMs = 60;

/** What the calls of a step took until `last`, which ends it, was answered. */
function step(name: string, calls: readonly CallSeen[], last: Span): Step {
  const within = (service: Service) => [
    ...answeredBy(calls, service, last.at),
    ...calls.filter((call): call is CallSeen & Span => call === last && call.service === service),
  ];
  const each = <T>(of: (service: Service) => T) =>
    Object.fromEntries(services.map((service) => [service, of(service)])) as Record<(typeof services)[number], T>;
  return {
    name,
    rounds: each((service) => inARow(within(service))),
    calls: each((service) => counted(calls, service, service === 'connector' ? last.at : last.at - 1)),
    all: inARow(services.flatMap(within)),
  };
}

/** Everything that is measured: with owners whom the bot has met, then with owners whom it has not. */
export async function play(): Promise<readonly Step[]> {
  return [...(await withOwners('met')), ...(await withOwners('never met'))];
}

const [asker, named, owners, admin] = ['alexw', 'Lee Gu', ['meganb', 'pattif'], 'nestorw'] as const;

async function withOwners(how: 'met' | 'never met'): Promise<readonly Step[]> {
  const office = await openOffice();
  try {
    for (const person of how === 'met' ? [asker, ...owners, admin] : [asker]) await hello(office, person);
    const play = player(office);
    const asked = await asking(play, how);
    if (how === 'never met') return asked.slice(1);
    const decided = await deciding(play);
    return [...asked, ...decided, ...(await looking(play))];
  } finally {
    await office.close();
  }
}

async function hello(office: Office, person: string): Promise<void> {
  await office.say(person, 'hello');
  await office.sees(person, () => true);
}

const offers = (verb: string) => (seen: Seen) => seen.actions.some((action) => action.verb === verb);

interface Player {
  readonly office: Office;
  /** Runs `act` with slow services, until all is quiet; gives the calls of it. */
  readonly slowly: (act: () => Promise<void>) => Promise<readonly CallSeen[]>;
  /** Of these calls, what was sent or changed in one person's own chat; with `others`, in all chats but that one. */
  readonly sentTo: (
    calls: readonly CallSeen[],
    person: string,
    others?: 'others',
  ) => Promise<readonly (CallSeen & Span)[]>;
}

function player(office: Office): Player {
  const { twin } = office;
  return {
    office,
    async slowly(act) {
      for (const service of services) twin.misbehave(service, { kind: 'late', ms: delayMs });
      const from = twin.calls.length;
      await act();
      const calls = twin.calls.slice(from);
      for (const service of services) twin.misbehave(service, null);
      return calls;
    },
    async sentTo(calls, person, others) {
      const chat = await twin.teams.personalChat(demoPerson(person));
      const all = answeredBy(calls, 'connector', Number.MAX_VALUE);
      return all.filter(({ path }) => decodeURIComponent(path).includes(`/${chat}/`) === (others === undefined));
    },
  };
}

const last = <T>(spans: readonly T[]): T => spans.at(-1) ?? assert.fail('nothing was sent');

async function asking({ office, slowly, sentTo }: Player, how: string): Promise<readonly Step[]> {
  const calls = await slowly(async () => {
    await office.say(asker, `let ${named} send as Marketing`);
    for (const owner of owners) await office.sees(owner, offers('approve'));
    await settled(office);
  });
  const own = (await sentTo(calls, asker))[0] ?? assert.fail();
  const sent = await sentTo(calls, asker, 'others');
  const cards = last(sent);
  const asked = step(`asked → owners’ cards, ${how} before`, calls, cards);
  // One owner's chat does not wait for another's.
  const chats = [...Map.groupBy(sent, ({ path }) => path.split('/activities', 1)[0]).values()];
  const connector = inARow([own]) + Math.max(...chats.map(inARow));
  return [step('asked → own card', calls, own), { ...asked, rounds: { ...asked.rounds, connector } }];
}

/** Nothing has been asked of the services for longer than a call takes. */
async function settled({ twin }: Office): Promise<void> {
  let count = -1;
  while (count !== twin.calls.length) {
    count = twin.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 4 * delayMs));
  }
}

async function deciding({ office, slowly, sentTo }: Player): Promise<readonly Step[]> {
  const [owner] = owners;
  const card = await office.sees(owner, offers('approve'));
  let answered = 0;
  const calls = await slowly(async () => {
    await office.press(owner, card, 'approve');
    answered = Date.now();
    await eventually(
      async () => office.twin.changes.length > 0,
      () => 'the right is not there',
    );
    await settled(office);
  });
  const change = calls.find(({ cmdlet }) => cmdlet !== null && /^(Add|Set)-/.test(cmdlet)) ?? assert.fail();
  const carried = answeredBy(calls, 'exchange', Number.MAX_VALUE).find(
    ({ at, until }) => at <= change.at && change.at <= until,
  );
  const right = carried ?? assert.fail('the change was lost');
  const told = (await sentTo(calls, asker)).find(({ at }) => at >= right.until) ?? assert.fail('nobody was told');
  // Cards are edited beside: nobody waits for them, nor for what they need of Graph.
  const first = calls.find(({ service }) => service === 'exchange')?.at ?? 0;
  const isBeside = ({ service, until }: CallSeen) =>
    service === 'connector' || (service === 'graph' && (until ?? Infinity) > first);
  const waited = (end: Span) => calls.filter((call) => call === end || !isBeside(call));
  return [
    step('click → answer', calls, { at: answered, until: answered }),
    step('click → right in Exchange', waited(right), right),
    step('click → asker told', waited(told), told),
  ];
}

/** Questions, each to a bot that has just started: no name is known to it. */
async function looking({ office, slowly, sentTo }: Player): Promise<readonly Step[]> {
  const questions = [
    ['who', asker, 'who can send as Marketing?'],
    ['what', admin, `what can ${named} send as?`],
    ['audit', owners[0], 'audit Marketing'],
  ] as const;
  const steps: Step[] = [];
  for (const [name, person, text] of questions) {
    await office.stopBot();
    await office.startBot();
    const calls = await slowly(async () => {
      await office.say(person, text);
      await settled(office);
    });
    steps.push(step(name, calls, last(await sentTo(calls, person))));
  }
  return steps;
}
