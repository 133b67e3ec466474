import assert from 'node:assert/strict';
import { type Office, openOffice } from '../support/office.ts';

describe('an answer that takes longer than a second', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
    await office.say('alexw', 'hello');
    await office.sees('alexw', () => true);
  });
  after(() => office.close());

  const sent = () =>
    office.logged.flatMap(({ event, fields }) =>
      event === 'teams.call' ? [(fields as { operation: string }).operation] : [],
    );

  it('is preceded by "is typing" in the chat, and followed by none', async () => {
    const before = sent().length;
    // Two questions one after the other: more than a second.
    office.twin.misbehave('graph', { kind: 'late', ms: 700 });
    await office.say('alexw', 'who can send as Training?');
    office.twin.misbehave('graph', null);
    await office.sees('alexw', /Megan Bowen/);
    assert.deepEqual(sent().slice(before), ['typing', 'send']);
  });

  it('comes all the same when Teams does not take that', async () => {
    office.twin.misbehave('connector', { kind: 'forbidden' });
    const typed = office.onLogged((event) => {
      if (event === 'teams.unreachable') office.twin.misbehave('connector', null);
    });
    office.twin.misbehave('graph', { kind: 'late', ms: 700 });
    await office.say('alexw', 'who can send as Sales?');
    office.twin.misbehave('graph', null);
    typed();
    await office.sees('alexw', /Isaiah Langer/);
  });
});
