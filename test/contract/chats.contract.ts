import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Opened } from '../../bot/adapters/sql/opened.ts';
import { cleanText } from '../../bot/domain/text.ts';
import type { Contact } from '../../bot/ports/messenger.ts';
import type { Copy } from '../../bot/ports/store.ts';
import { anyText } from '../support/any-text.ts';
import { id, person } from './given.ts';

/** What every engine's Chats must do; called within a suite that opens an empty store for each test. */
export function chatsContract(store: () => Opened): void {
  describe('the chats', () => {
    const address = { serviceUrl: 'https://one.example/', conversation: 'a:1' };
    const contact: Contact = {
      person: person(1),
      name: 'Alex Wilber',
      address,
      locale: 'nl-NL',
      zone: 'Europe/Amsterdam',
      welcomed: false,
    };

    it('knows nobody at first', async () => {
      assert.equal(await store().chats.contact(person(1)), null);
      assert.equal(await store().chats.lastServiceUrl(), null);
    });

    it('keeps a contact, and what is not known now stays as it was', async () => {
      await store().chats.saveContact(contact);
      assert.deepEqual(await store().chats.contact(person(1)), contact);
      const less = { ...contact, name: 'Alex', address: null, locale: null, zone: null, welcomed: true };
      await store().chats.saveContact(less);
      assert.deepEqual(await store().chats.contact(person(1)), { ...contact, name: 'Alex', welcomed: true });
    });

    it('forgets the address of a chat that is gone, but not where Teams was last', async () => {
      await store().chats.saveContact(contact);
      await store().chats.dropAddress(person(1));
      assert.deepEqual(await store().chats.contact(person(1)), { ...contact, address: null });
      assert.equal(await store().chats.lastServiceUrl(), 'https://one.example/');
      const moved = { serviceUrl: 'https://two.example/', conversation: 'a:2' };
      await store().chats.saveContact({ ...contact, person: person(2), address: moved });
      assert.equal(await store().chats.lastServiceUrl(), 'https://two.example/');
    });

    const copy = (activity: string, over: Partial<Copy> = {}): Copy => ({
      batch: id(1),
      person: person(1),
      audience: 'approver',
      lines: [id(1)],
      address,
      activity,
      shows: 'h1',
      ...over,
    });

    it('keeps the copies of a card, one for each activity', async () => {
      const { chats } = store();
      await chats.saveCopy(copy('1'));
      await chats.saveCopy(copy('2', { person: person(2), audience: 'asker', lines: [] }));
      await chats.saveCopy(copy('3', { batch: id(2) }));
      await chats.saveCopy(copy('1', { shows: 'h2', lines: [id(2), id(1)] }));
      const wanted = [
        copy('1', { shows: 'h2', lines: [id(2), id(1)] }),
        copy('2', { person: person(2), audience: 'asker', lines: [] }),
      ];
      assert.deepEqual(await chats.copies(id(1)), wanted);
      await chats.dropCopy({ address, activity: '1' });
      assert.deepEqual(
        (await chats.copies(id(1))).map((it) => it.activity),
        ['2'],
      );
    });

    it('takes any text that has come in by the edge, and gives it back as it was', async () => {
      const { chats } = store();
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          const name = cleanText(text);
          await chats.saveContact({ ...contact, name });
          assert.equal((await chats.contact(person(1)))?.name, name);
          await chats.saveQuestion(person(1), 'which-group', { [name]: name });
          assert.deepEqual((await chats.question(person(1)))?.value, { [name]: name });
        }),
        { numRuns: 40 },
      );
    });

    it('keeps the one question that a person was last asked', async () => {
      const { chats } = store();
      assert.equal(await chats.question(person(1)), null);
      await chats.saveQuestion(person(1), 'which-group', { groups: ['Sales', 'Sales EU'] });
      await chats.saveQuestion(person(1), 'which-right', ['sendAs', null, 1]);
      assert.deepEqual(await chats.question(person(1)), { key: 'which-right', value: ['sendAs', null, 1] });
      await chats.dropQuestion(person(1));
      assert.equal(await chats.question(person(1)), null);
    });
  });
}
