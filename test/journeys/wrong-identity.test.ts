import assert from 'node:assert/strict';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice } from '../support/office.ts';
import { makePem } from '../support/pem.ts';

/** What we are to say cannot be sent: nothing is acknowledged, and nothing is done twice when Teams sends it again. */

describe('an answer that cannot be sent', () => {
  let office: Office;
  const say = (text: string, activityId: string) => office.twin.teams.say(demoPerson('alexw'), text, { activityId });
  const lines = (event: string) => office.logged.filter((line) => line.event === event).map(({ fields }) => fields);
  afterEach(() => office.close());

  it('is left to Teams when our own identity is refused, and the log says which one and why', async () => {
    const other = (await makePem()).both;
    office = await openOffice({
      env: { BOT_CERTIFICATE: 'other.pem', EXCHANGE_CERTIFICATE: 'twin.pem' },
      files: { 'other.pem': other },
    });
    assert.ok((await say('help', 'help-1')) >= 500, 'the message is not acknowledged');
    const [unsent] = lines('answer-not-sent') as { code?: string; kind?: string }[];
    assert.deepEqual([unsent?.code, unsent?.kind], ['token-unavailable', 'bot']);
    assert.ok(!JSON.stringify(office.logged).includes('throttled'), 'nobody was throttled');
  });

  it('is left to Teams when the connector refuses our token', async () => {
    office = await openOffice();
    await office.twin.teams.personalChat(demoPerson('alexw'));
    await office.sees('alexw', /./);
    office.twin.misbehave('connector', { kind: 'down', status: 401 });
    assert.ok((await say('help', 'help-1')) >= 500, 'the message is not acknowledged');
    const [unsent] = lines('answer-not-sent') as { code?: string; kind?: string }[];
    assert.deepEqual([unsent?.code, unsent?.kind], ['token-refused', 'bot']);
    office.twin.misbehave('connector', null);
    const before = (await office.chat('alexw')).length;
    assert.equal(await say('help', 'help-1'), 200);
    assert.equal(await say('help', 'help-1'), 200);
    assert.equal((await office.chat('alexw')).length, before + 1, 'one answer');
  });

  it('makes one request, and shows it once, when Teams sends the message again', async () => {
    office = await openOffice();
    await office.twin.teams.personalChat(demoPerson('alexw'));
    await office.sees('alexw', /./);
    office.twin.misbehave('connector', { kind: 'down', status: 401 });
    await say('let me send as Marketing', 'ask-1');
    office.twin.misbehave('connector', null);
    assert.equal(await say('let me send as Marketing', 'ask-1'), 200);
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    await office.sees('alexw', /^waiting$/m);
    await office.press('meganb', card, 'deny');
    await eventually(
      async () => (await office.chat('alexw')).some(({ text }) => /^denied$/m.test(text)),
      () => 'the card is edited',
    );
    const cards = (await office.chat('alexw')).filter(({ text }) => /^(waiting|denied)$/m.test(text));
    assert.equal(new Set(cards.map(({ text }) => /\b[A-Z0-9]{4}\b/.exec(text)?.[0])).size, 1);
  }).timeout(30_000);

  it('welcomes somebody when Teams tells of the installation again', async () => {
    office = await openOffice();
    office.twin.misbehave('connector', { kind: 'down', status: 401 });
    await office.twin.teams.personalChat(demoPerson('pattif'));
    office.twin.misbehave('connector', null);
    await office.twin.teams.uninstall(demoPerson('pattif'));
    await office.twin.teams.personalChat(demoPerson('pattif'));
    const seen = (await office.chat('pattif')).filter(({ from }) => from === 'bot');
    assert.equal(seen.length, 1);
  });
});
