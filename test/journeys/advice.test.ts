import assert from 'node:assert/strict';
import { passingWords } from '../../bot/sandbox/exchange/passing.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice, type Seen } from '../support/office.ts';

/** What the answers advise can be done by the one who reads it, and says all that is needed, in both languages. */

describe('the advice', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  async function said(alias: string, text: string, locale = 'en-US'): Promise<readonly Seen[]> {
    const before = (await office.chat(alias)).length;
    await office.say(alias, text, { locale });
    return eventually(
      async () => {
        const fresh = (await office.chat(alias)).slice(before).filter(({ from }) => from === 'bot');
        return fresh.length > 0 && fresh;
      },
      () => `${alias} got no answer to ${text}`,
    );
  }
  const words = async (...args: Parameters<typeof said>) => (await said(...args)).map(({ text }) => text).join('\n');
  const group = (alias: string) => {
    const found = office.twin.world.groups.get(demoGroup(alias));
    assert.ok(found);
    return found;
  };
  const decidable = (seen: Seen) => seen.actions.some(({ verb }) => verb === 'approve');
  const is = (state: string) => (seen: Seen) => new RegExp(`^${state}$`, 'm').test(seen.text);
  async function grant(sentence: string, group: string) {
    await office.say('alexw', sentence, { locale: 'en-US' });
    const card = await office.sees('pattif', (seen) => decidable(seen) && seen.text.includes(group));
    await office.press('pattif', card, 'approve');
    await office.sees('alexw', is('applied'));
  }

  describe('to who is no member', () => {
    it('tells an owner to add themselves, not to ask an owner', async () => {
      group('marketing').members.delete(demoPerson('meganb'));
      const english = await words('meganb', 'let me send as Marketing');
      assert.match(english, /not a member of Marketing[\s\S]*As an owner you can add yourself[\s\S]*Outlook/);
      assert.doesNotMatch(english, /Ask an owner/);
      const dutch = await words('meganb', 'laat mij verzenden als Marketing', 'nl-NL');
      assert.match(dutch, /geen lid van Marketing[\s\S]*Als eigenaar kun je jezelf toevoegen[\s\S]*Outlook/);
    });

    it('tells an owner who asks for a colleague to add them', async () => {
      assert.match(await words('meganb', 'let Pradeep Gupta send as Marketing'), /As an owner you can add them/);
      const dutch = await words('meganb', 'laat Pradeep Gupta verzenden als Marketing', 'nl-NL');
      assert.match(dutch, /Als eigenaar kun je diegene toevoegen/);
    });

    it('tells everybody else to ask an owner, and an administrator where there is none', async () => {
      assert.match(await words('isaiahl', 'let me send as Marketing'), /Ask an owner to add you, then ask again/);
      assert.match(await words('isaiahl', 'let me send as Facilities'), /no owner[\s\S]*administrator to add you/);
      const dutch = await words('isaiahl', 'laat mij verzenden als Facilities', 'nl-NL');
      assert.match(dutch, /geen eigenaar[\s\S]*beheerder je toe te voegen/);
    });

    it('says that in a group with a rule nobody can be added by hand', async () => {
      const { groups } = office.twin.world;
      const sales = { ...group('sales'), membershipRule: 'user.department -eq "Sales"' };
      groups.set(sales.id, sales);
      for (const alias of ['miriamg', 'alexw']) {
        const english = await words(alias, 'let Miriam Graham send as Sales');
        assert.match(english, /follows from a rule[\s\S]*administrator[\s\S]*Entra/);
        assert.doesNotMatch(english, /owner/);
        const dutch = await words(alias, 'laat Miriam Graham verzenden als Sales', 'nl-NL');
        assert.match(dutch, /volgt uit een regel[\s\S]*beheerder[\s\S]*Entra/);
      }
    });

    it('is as good on the card of a request that fails for it', async () => {
      const { groups } = office.twin.world;
      for (const [rule, advice, toOwner] of [
        [undefined, /Ask an owner to add them/, /Add them again/],
        ['user.department -eq "Marketing"', /follows from a rule/, /follows from a rule/],
      ] as const) {
        const training = { ...group('training'), ...(rule && { membershipRule: rule }) };
        training.members.add(demoPerson('alexw'));
        groups.set(training.id, training);
        await office.stopBot();
        await office.startBot();
        await office.say('alexw', 'let me send as Training', { locale: 'en-US' });
        const card = await office.sees('pattif', decidable);
        training.members.delete(demoPerson('alexw'));
        const answer = await office.press('pattif', card, 'approve');
        assert.match(answer.text, toOwner);
        await office.sees('alexw', (seen) => is('failed')(seen) && advice.test(seen.text));
      }
    });
  });

  describe('to who has the right already', () => {
    it('tells when it ends, and that it can be asked again then', async () => {
      await grant('let me send as Marketing for 2 weeks', 'Marketing');
      const english = await words('alexw', 'let me send as Marketing');
      assert.match(
        english,
        /already have Send as on Marketing \(\S+\) until \d+ \w+ \d{4} at \d\d:\d\d\.[\s\S]*ask again once/i,
      );
      assert.doesNotMatch(english, /nothing to ask/);
      const dutch = await words('alexw', 'laat mij verzenden als Marketing', 'nl-NL');
      assert.match(dutch, /al voor Marketing \(\S+\), tot \d+ \w+ \d{4} om \d\d:\d\d\.[\s\S]*opnieuw/);
    });

    it('says that it is being taken away where it is', async () => {
      await grant('let me send as Marketing', 'Marketing');
      // The right is looked up while Exchange still makes the removal wait.
      office.twin.misbehave('exchange', { kind: 'refuse', says: passingWords, only: 'changes' });
      await office.say('alexw', 'stop me from sending as Marketing');
      await office.sees('alexw', is('ending'));
      const english = await words('alexw', 'let me send as Marketing');
      assert.match(english, /still have Send as on Marketing \(\S+\), but it is being taken away now/);
    });

    it('says that there is nothing to ask where it has no end', async () => {
      await grant('let me send as Marketing', 'Marketing');
      assert.match(await words('alexw', 'let me send as Marketing'), /nothing to ask/);
    });
  });

  it('on how to send gives the address of the group, whole, whatever its name', async () => {
    group('training').displayName = `Training ${'and development '.repeat(6)}`.trim();
    await office.say('alexw', 'let me send as training@contoso.com', { locale: 'en-US' });
    await office.press('pattif', await office.sees('pattif', decidable), 'approve');
    await office.sees('alexw', (seen) => is('applied')(seen) && /and type training@contoso\.com\./.test(seen.text));
    await office.say('lidiah', 'laat mij verzenden als Marketing Europe', { locale: 'nl-NL' });
    await office.press('nestorw', await office.sees('nestorw', decidable), 'approve');
    await office.sees(
      'lidiah',
      (seen) => is('toegepast')(seen) && /en typ marketing-europe@contoso\.com\./.test(seen.text),
    );
  });

  it('in the help gives names that can be typed: an address where the name is too long for a line', async () => {
    for (const alias of ['marketing', 'training', 'sales', 'noordzuid', 'facilities'])
      group(alias).displayName = `${alias} ${'committee '.repeat(9)}`.trim();
    const help = await words('alexw', 'help');
    assert.doesNotMatch(help, /committee/);
    assert.match(help, /who can send as \w+@contoso\.com\?/);
  });

  describe('to a bare word', () => {
    const english = ['yes', 'ok', '👍'];
    const dutch = ['ja', 'akkoord', 'nee'];
    it('brings the one card that waits, and decides nothing', async () => {
      await office.say('alexw', 'let me send as Training');
      await office.sees('pattif', decidable);
      for (const [all, locale, told] of [
        [english, 'en-US', /Nothing is decided yet/],
        [dutch, 'nl-NL', /Er is nog niets beslist/],
      ] as const)
        for (const word of all) {
          const before = (await office.chat('pattif')).length;
          await office.say('pattif', word, { locale });
          const fresh = await eventually(
            async () => {
              const seen = (await office.chat('pattif')).slice(before).filter(({ from }) => from === 'bot');
              return seen.length > 1 && seen;
            },
            () => `no card for ${word}`,
          );
          assert.match(fresh[0]?.text ?? '', told, word);
          assert.deepEqual(
            fresh[1]?.actions.map(({ verb }) => verb),
            ['approve', 'deny'],
            word,
          );
        }
      assert.equal(office.twin.changes.length, 0);
      await office.press('pattif', await office.sees('pattif', decidable), 'approve');
      await office.sees('alexw', is('applied'));
    });

    it('brings all that wait where several do', async () => {
      await office.say('alexw', 'let me send as Training');
      await office.say('alexw', 'let me send as Marketing');
      await office.sees('pattif', (seen) => decidable(seen) && /as · Training \(/.test(seen.text));
      await office.sees('pattif', (seen) => decidable(seen) && /as · Marketing \(/m.test(seen.text));
      const before = (await office.chat('pattif')).length;
      await office.say('pattif', 'akkoord');
      let last: readonly Seen[] = [];
      const cards = await eventually(
        async () => {
          last = (await office.chat('pattif')).slice(before);
          const seen = last.filter(decidable);
          return seen.length === 2 && seen;
        },
        () => `not two cards, but ${last.map(({ text }) => text).join('\n---\n')}`,
      );
      assert.equal(cards.length, 2);
    });

    it('is not understood where nothing waits', async () => {
      assert.match(await words('alexw', 'yes'), /did not understand/);
      assert.match(await words('alexw', 'ja', 'nl-NL'), /niet begrepen|begreep/);
    });
  });

  it('on an audit is asked for by a name that is somebody’s or a group’s own before one that only has it in it', async () => {
    const { people, groups } = office.twin.world;
    const lee = people.get(demoPerson('leegu'));
    assert.ok(lee);
    people.set(lee.id, { ...lee, displayName: 'Lee Gu (Training)' });
    assert.match(await words('pattif', 'audit Training'), /^Audit\nTraining/m);
    assert.match(await words('pattif', 'audit training', 'nl-NL'), /Training/);
    groups.set(demoGroup('fans'), { ...group('sales'), id: demoGroup('fans'), displayName: 'Megan Bowen fans' });
    assert.match(await words('graciew', 'audit Megan Bowen'), /^Audit\nMegan Bowen \(meganb@contoso\.com · \w{8}\)$/m);
    // Neither is the whole name of anything: asked back.
    assert.match(await words('graciew', 'audit Meg'), /Megan Bowen[\s\S]*Megan Bowen fans|fans[\s\S]*Megan Bowen/);
  });

  describe('in the news', () => {
    it('that a right is there is short: what is on the card above is not said again', async () => {
      await office.say('alexw', 'let me send as Marketing for 2 weeks because the campaign starts', {
        locale: 'en-US',
      });
      const asked = await office.sees('alexw', is('waiting'));
      await office.press('pattif', await office.sees('pattif', decidable), 'approve');
      const news = await office.sees('alexw', (seen) => is('applied')(seen) && seen.id !== asked.id);
      assert.match(news.text, /Outlook may take up to an hour/);
      assert.match(news.text, /type marketing@contoso\.com/);
      assert.match(news.text, /Give back/);
      assert.match(JSON.stringify(news.card), /support\.microsoft\.com/);
      assert.match(news.text, /until \d+ /);
      for (const repeated of [/From:/, /campaign/, /Decision/, /Applied/, /Read back/, /^For$/m])
        assert.doesNotMatch(news.text, repeated);
      await office.sees('alexw', (seen) => seen.id === asked.id && is('applied')(seen) && /campaign/.test(seen.text));
    });

    it('tells somebody for whom a colleague asked all of it: it is their only card', async () => {
      await office.say('meganb', 'let Alex Wilber send as Training because of the course', { locale: 'en-US' });
      await office.press('pattif', await office.sees('pattif', decidable), 'approve');
      const news = await office.sees('alexw', is('applied'));
      assert.match(news.text, /Megan Bowen/);
      assert.match(news.text, /course/);
      const other = await office.sees('meganb', (seen) => is('applied')(seen) && !/course/.test(seen.text));
      assert.match(other.text, /Alex Wilber/);
    });

    it('that somebody decided against it names who and why, and nothing twice', async () => {
      await office.say('alexw', 'let me send as Marketing because the campaign starts', { locale: 'nl-NL' });
      const asked = await office.sees('alexw', is('wacht'));
      await office.press('pattif', await office.sees('pattif', decidable), 'deny', { reason: 'not before May' });
      const news = await office.sees('alexw', (seen) => is('afgewezen')(seen) && seen.id !== asked.id);
      assert.match(news.text, /Patti Fernandez[\s\S]*not before May/);
      for (const repeated of [/Van:/, /campaign/]) assert.doesNotMatch(news.text, repeated);
    });
  });
});
