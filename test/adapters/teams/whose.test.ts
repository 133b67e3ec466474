import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseActivity } from '../../../bot/adapters/teams/activity.ts';
import { createBot } from '../../../bot/adapters/teams/bot.ts';
import { readHtml } from '../../../bot/adapters/teams/html.ts';
import type { Turn } from '../../../bot/app/turn.ts';
import { anyText } from '../../support/any-text.ts';
import { alex, appId, hearing, keepLog, megan, personalMessage } from './channel.ts';

/** Messages as Teams' clients have been seen to send them: text beside HTML. */

type Message = Extract<Turn, { kind: 'message' }>;

async function hear(change: object): Promise<Message> {
  const { conversation, heard } = hearing();
  const activity = parseActivity(JSON.parse(JSON.stringify({ ...personalMessage, ...change })));
  assert.ok(activity, 'the activity is well-formed');
  await createBot({ conversation, log: keepLog(), sorry: () => 'sorry' })(activity, 'c');
  const [turn] = heard.turns;
  assert.equal(turn?.kind, 'message');
  return turn as Message;
}

const beside = (text: string, html: string, more: object = {}) =>
  hear({ text, attachments: [{ contentType: 'text/html', content: html }], ...more });
const words = ({ text, others }: Message) => [text, others?.how ?? 'own', others?.text ?? ''];

const forward = (text: string) =>
  `<blockquote itemtype="http://schema.skype.com/Forward">\n<p>${text}</p>\n</blockquote>`;
const reply =
  '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1783379480258">\n' +
  '<strong itemprop="mri" itemid="28:abc">Behalf</strong><span itemprop="time" itemid="1783379480258"></span>\n' +
  '<p itemprop="preview">let me send as Sales…</p></blockquote>\n';

describe('whose words a message holds', () => {
  it('own ones, where nothing says otherwise', async () => {
    assert.deepEqual(words(await beside('my requests', '<p>my requests</p>')), ['my requests', 'own', '']);
  });
  it("somebody else's, in a forwarded message with or without a word to it", async () => {
    const asked = 'let me send as Marketing';
    assert.deepEqual(words(await beside(asked, forward(asked))), ['', 'passedOn', asked]);
    const both = await beside(`can you?\r\n\r\n${asked}`, `<p>can you?&nbsp;</p>\n${forward(asked)}`);
    assert.deepEqual(words(both), ['can you?', 'passedOn', asked]);
    const behind = await beside(`${asked} fyi`, `${forward(asked)}<p>fyi</p>`);
    assert.deepEqual(words(behind), ['fyi', 'passedOn', asked]);
  });
  it("somebody else's, in a forwarded message that is only referred to", async () => {
    const content = JSON.stringify({ originalMessageContent: '<p>let me send as <b>Marketing</b></p>' });
    const attachments = [{ contentType: 'forwardedMessageReference', content }];
    const turn = await hear({ text: '<attachment id="178"></attachment>', attachments });
    assert.deepEqual(words(turn), ['', 'passedOn', 'let me send as Marketing']);
  });
  it("somebody else's, in what was pasted or quoted by hand", async () => {
    const asked = 'let me send as Marketing';
    const pasted = await beside(asked, `<div>\n<div itemprop="copy-paste-block">${asked}</div>\n</div>`);
    assert.deepEqual(words(pasted), ['', 'passedOn', asked]);
    const quoted = await beside(asked, `<blockquote>\r\n<p>${asked}</p>\r\n</blockquote>`);
    assert.deepEqual(words(quoted), ['', 'passedOn', asked]);
    for (const text of [
      `> ${asked}`,
      `[10:12] Alex Wilber\n${asked}`,
      `[Yesterday 10:12 AM] Alex Wilber: ${asked}`,
      `From: Alex Wilber\nSent: Monday\nSubject: right\n\n${asked}`,
    ])
      assert.deepEqual(words(await hear({ text })), ['', 'passedOn', asked], text);
  });
  it('own ones under a quotation, however the text spells that', async () => {
    for (const text of [
      'my requests',
      '<quoted messageId="1783379480258"/>\nmy requests',
      'Behalf let me send as Sales… \r\nmy requests',
    ])
      assert.deepEqual(words(await beside(text, `${reply}<p>my requests</p>`)).slice(0, 2), ['my requests', 'quoted']);
    const older =
      '<div>\n<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1">\n<p><b><span itemprop="mri" ' +
      'itemid="8:orgid:7">Alex&nbsp;</span></b></p>\n<p itemprop="preview">&#128247; a picture</p>\n</blockquote>\n<p>my requests</p></div>';
    assert.deepEqual(words(await beside('my requests', older)).slice(0, 2), ['my requests', 'quoted']);
    const nested = `<blockquote itemtype="http://schema.skype.com/Reply">${reply}<p>outer</p></blockquote><p>my requests</p>`;
    assert.equal((await beside('my requests', nested)).text, 'my requests');
  });
  it('none but a quotation, where the reply is empty', async () => {
    assert.deepEqual(words(await beside('<quoted messageId="1"/>', reply)).slice(0, 2), ['', 'quoted']);
    const attachments = [{ contentType: 'messageReference', content: '{"messageId":"1","messagePreview":"help"}' }];
    assert.deepEqual(words(await hear({ text: '', attachments })).slice(0, 2), ['', 'quoted']);
  });
  it('with their mentions, which HTML spells as numbered spans', async () => {
    const span = (n: number, name: string) =>
      `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="${n}">${name}</span>`;
    const entities = [
      { type: 'mention', text: '<at>Behalf</at>', mentioned: { id: `28:${appId}`, name: 'Behalf' } },
      { type: 'mention', text: '<at>Megan Bowen</at>', mentioned: { id: '29:m', aadObjectId: megan } },
    ];
    const html = `${reply}<p>${span(0, 'Behalf')}&nbsp;let ${span(1, 'Megan Bowen')} send as R&amp;D</p>`;
    const turn = await beside('…', html, { entities });
    assert.equal(turn.text, 'let <at>Megan Bowen</at> send as R&D');
    assert.deepEqual([...turn.mentions], [['Megan Bowen', megan]]);
  });
  it('without the marks of a list, line by line', async () => {
    const html = '<ol><li>let me send as Marketing</li><li>my requests</li></ol>';
    assert.equal((await beside('1. let me …', html)).text, 'let me send as Marketing\nmy requests');
    const bullets = '<ul><li><p>let me send as Marketing</p></li></ul>';
    assert.equal((await beside('let me …', bullets)).text, 'let me send as Marketing');
  });
  it('with one kind of space and line end', async () => {
    assert.equal(
      (await hear({ text: ' let\u00a0me\u202f send\u200b as\tMarketing \r\n\r\n thanks ' })).text,
      'let me send as Marketing\nthanks',
    );
  });
  it('of an edited message, told as such; of other updates nothing', async () => {
    const channelData = { tenant: personalMessage.channelData?.tenant, eventType: 'editMessage' };
    const turn = await hear({ type: 'messageUpdate', channelData });
    assert.deepEqual([turn.edited, turn.key], [true, 'a:1personalchat|1700000000001']);
    const { conversation, heard } = hearing();
    const restored = parseActivity({
      ...personalMessage,
      type: 'messageUpdate',
      channelData: { ...channelData, eventType: 'undeleteMessage' },
    });
    assert.ok(restored);
    await createBot({ conversation, log: keepLog(), sorry: () => 'sorry' })(restored, 'c');
    assert.deepEqual(heard.turns, []);
  });
});

