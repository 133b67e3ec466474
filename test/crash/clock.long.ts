import { jumps } from './clock.ts';
import { postgresSite } from './sites.ts';

describe('when the clock jumps while three processes run', () => {
  // PostgreSQL's own clock does not jump: what is due is found by the sweep, within a minute.
  it('no right ends before its time, and none is kept after it', () => jumps(() => postgresSite())).timeout(180_000);
});
