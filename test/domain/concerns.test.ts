import assert from 'node:assert/strict';
import type { Accepted } from '../../bot/domain/accept.ts';
import { applied, approve, cancel, deny, end, ended, fail, lapse, passOn, stopped } from '../../bot/domain/decide.ts';
import { type Concern, staysConcerned, toldOf } from '../../bot/domain/policy.ts';
import type { Approved, Request } from '../../bot/domain/request.ts';
import * as build from '../support/build.ts';

const {
  accepted,
  account,
  active,
  alex,
  answered,
  approved,
  decideFacts,
  ground,
  lidia,
  megan,
  nobody,
  now,
  patti,
  today,
} = build;

/** Alex asks for Lidia; Megan and Patti are asked. */
const asked = { beneficiary: lidia };
const waiting = build.pending(asked, { beneficiary: account(lidia) });
const onTheWay: Approved = { ...approved(), ...asked };
const given = { ...active(), ...asked };

const told = ({ events, requests }: Accepted) => {
  const [event, next] = [events[0] ?? assert.fail(), requests[0]?.next as Request];
  return toldOf(next, event);
};

describe('a message of its own about what became of a request', () => {
  const facts = decideFacts(megan);
  const standing = ground({ beneficiary: account(lidia) });
  const over = accepted(end(given, facts, null, now)).requests[0]?.next as typeof given;
  const ending = accepted(end(onTheWay, facts, null, now)).requests[0]?.next as Approved;

  it('goes to who asks and who gets when it is denied, applied or stopped', () => {
    const all = [
      accepted(deny(waiting, facts, standing, null, now)),
      applied(onTheWay, [], nobody, now, now),
      stopped(ending, now),
    ];
    assert.deepEqual(
      all.map(told),
      all.map(() => [alex, lidia]),
    );
  });

  it('goes to those who were asked, too, when it fails, and to them and the holder when a right ends', () => {
    assert.deepEqual(told(fail(onTheWay, 'beneficiary-gone', now)), [alex, lidia, megan, patti]);
    assert.deepEqual(told(ended(over, answered, now)), [lidia, megan, patti]);
  });

  it('goes to nobody when only the cards have something to say', () => {
    const all = [
      accepted(approve(waiting, facts, standing, now)),
      accepted(cancel(waiting, alex, now)),
      accepted(end(given, facts, null, now)),
      passOn(waiting, today({ owners: [account(megan)] }), now) ?? assert.fail(),
      ended(over, answered, now, { ...over.grant.ending, cause: 'replaced' } as typeof over.grant.ending, waiting.id),
    ];
    assert.deepEqual(
      all.map(told),
      all.map(() => []),
    );
  });

  it('goes to who asked for somebody else when another request has answered it', () => {
    assert.deepEqual(told(lapse(waiting, { request: waiting.id, endsAt: null }, now)), [alex]);
    assert.deepEqual(told(lapse({ ...waiting, beneficiary: alex }, { request: waiting.id, endsAt: null }, now)), []);
  });
});

describe('whoever was asked to decide', () => {
  const all = ([true, false, null] as const).flatMap((counts) =>
    ([true, false, null] as const).flatMap((admin) =>
      ([true, false, 'gone'] as const).map((owner): Concern => ({ counts, admin, owner })),
    ),
  );
  const stays = (answer: boolean | null) => all.filter((one) => staysConcerned(one) === answer);

  it('hears what became of it while an owner or admin with an account that counts, or when the group is gone', () => {
    assert.deepEqual(
      stays(true),
      all.filter(({ counts, admin, owner }) => counts === true && (owner !== false || admin === true)),
    );
  });

  it('is waited for only where account or admins are out of sight', () => {
    assert.deepEqual(
      stays(null),
      all.filter(({ counts, admin, owner }) => counts === null || (counts && owner === false && admin === null)),
    );
  });
});
