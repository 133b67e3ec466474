import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newRequestId, parseGroupId, parseGuid, parseRequestId, parseUserId } from '../../bot/domain/ids.ts';

describe('ids', () => {
  it('reads a GUID in any case and keeps it in lower case', () => {
    assert.equal(parseGuid('AABBCCDD-0000-4000-8000-00000000000F'), 'aabbccdd-0000-4000-8000-00000000000f');
  });

  it('takes nothing for a GUID that is none', () => {
    for (const text of [
      '',
      'me',
      '0',
      null,
      undefined,
      7,
      {},
      'aabbccdd-0000-4000-8000-00000000000g',
      ' aabbccdd-0000-4000-8000-000000000000',
    ]) {
      assert.equal(parseGuid(text), null);
    }
  });

  it('takes a GUID for the id of a person or a group, and nothing else', () => {
    const guid = 'aabbccdd-0000-4000-8000-00000000000f';
    for (const parse of [parseUserId, parseGroupId]) {
      assert.equal(parse(guid.toUpperCase()), guid);
      assert.equal(parse(`${guid}0`), null);
    }
  });

  it('takes nothing for a request id that is none', () => {
    for (const text of [
      '',
      'K7Q',
      'KQFX',
      'K7-F',
      'x K7QF',
      'K7QF!',
      'K7QFK7QFK7QFK',
      'please',
      null,
      undefined,
      7,
      {},
    ])
      assert.equal(parseRequestId(text), null);
    for (const id of ['K7QF', 'KQF7', '7777', 'K7QFK7QFK7QF']) assert.equal(parseRequestId(id), id);
  });

  it('makes request ids that are read back in any case, and are never a word', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.integer({ min: 4, max: 8 }), (numbers, length) => {
        const id = newRequestId((below) => (numbers.next().value as number) % below, length);
        assert.equal(id.length, length);
        assert.equal(parseRequestId(` ${id.toLowerCase()} `), id);
        assert.match(id, /^[A-Z][34679]/);
        assert.doesNotMatch(id, /[0O1IL2Z5S8BAEIOU]/);
      }),
    );
  });
});
