import assert from 'node:assert/strict';
import type { TwinOptions } from '../../bot/sandbox/twin.ts';
import { troupe } from './cast.ts';
import { rightsOf } from './invariants.ts';
import { Life, type Outcome, type Then } from './run.ts';
import type { Scenario } from './scenarios.ts';
import type { Site } from './sites.ts';

/** Lives one after the other on one site, each with a cast of its own: a start costs more than all the rest of a life. */
export interface Stage {
  play(scenario: Scenario, point: string | null, then?: Then): Promise<Outcome>;
  close(): Promise<void>;
}

export async function openStage(open: (options: TwinOptions) => Promise<Site>, lives: number): Promise<Stage> {
  const { world, casts } = troupe(lives);
  const site = await open({ world });
  const initial = rightsOf(site.twin);
  const left = casts.values();
  return {
    async play(scenario, point, then = 'restart') {
      const cast = left.next().value ?? assert.fail('no cast is left');
      // What there is no life before is to find a bot that has only just started.
      if (scenario.before.length === 0) await site.stop();
      const outcome = await new Life(site, cast.plays(scenario), cast, initial).under(point, then);
      site.twin.misbehave('exchange', null);
      await site.disarm();
      return outcome;
    },
    close: () => site.close(),
  };
}
