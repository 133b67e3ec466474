import assert from 'node:assert/strict';
import type { Approved } from '../../bot/domain/request.ts';
import { newcomers, type Shown } from '../../bot/domain/strays.ts';
import { approved, megan, now, patti } from '../support/build.ts';

const shown = (label: string, id: string | null = null): Shown => ({ id, name: label, address: null, label });
const [old, fresh] = [shown('Megan', megan), shown('Patti', patti)];

/** Who held Send as before: as the record names them, and those of whom Exchange said the id. */
const holding = (sendAs: readonly string[], ids: readonly string[]): Approved => ({
  ...approved(),
  right: 'sendAs',
  applying: { at: now, held: [], before: { sendAs, sendOnBehalf: [] }, ids },
});
const found = (state: Approved, ...all: readonly Shown[]) => newcomers(state, all).map(({ label }) => label);

describe('who has come to hold a right', () => {
  it('is whoever was not there before, by id; another name or label of the same one is none', () => {
    assert.deepEqual(found(holding(['Megan'], [megan]), old, fresh), ['Patti']);
    assert.deepEqual(found(holding(['Megan'], [megan]), { ...old, label: 'Megan B. <m@x>' }), []);
    assert.deepEqual(found(holding([], [])), []);
  });

  it('is a bare name that was not there before, and no other entry has gone from sight for it', () => {
    assert.deepEqual(found(holding(['Megan'], [megan]), old, shown('Somebody')), ['Somebody']);
    assert.deepEqual(found(holding(['S-1-5-21'], []), shown('S-1-5-21')), []);
    assert.deepEqual(found(holding(['Megan'], [megan]), shown('S-1-5-21')), [], 'Megan may have been deleted');
    assert.deepEqual(found(holding(['Megan'], [megan]), shown('S-1-5-21'), shown('Other')), ['S-1-5-21', 'Other']);
  });

  it('is nobody who may have been there without an id, as far as there were such entries', () => {
    assert.deepEqual(found(holding(['p@x'], []), fresh), []);
    assert.deepEqual(found(holding(['p@x'], []), fresh, old), ['Patti', 'Megan']);
    assert.deepEqual(found(holding(['p@x'], []), shown('p@x'), fresh), ['Patti']);
    assert.deepEqual(found(holding(['p@x'], []), fresh, shown('Somebody')), ['Somebody']);
  });

  it('is nobody where nothing was read before', () => {
    assert.deepEqual(newcomers(approved(), [fresh]), []);
    const { ids: _, ...applying } = holding([], []).applying ?? assert.fail();
    assert.deepEqual(newcomers({ ...holding([], []), applying }, [fresh]), []);
  });
});
