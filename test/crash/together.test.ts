import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { createPeople, eventually } from '../support/office.ts';
import { postgresSite, type Site } from './sites.ts';

describe('three processes behind a balancer', () => {
  let site: Site;
  before(async function () {
    this.timeout(90_000);
    site = await postgresSite();
    await site.start();
  });
  after(() => site.close());

  it('keep together to what Teams allows a bot in one chat', async () => {
    const people = createPeople(site.twin);
    await people.say('alexw', 'hi');
    await pause(2000); // what the installation has caused
    const from = site.twin.calls.length;
    const said = 9; // of seven a second and eight in two
    await Promise.all(Array.from({ length: said }, () => people.say('alexw', 'help')));
    const sent = () => site.twin.calls.slice(from).filter(({ service }) => service === 'connector');
    await eventually(
      async () => sent().filter(({ path }) => path.endsWith('/activities')).length >= said,
      () => `only ${sent().length} were sent:\n${site.output()}`,
    );
    assert.deepEqual(
      sent().filter(({ status }) => status === 429),
      [],
    );
  }).timeout(60_000);

  it('call Exchange from none of them while it has told one to wait', async () => {
    const people = createPeople(site.twin);
    const asks = ['alexw', 'meganb', 'pattif', 'lidiah', 'leegu', 'nestorw'];
    for (const alias of asks) await people.say(alias, 'hi');
    const from = site.twin.calls.length;
    const calls = () => site.twin.calls.slice(from).filter(({ service }) => service === 'exchange');
    const asked = (alias: string) => people.say(alias, 'who can send as Marketing?');
    const seconds = 4;
    site.twin.misbehave('exchange', { kind: 'throttle', retryAfterSeconds: seconds, times: 1 });
    await asked('meganb');
    const told = await eventually(
      async () => calls().find(({ status }) => status === 429),
      () => `Exchange was not asked:\n${site.output()}`,
    );
    await pause(1000); // by then the others have heard of it
    const heard = Date.now();
    await Promise.all(asks.map(asked));
    await pause(told.at + seconds * 1000 - Date.now());
    const within = calls().filter(({ at }) => at > heard && at < told.at + seconds * 1000);
    assert.deepEqual(within, []);
    // Who heard of it last waits longest: so they are asked until one asks Exchange.
    await eventually(
      async () => {
        await asked('meganb');
        await pause(700);
        return calls().find(({ at, status }) => at > told.at + seconds * 1000 && status === 200);
      },
      () => 'Exchange is not asked again',
    );
  }).timeout(60_000);
});
