import assert from 'node:assert/strict';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice } from '../support/office.ts';

/** Graph takes no name of more than 120 characters in a question, though names have up to 256. */

describe('a name that is longer than what the directory takes', () => {
  let office: Office;
  const name = `Steering${'committee'.repeat(12)} for${'digitalisation'.repeat(3)}`;
  before(async () => {
    office = await openOffice();
    const { groups } = office.twin.world;
    const marketing = groups.get(demoGroup('marketing'));
    assert.ok(marketing && name.length > 150);
    groups.set(demoGroup('long'), { ...marketing, id: demoGroup('long'), displayName: name, mail: 'long@contoso.com' });
  });
  after(() => office.close());
  afterEach(() => office.twin.misbehave('graph', null));

  async function answer(alias: string, text: string, locale: string) {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text, { locale });
    return eventually(
      async () => (await office.chat(alias)).slice(before).find(({ from }) => from === 'bot')?.text,
      () => `${alias} got no answer to ${text}`,
    );
  }
  const search = async (alias: string, words: string) => {
    const chat = await office.twin.teams.personalChat(demoPerson(alias));
    const { status, body } = await office.twin.teams.search(demoPerson(alias), chat, 'groups', words);
    assert.equal(status, 200);
    const { value } = body as { value: { results: readonly { value: string }[] } };
    return value.results.map((one) => one.value);
  };

  it('is asked for like any other, and one that does not exist is not found', async () => {
    const unknown = `${name}s`;
    assert.match(await answer('johannal', `let me send as ${unknown}`, 'en-US'), /found no group/);
    assert.match(await answer('johannal', `laat mij verzenden als ${unknown}`, 'nl-NL'), /geen groep gevonden/);
    assert.match(await answer('johannal', `let me send as ${name}`, 'en-US'), /^waiting$/m);
  });

  it('is chosen in the field of the form, where 150 pasted characters of nothing find nothing', async () => {
    assert.deepEqual(await search('alexw', name), [demoGroup('long')]);
    assert.deepEqual(await search('isaiahl', name.slice(0, 140)), [demoGroup('long')]);
    assert.deepEqual(await search('alexw', 'x'.repeat(150)), []);
    assert.deepEqual(await search('alexw', '🎉&#"\\%'.repeat(25)), []);
  });

  it('and a directory that is away leave the field of the form empty, and no fault in it', async () => {
    for (const kind of ['down', 'forbidden', 'garble'] as const) {
      office.twin.misbehave('graph', { kind });
      assert.deepEqual(await search('alexw', 'Marketing'), []);
    }
    assert.ok(office.logged.some(({ event }) => event === 'choices-not-found'));
  });

  it('that is refused all the same is no reason to try again: shorten it', async () => {
    office.twin.misbehave('graph', { kind: 'down', status: 400 });
    const said = await answer('alexw', 'audit Marketing', 'en-US');
    assert.match(said, /cannot look that up as it was asked[\s\S]*shorten it[\s\S]*e-mail address/);
    assert.doesNotMatch(said, /minutes/);
    const gezegd = await answer('alexw', 'audit Marketing', 'nl-NL');
    assert.match(gezegd, /Zo kan ik dat niet opzoeken[\s\S]*korter[\s\S]*e-mailadres/);
    assert.doesNotMatch(gezegd, /minuten/);
    assert.ok(office.logged.some(({ event }) => event === 'graph.refused'));
  });

  it('is told of no permission, which does not come by waiting either', async () => {
    office.twin.misbehave('graph', { kind: 'forbidden' });
    assert.match(
      await answer('alexw', 'audit Marketing', 'en-US'),
      /not allowed to look[\s\S]*administrator[\s\S]*Entra/,
    );
    assert.match(await answer('alexw', 'audit Marketing', 'nl-NL'), /mag geen mensen en groepen opzoeken[\s\S]*Entra/);
  });
});
