import assert from 'node:assert/strict';
import { idle } from '../support/idle.ts';
import { type Office, openOffice, type Seen } from '../support/office.ts';

const policy = `
version: 1
people:
  desk: [adelev@contoso.com, diegos@contoso.com]
defaults:
  escalate: never
rules:
  - name: marketing
    for: { group: marketing@contoso.com }
    approve: [{ from: owners, count: 2 }]
  - name: training
    for: { name: "Training" }
    approve: [{ from: owners, count: 1 }, { from: desk, count: 1 }]
  - name: sales
    for: { group: sales@contoso.com }
    right: sendAs
    reason: required
    forOthers: false
  - name: finance
    for: { group: finance@contoso.com }
    mayAsk: desk
  - name: noordzuid
    for: { name: "Team Noord*" }
    term: { default: P30D, longest: P90D }
`;

describe('requests under a company’s rules', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice({ env: { POLICY_FILE: 'policy.yaml' }, files: { 'policy.yaml': policy } });
  });
  afterEach(() => office.close());

  const offers = (verb: string) => (seen: Seen) => seen.actions.some((one) => one.verb === verb);

  it('wait for two owners where the rule wants two, and every card tells who has approved', async () => {
    await office.say('alexw', 'let me send on behalf of Marketing');
    const megan = await office.sees('meganb', offers('approve'));
    assert.match(megan.text, /Approvals\n0 of 2/);
    assert.match(megan.text, /Rule\nmarketing/);
    const answer = await office.press('meganb', megan, 'approve');
    assert.match(answer.text, /^waiting$/m);
    assert.match(answer.text, /1 of 2\nMegan Bowen/);
    await office.sees('alexw', /1 of 2\nMegan Bowen/);
    const patti = await office.sees('pattif', /1 of 2\nMegan Bowen/);
    assert.deepEqual(office.holders('marketing', 'sendOnBehalf'), ['lidiah']);
    assert.equal((await office.chat('meganb')).filter(offers('approve')).length, 0, 'she has approved it');
    await office.press('pattif', patti, 'approve');
    await office.sees('alexw', /^applied$/m);
    assert.deepEqual(office.holders('marketing', 'sendOnBehalf'), ['lidiah', 'alexw']);
  });

  it('count nobody twice, and end with one no', async () => {
    await office.say('alexw', 'let me send on behalf of Marketing');
    const megan = await office.sees('meganb', offers('approve'));
    await office.press('meganb', megan, 'approve');
    assert.match((await office.press('meganb', megan, 'approve')).text, /approved this already|as it is now/);
    const id = String(megan.actions[0]?.data.request);
    await office.say('meganb', `approve ${id}`);
    await office.sees('meganb', /approved this already/);
    await office.press('pattif', await office.sees('pattif', offers('deny')), 'deny');
    await office.sees('alexw', /^denied$/m);
    await office.sees('meganb', /^denied$/m);
    await idle(office);
    assert.deepEqual(office.twin.changes, []);
  });

  it('ask every party, whichever answers first, and never who asks', async () => {
    await office.say('adelev', 'let me send on behalf of Training');
    assert.equal((await office.chat('adelev')).filter(offers('approve')).length, 0);
    await office.sees('diegos', offers('approve'));
    await office.say('diegos', 'what waits for me?');
    await office.sees('diegos', (seen) => /Adele Vance/.test(seen.text) && offers('approve')(seen));
    await office.say('leegu', 'what waits for me?');
    await office.sees('leegu', /Nothing is waiting/);
    const desk = await office.press('diegos', await office.sees('diegos', offers('approve')), 'approve');
    assert.match(desk.text, /1 of 2\nDiego Siciliani/);
    const patti = await office.sees('pattif', /1 of 2\nDiego Siciliani/);
    await office.press('pattif', patti, 'approve');
    await office.sees('adelev', /^applied$/m);
    assert.deepEqual(office.holders('training', 'sendOnBehalf'), ['adelev']);
  });

  it('let no approval count of somebody who may not decide any more before the last one', async () => {
    await office.say('alexw', 'let me send on behalf of Marketing');
    await office.press('meganb', await office.sees('meganb', offers('approve')), 'approve');
    const patti = await office.sees('pattif', /1 of 2/);
    const { owners } =
      [...office.twin.world.groups.values()].find(({ mail }) => mail === 'marketing@contoso.com') ?? assert.fail();
    const [megan] = [...office.twin.world.people.values()].filter(({ mail }) => mail === 'meganb@contoso.com');
    owners.delete(megan?.id ?? '');
    const answer = await office.press('pattif', patti, 'approve');
    // One owner is left where two must approve: it goes to those who decide in their place.
    assert.doesNotMatch(answer.text, /^approved$/m);
    await idle(office);
    assert.deepEqual(office.twin.changes, []);
  });

  it('refuse what the rule does not allow, with what to do', async () => {
    await office.say('alexw', 'let Isaiah send as Sales because of the fair');
    await office.sees('alexw', /each person asks for themselves/);
    await office.say('isaiahl', 'let me send on behalf of Sales');
    await office.sees('isaiahl', /^waiting$/m);
    await office.say('leechen', 'let me send as Sales');
    await office.sees('leechen', /wants a reason/);
    await office.say('graciew', 'let me send on behalf of Finance');
    await office.sees('graciew', /Volgens het beleid van je organisatie kun jij dit niet vragen/);
    await office.say('alexw', 'let me send as Team Noord & Zuid for 200 days');
    await office.sees('alexw', /longer than your organisation allows/);
    await office.say('alexw', 'let me send as Team Noord & Zuid');
    await office.sees('alexw', (seen) => /^waiting$/m.test(seen.text) && /30 days/.test(seen.text));
  });
});
