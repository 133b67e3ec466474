import { jumps } from './clock.ts';
import { sqliteSite } from './sites.ts';

describe('when the clock jumps while the bot runs', () => {
  it('no right ends before its time, and none is kept after it', () => jumps(() => sqliteSite())).timeout(120_000);
});
