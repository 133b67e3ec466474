import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AUDIT_END, readAuditPlace, writeAuditPlace } from '../../bot/domain/cursor.ts';

describe('a place in the audit', () => {
  const seq = fc.integer({ min: 0, max: AUDIT_END });

  it('comes back from a card as it went out, also where nothing of a kind was shown yet', () => {
    fc.assert(
      fc.property(seq, seq, (changes, others) =>
        assert.deepEqual(readAuditPlace(writeAuditPlace({ changes, others })), { changes, others }),
      ),
      { examples: [[AUDIT_END, 7]] },
    );
  });

  it('is never greater than what every store can compare with', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (digits) => {
        const place = readAuditPlace(`${digits} 1`);
        assert.ok(place === null || place.changes <= AUDIT_END, `${digits}`);
      }),
      { examples: [[9_999_999_999n], [2_147_483_648n]] },
    );
  });
});