describe('mentions', () => {
  const mention = (text: string, id: string) => ({
    type: 'mention',
    text: `<at>${text}</at>`,
    mentioned: { id: `29:${id}`, name: text, aadObjectId: id },
  });

  it('of one person side by side are one person', async () => {
    const entities = [mention('Alex', alex), mention('Wilber', alex)];
    const turn = await hear({ entities, text: 'let <at>Alex</at> <at>Wilber</at> send as X' });
    assert.equal(turn.text, 'let <at>Alex Wilber</at> send as X');
    assert.equal(turn.mentions.get('Alex Wilber'), alex);
  });
  it('of two people side by side are two', async () => {
    const entities = [mention('Alex', alex), mention('Wilber', alex), mention('Megan', megan), mention('Bowen', megan)];
    const text = 'let <at>Alex</at> <at>Wilber</at> <at>Megan</at> <at>Bowen</at> send as X';
    const turn = await hear({ entities, text });
    assert.equal(turn.text, 'let <at>Alex Wilber</at>, <at>Megan Bowen</at> send as X');
    assert.deepEqual([turn.mentions.get('Alex Wilber'), turn.mentions.get('Megan Bowen')], [alex, megan]);
  });
  it('shortened to the first name are still of that person', async () => {
    const turn = await hear({ entities: [mention('Alex', alex)], text: 'let <at>Alex</at> send as X' });
    assert.deepEqual([...turn.mentions], [['Alex', alex]]);
  });
  it('whose text Teams leaves out, for an ampersand in the name, are known by the name', async () => {
    const entities = [{ type: 'mention', mentioned: { id: '29:m', name: 'R & D', aadObjectId: megan } }];
    const turn = await hear({ entities, text: 'let <at>R &amp; D</at> send as X' });
    assert.equal(turn.text, 'let <at>R & D</at> send as X');
    assert.equal(turn.mentions.get('R & D'), megan);
  });
});

describe('the HTML of a message', () => {
  it('is read whatever it holds', () => {
    const markup = fc.constantFrom(
      '<p>',
      '</p>',
      '<blockquote>',
      '</blockquote>',
      '<at>',
      '</at>',
      '<',
      '>',
      '<li>',
      '&#0;',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(markup, anyText)), (parts) => {
        const { own, quoted, passedOn } = readHtml(parts.join(''));
        for (const text of [own, quoted, passedOn]) assert.doesNotMatch(text, /\0/);
      }),
    );
  });
  it('takes no time, however deep or broken it is', () => {
    for (const part of ['<', '<p>', '</p>', '<blockquote>', '<a b=', '&#', '<at>x']) {
      const started = performance.now();
      readHtml(part.repeat(240_000 / part.length));
      assert.ok(performance.now() - started < 1000, part);
    }
  });
});
