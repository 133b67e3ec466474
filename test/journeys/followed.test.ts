import assert from 'node:assert/strict';
import { readSqliteAudit } from '../../bot/adapters/sqlite/open.ts';
import type { LogFields } from '../../bot/ports/log.ts';
import type { ChainedRecord } from '../../bot/ports/store.ts';
import { startTwin } from '../../bot/sandbox/start.ts';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { createPeople, eventually, openOffice, type Seen } from '../support/office.ts';
import { type BotProcess, operatorFor, startProcess } from '../support/process.ts';

/** One line of the log, as an operator's tools read it. */
interface Line {
  readonly level: string;
  readonly event: string;
  readonly correlation?: string;
  readonly request?: string;
  readonly requests?: readonly string[];
  readonly task?: string;
  readonly code?: string;
  readonly operation?: string;
  readonly cmdlet?: string;
  readonly outcome?: string;
  readonly ms?: number;
  readonly clientRequestId?: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** What happens to the process, not to a request. */
const ofNobody = ['listening', 'exchange.no-batch'];

const isAbout = (id: string) => (line: Line) => line.request === id || line.requests?.includes(id) === true;
const approvable = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve');

describe('a request in the log', () => {
  let twin: Twin;
  let operator: ReturnType<typeof operatorFor>;
  let bot: BotProcess;
  let lines: readonly Line[];
  let audit: readonly ChainedRecord[];
  let id: string;

  before(async function () {
    this.timeout(60_000);
    twin = await startTwin();
    operator = operatorFor(twin);
    bot = startProcess({ ...operator.env, LOG_LEVEL: 'debug' });
    twin.setBot(`http://127.0.0.1:${await bot.listening()}`);
    id = await liveThrough();
    audit = await readAudit(operator.env.DATA_DIR ?? '');
    bot.child.kill('SIGTERM');
    assert.equal(await bot.exited, 0);
    lines = jsonLines(bot.output());
  });
  after(async () => {
    bot.child.kill('SIGKILL');
    await twin.close();
    operator.remove();
  });

  /** Asked, decided, applied, told, given back, told. Another request is made at the same time, and denied. */
  async function liveThrough(): Promise<string> {
    const people = createPeople(twin);
    await Promise.all([
      people.say('alexw', 'let me send as Marketing because canary-words'),
      people.say('leegu', 'let me send on behalf of Marketing because canary-words'),
    ]);
    const card = await people.sees('meganb', (seen) => approvable(seen) && /Alex Wilber/.test(seen.text));
    const request = String(card.actions[0]?.data.request);
    const other = await people.sees('pattif', (seen) => approvable(seen) && /Lee Gu/.test(seen.text));
    await Promise.all([people.press('meganb', card, 'approve'), people.press('pattif', other, 'deny')]);
    await people.sees('alexw', /^applied$/m);
    await people.sees('leegu', /^denied$/m);
    await people.say('alexw', `give back ${request}`);
    for (const told of ['alexw', 'meganb', 'pattif']) await people.sees(told, /^ended$/m);
    return request;
  }

  async function readAudit(dir: string): Promise<readonly ChainedRecord[]> {
    const read = (await readSqliteAudit(dir)) ?? assert.fail('no store');
    try {
      const records: ChainedRecord[] = [];
      for await (const record of read.audit.all()) records.push(record);
      return records;
    } finally {
      await read.close();
    }
  }

  const jsonLines = <T>(text: string): readonly T[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as T);

  /** In this order, among whatever else there is. */
  function inOrder(story: readonly Line[], steps: readonly (readonly [string, (line: Line) => boolean])[]): void {
    let from = 0;
    for (const [what, fits] of steps) {
      const found = story.findIndex((line, at) => at >= from && fits(line));
      assert.ok(
        found >= 0,
        `no ${what} after line ${from} of:\n${story.map((line) => JSON.stringify(line)).join('\n')}`,
      );
      from = found + 1;
    }
  }
  const recorded = (code: string) =>
    [code, (line: Line) => line.event === 'recorded' && line.code === code && line.level === 'info'] as const;
  const called = (cmdlet: string) =>
    [
      cmdlet,
      (line: Line) =>
        line.event === 'exchange.call' &&
        line.cmdlet === cmdlet &&
        line.outcome === 'done' &&
        guid.test(line.clientRequestId ?? ''),
    ] as const;
  const changed = (operation: string, cmdlet: string) =>
    [
      `change by ${cmdlet}`,
      (line: Line) =>
        line.event === 'exchange.change' &&
        line.level === 'info' &&
        line.operation === operation &&
        line.cmdlet === cmdlet &&
        line.outcome === 'done' &&
        guid.test(line.clientRequestId ?? ''),
    ] as const;
  const sent = (task: string, operation = 'send') =>
    [
      `${operation} to Teams by ${task}`,
      (line: Line) =>
        line.event === 'teams.call' &&
        line.task === task &&
        line.operation === operation &&
        guid.test(line.clientRequestId ?? ''),
    ] as const;

  it('is followed by its id: asked, card sent, decided, applied, read back, told, ended, in this order', () => {
    inOrder(lines.filter(isAbout(id)), [
      recorded('request.made'),
      sent('card'),
      recorded('request.approved'),
      ['owners read', (line) => line.event === 'graph.call' && line.operation === 'GET /groups/{id}/owners'],
      called('Get-RecipientPermission'),
      recorded('right.applying'),
      called('Add-RecipientPermission'),
      changed('add', 'Add-RecipientPermission'),
      called('Get-RecipientPermission'),
      recorded('right.applied'),
      sent('tell'),
      recorded('right.ending'),
      called('Remove-RecipientPermission'),
      changed('remove', 'Remove-RecipientPermission'),
      called('Get-RecipientPermission'),
      recorded('right.ended'),
      sent('tell'),
    ]);
  });

  it('is tied to its turns: by the correlation of the message, all that was heard, asked, written and sent for it', () => {
    const made = lines.find((line) => isAbout(id)(line) && line.code === 'request.made');
    const turn = lines.filter(({ correlation }) => correlation === made?.correlation);
    inOrder(turn, [
      ['sentence', ({ event }) => event === 'heard'],
      [
        'call of Graph',
        ({ event, operation, ms }) => event === 'graph.call' && operation !== undefined && ms !== undefined,
      ],
      recorded('request.made'),
      ['answer', ({ event, task }) => event === 'teams.call' && task === undefined],
      ['end of the turn', ({ event }) => event === 'teams.turn'],
    ]);
    inOrder(turn, [recorded('request.made'), sent('card')]);
    assert.deepEqual(new Set(turn.map(({ request }) => request)), new Set([undefined, id]), 'and of nothing else');
  });

  it('is tied to the click of the owner: what was applied and told because of it bears its correlation', () => {
    const approved = lines.find((line) => isAbout(id)(line) && line.code === 'request.approved');
    const click = lines.filter(({ correlation }) => correlation === approved?.correlation);
    inOrder(click, [
      recorded('request.approved'),
      changed('add', 'Add-RecipientPermission'),
      recorded('right.applied'),
      sent('tell'),
    ]);
    assert.deepEqual(new Set(click.map(({ request }) => request)), new Set([id]), 'from its first line on');
  });

  it('has no line that belongs to no story', () => {
    const lost = lines.filter(({ correlation, event }) => correlation === undefined && !ofNobody.includes(event));
    assert.deepEqual(lost, []);
    const jobs = lines.filter(({ task }) => task !== undefined && task !== 'sweep');
    assert.ok(jobs.length > 20);
    assert.deepEqual(
      jobs.filter(({ request, requests }) => request === undefined && requests === undefined),
      [],
    );
  });

  it('has one line at info for each record of the audit, and one for each change in Exchange', () => {
    const told = lines.filter(({ event, level }) => event === 'recorded' && level === 'info');
    assert.deepEqual(
      told.map(({ code, request }) => [code, request]),
      audit.map(({ event, request }) => [event, request]),
    );
    assert.equal(lines.filter(({ event }) => event === 'exchange.change').length, twin.changes.length);
  });

  it('shows in the audit by which calls of Exchange it was changed', () => {
    const [added, removed] = lines.filter(({ event }) => event === 'exchange.change');
    const rests = (event: string) => audit.find((record) => record.event === event)?.data.exchange;
    assert.deepEqual(rests('right.applied'), [added?.clientRequestId]);
    assert.deepEqual(rests('right.ended'), [removed?.clientRequestId]);
    assert.deepEqual(
      audit.filter(({ data }) => 'exchange' in data).map(({ event }) => event),
      ['right.applied', 'right.ended'],
    );
  });

  it('shows no word and no name of anybody', () => {
    assert.doesNotMatch(bot.output(), /canary|let me|Alex|Wilber|Megan|Bowen|Lee|Marketing|contoso|eyJ/i);
  });
});

describe('two requests at once in the log', () => {
  it('are told apart, line by line, though their calls share queues and batches', async () => {
    const office = await openOffice();
    try {
      const asked = [
        ['alexw', 'meganb', /Alex Wilber/],
        ['leegu', 'pattif', /Lee Gu/],
      ] as const;
      await Promise.all(asked.map(([who]) => office.say(who, 'let me send as Marketing')));
      const cards = await Promise.all(
        asked.map(([, owner, name]) => office.sees(owner, (seen) => approvable(seen) && name.test(seen.text))),
      );
      await Promise.all(cards.map((card, n) => office.press(asked[n]?.[1] ?? '', card, 'approve')));
      await Promise.all(asked.map(([who]) => office.sees(who, /^applied$/m)));
      const ids = cards.map((card) => String(card.actions[0]?.data.request));
      const lines = office.logged.map(({ event, fields }) => ({ event, ...(fields as LogFields) }));
      for (const [n, [who]] of asked.entries()) {
        const own = lines.filter(({ request }) => request === ids[n]);
        const changes = own.filter(({ event }) => event === 'exchange.change');
        assert.deepEqual(
          changes.map(({ person, outcome }) => [person, outcome]),
          [[demoPerson(who), 'done']],
        );
        assert.ok(own.some(({ event, task }) => event === 'exchange.call' && task === 'advance'));
        assert.ok(own.some(({ event, task }) => event === 'graph.call' && task === 'advance'));
      }
      const stories = Map.groupBy(lines, ({ correlation }) => correlation);
      for (const [correlation, story] of stories) {
        const about = new Set(story.flatMap(({ request }) => request ?? []));
        assert.ok(correlation === undefined || about.size <= 1, `${correlation}: ${[...about]}`);
      }
    } finally {
      await office.close();
    }
  });
});

describe('a sentence that makes two requests, in the log', () => {
  it('names both from then on, and each in the line of its own record', async () => {
    const office = await openOffice();
    try {
      await office.say('alexw', 'let me send as Marketing and Training');
      await office.sees('pattif', (seen) => approvable(seen) && /Training/.test(seen.text));
      const lines = () => office.logged.map(({ event, fields }) => ({ event, ...(fields as LogFields) }));
      const records = lines().filter(({ code }) => code === 'request.made');
      const made = records.map(({ request }) => request);
      assert.equal(made.length, 2);
      // The card is in the chat before the call that has sent it is logged.
      const turn = await eventually(
        async () => {
          const own = lines().filter(({ correlation }) => correlation === records[0]?.correlation);
          return own.some(({ event, task }) => event === 'teams.call' && task === 'card') && own;
        },
        () => 'no card in the log',
      );
      const answered = turn.findLast(({ event, task }) => event === 'teams.call' && task === undefined);
      assert.deepEqual(answered?.requests, made);
      const sent = turn.find(({ event, task }) => event === 'teams.call' && task === 'card');
      assert.deepEqual(new Set(sent?.requests), new Set(made));
    } finally {
      await office.close();
    }
  });
});
