import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type Page, servePage } from '../../../bot/sandbox/page/serve.ts';
import { demoGroup, demoPerson } from '../../../bot/sandbox/world.ts';
import { approvalCard, decidedCard } from '../../support/fake-cards.ts';
import { type FakeTwin, fakeTwin } from '../../support/fake-twin.ts';

const alex = demoPerson('alexw');
const zoe = demoPerson('zoeh');
const adaptive = 'application/vnd.microsoft.card.adaptive';
const own = { 'Content-Type': 'application/json', 'X-Sandbox-Page': '1' };

describe('The sandbox page, its server', () => {
  let twin: FakeTwin;
  let page: Page;

  beforeEach(async () => {
    twin = fakeTwin();
    page = await servePage(twin, { port: 0, people: [alex] });
  });
  afterEach(() => page.close());

  const post = (act: string, body: unknown, headers: Record<string, string> = own) =>
    fetch(`${page.url}api/${act}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const say = { person: alex, text: 'help', timeZone: 'Europe/Amsterdam' };
  const state = async () =>
    ((await (await fetch(`${page.url}api/state`)).json()) as { set: Record<string, unknown> }).set;

  it('listens on loopback only', () => {
    assert.match(page.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  for (const host of ['sandbox.example', 'localhost.example', '127.0.0.1.example:80']) {
    it(`refuses whoever comes by the name "${host}"`, async () => {
      assert.deepEqual(await statusAs(page.url, host), { status: 403, body: '' });
    });
  }

  it('answers to every name of loopback', async () => {
    for (const host of ['localhost:3000', '127.0.0.1', '[::1]:3000']) {
      assert.equal((await statusAs(page.url, host)).status, 200, host);
    }
  });

  const foreign: Record<string, Record<string, string>> = {
    'another origin': { ...own, Origin: 'https://evil.example' },
    'a sandboxed frame': { ...own, Origin: 'null' },
    'another port of this machine': { ...own, Origin: 'http://127.0.0.1:1' },
    'another site, as the browser says': { ...own, 'Sec-Fetch-Site': 'cross-site' },
    'a form without the own header': { 'Content-Type': 'application/json' },
    'a text that only looks like JSON': { ...own, 'Content-Type': 'text/plain' },
  };
  for (const [who, headers] of Object.entries(foreign)) {
    it(`lets nothing be done by ${who}`, async () => {
      const answer = await post('say', say, headers);
      assert.deepEqual([answer.status, await answer.text(), twin.done.said], [403, '', []]);
    });
  }

  it('lets its own page do things', async () => {
    const answer = await post('say', say, { ...own, Origin: page.url.slice(0, -1), 'Sec-Fetch-Site': 'same-origin' });
    assert.equal(answer.status, 200);
    assert.equal(twin.done.said[0]?.text, 'help');
  });

  it('allows no foreign script, style, frame or text that becomes HTML', async () => {
    const answer = await fetch(page.url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  });

  it('gives the browser plain modules without types', async () => {
    const answer = await fetch(`${page.url}client/main.ts`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/);
    assert.doesNotMatch(await answer.text(), /: readonly string\[\]/);
  });

  it('says 404 to an unknown path, and never leaves its folder', async () => {
    for (const path of ['client/none.ts', '..%2fserve.ts', 'client/..%2f..%2fserve.ts', 'api/none']) {
      assert.equal((await fetch(page.url + path)).status, 404, path);
    }
  });

  const malformed: Record<string, unknown> = {
    'no object': 'hello',
    'somebody unknown': { ...say, person: 'nobody' },
    'an empty text': { ...say, text: '  ' },
    'no time zone': { ...say, timeZone: undefined },
  };
  for (const [what, body] of Object.entries(malformed)) {
    it(`refuses ${what}`, async () => {
      assert.equal((await post('say', body)).status, 400);
      assert.deepEqual(twin.done.said, []);
    });
  }

  it('refuses an unknown act, a misbehaviour it does not know, and too much', async () => {
    assert.equal((await post('shutdown', {})).status, 404);
    assert.equal((await post('misbehave', { service: 'exchange', mode: 'explode' })).status, 400);
    assert.equal((await post('say', { ...say, text: 'a'.repeat(300_000) })).status, 413);
  });

  it('speaks for a person in their language and time zone', async () => {
    await post('say', say);
    await post('language', { person: alex, locale: 'nl' });
    await post('say', say);
    await post('say', { ...say, person: zoe });
    const locales = twin.done.said.map(({ options }) => options);
    const timeZone = 'Europe/Amsterdam';
    assert.deepEqual(locales, [
      { locale: 'en-US', timeZone },
      { locale: 'nl-NL', timeZone },
      { locale: 'nl-NL', timeZone },
    ]);
  });

  it('says so when the bot cannot be reached', async () => {
    twin.teams.say = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const answer = await post('say', say);
    assert.deepEqual([answer.status, await answer.json()], [502, { error: 'connect ECONNREFUSED' }]);
  });

  it('makes a service misbehave, shows it, and ends it', async () => {
    await post('misbehave', { service: 'exchange', mode: 'throttle' });
    assert.deepEqual(twin.done.faults.get('exchange'), { kind: 'throttle', retryAfterSeconds: 15 });
    await settled();
    assert.deepEqual((await state()).switches, { exchange: 'throttle', graph: null });
    await post('misbehave', { service: 'exchange', mode: null });
    assert.equal(twin.done.faults.get('exchange'), null);
  });

  it('tells a page everything at first, and then only what has changed', async () => {
    const patches = await listen(page.url);
    const first = await patches.next();
    assert.equal(first.reset, true);
    assert.ok(`group/${demoGroup('marketing')}` in first.set);
    const id = twin.post(alex, approvalCard());
    const second = await patches.next();
    assert.equal(second.reset, false);
    assert.deepEqual(Object.keys(second.set).sort(), [`activity/chat/${alex}/${id}`, `chat/chat/${alex}`]);
    twin.grant('marketing', alex);
    assert.deepEqual(Object.keys((await patches.next()).set).sort(), [
      'calls',
      'changes',
      `group/${demoGroup('marketing')}`,
    ]);
    await patches.end();
  });

  it('shows a returned card to the one who pressed only', async () => {
    const id = twin.post(alex, approvalCard());
    twin.answer = { statusCode: 200, type: adaptive, value: decidedCard('Megan Bowen') };
    const body = { person: alex, conversation: `chat/${alex}`, activity: id, timeZone: 'UTC' };
    const answer = await post('press', { ...body, verb: 'approve', data: { request: 'K7QF' } });
    assert.deepEqual(await answer.json(), { result: 'card' });
    await settled();
    const now = await state();
    assert.deepEqual(now[`view/${alex}/chat/${alex}/${id}`], [decidedCard('Megan Bowen')]);
    assert.deepEqual((now[`activity/chat/${alex}/${id}`] as { cards: unknown }).cards, [approvalCard()]);
  });

  it('answers people searches itself, as Teams does, and asks the bot for all others', async () => {
    const body = { person: alex, conversation: `chat/${alex}`, timeZone: 'UTC' };
    const people = await post('search', { ...body, dataset: 'graph.microsoft.com/users', query: 'zoe' });
    const { results } = (await people.json()) as { results: { title: string; value: string }[] };
    assert.deepEqual(
      results.map(({ value }) => value),
      [zoe],
    );
    const groups = await post('search', { ...body, dataset: 'groups', query: 'train' });
    assert.deepEqual(await groups.json(), {
      results: [{ title: 'Training', value: demoGroup('training'), detail: null }],
    });
    assert.deepEqual(twin.done.searched, [{ dataset: 'groups', query: 'train' }]);
  });
});

/** Long enough for the page's own look at the twin. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 60));

function statusAs(url: string, host: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { Host: host } }, async (answer) => {
      const chunks: Buffer[] = await answer.toArray();
      const body = answer.statusCode === 200 ? '' : Buffer.concat(chunks).toString();
      resolve({ status: answer.statusCode ?? 0, body });
    });
    sent.on('error', reject).end();
  });
}

interface Patch {
  readonly reset: boolean;
  readonly set: Record<string, unknown>;
}

async function listen(url: string): Promise<{ next(): Promise<Patch>; end(): Promise<void> }> {
  const { body } = await fetch(`${url}api/events`);
  assert.ok(body);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next() {
      while (!text.includes('\n\n')) text += (await reader.read()).value ?? '';
      const [event = '', ...rest] = text.split('\n\n');
      text = rest.join('\n\n');
      return JSON.parse(event.replace(/^data: /, '')) as Patch;
    },
    end: () => reader.cancel(),
  };
}
