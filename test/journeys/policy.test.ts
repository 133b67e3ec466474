import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, type Office, openOffice } from '../support/office.ts';

const policy = (count: number) => `
version: 1
rules:
  - name: two-owners
    for: { group: marketing@contoso.com }
    right: sendAs
    approve: [{ from: owners, count: ${count} }]
    reason: required
`;

describe('the company’s policy in chat', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice({ env: { POLICY_FILE: 'policy.yaml' }, files: { 'policy.yaml': policy(2) } });
  });
  afterEach(() => office.close());
  const readiness = async () => {
    const response = await fetch(`http://127.0.0.1:${office.bot.port}/readyz`);
    return (await response.json()) as { policy?: { file: string; hash: string; state: string } };
  };
  const logged = (event: string) => office.logged.filter((one) => one.event === event);

  it('is told in words, with the rule and where it stands', async () => {
    await office.say('alexw', 'policy for Marketing');
    const told = await office.sees('alexw', /The rule “two-owners” of your organisation holds here/);
    assert.match(told.text, /policy\.yaml:4/);
    assert.match(told.text, /2 owners must approve/);
    assert.match(told.text, /A reason must be given/);
    await office.say('zoeh', 'beleid Marketing Europe', { locale: 'nl-NL' });
    await office.sees('zoeh', /Geen regel gaat over deze groep[\s\S]*Goedkeuren moeten: één eigenaar/);
  });

  it('is not told of a group that does not exist for who asks', async () => {
    await office.say('alexw', 'policy for Project Falcon');
    const told = await office.sees('alexw', /Project Falcon/);
    assert.doesNotMatch(told.text, /owner must approve/);
  });

  it('follows its file while the bot runs, and keeps what was good', async () => {
    const path = join(office.dir, 'policy.yaml');
    const before = await readiness();
    assert.deepEqual([before.policy?.file, before.policy?.state], ['policy.yaml', 'ok']);
    writeFileSync(path, 'version: 1\nrules: [{ nam: x }]\n');
    await eventually(
      async () => (await readiness()).policy?.state === 'refused',
      () => 'the file was not looked at',
    );
    assert.equal((await readiness()).policy?.hash, before.policy?.hash);
    assert.ok(logged('policy.refused').some(({ fields }) => fields.code === '2:11 unknown-field'));
    await office.say('alexw', 'let me send as Marketing because of the fair');
    await office.sees('alexw', /0 of 2/);
    writeFileSync(path, policy(1));
    await eventually(
      async () => (await readiness()).policy?.state === 'ok',
      () => 'the file was not looked at',
    );
    assert.equal(logged('policy.changed').length, 1);
    // What was asked before keeps what it needs; what is asked from now on needs one.
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    assert.match((await office.press('meganb', card, 'approve')).text, /1 of 2/);
    await office.say('leegu', 'let me send as Marketing because of the fair');
    const other = await office.sees(
      'meganb',
      (seen) => /Lee Gu/.test(seen.text) && seen.actions.some(({ verb }) => verb === 'approve'),
    );
    assert.match((await office.press('meganb', other, 'approve')).text, /^approved$/m);
    await office.sees('leegu', /^applied$/m);
  }).timeout(30_000);

  it('asks for more before what was approved is applied, when it has come to want more', async () => {
    writeFileSync(join(office.dir, 'policy.yaml'), policy(1));
    await eventually(
      async () => logged('policy.changed').length === 1,
      () => 'the file was not looked at',
    );
    await office.say('alexw', 'let me send as Marketing because of the fair');
    const card = await office.sees('meganb', (seen) => seen.actions.some(({ verb }) => verb === 'approve'));
    office.twin.misbehave('exchange', { kind: 'down' });
    await office.press('meganb', card, 'approve');
    await office.sees('alexw', /^approved$/m);
    writeFileSync(join(office.dir, 'policy.yaml'), policy(2));
    await eventually(
      async () => logged('policy.changed').length === 2,
      () => 'the file was not looked at',
    );
    await office.sees('alexw', (seen) => /^waiting$/m.test(seen.text) && /1 of 2/.test(seen.text));
    office.twin.misbehave('exchange', null);
    await office.press('pattif', await office.sees('pattif', (seen) => /1 of 2/.test(seen.text)), 'approve');
    await office.sees('alexw', /^applied$/m);
  }).timeout(60_000);
});
