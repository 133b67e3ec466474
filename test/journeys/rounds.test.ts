import assert from 'node:assert/strict';
import { type Goal, goals } from '../bench/rounds/goals.ts';
import { play, type Step } from '../bench/rounds/steps.ts';

/** What is not at its goal yet, as it is: no step may take more than this. */
const reached: Readonly<Record<string, Partial<Goal>>> = {
  'asked → own card': { exchange: 2 },
  'asked → owners’ cards, met before': { exchange: 2, graphCalls: 22 },
  // The welcome comes before the first card.
  'asked → owners’ cards, never met before': { exchange: 2, connector: 3 },
  // One to decide, and one to check again before the change.
  'click → right in Exchange': { graph: 2, exchange: 4 },
  'click → asker told': { graph: 2, exchange: 6 },
  // Names of those on record are read beside Exchange.
  who: { graph: 3, exchange: 2 },
  what: { graph: 4, exchange: 6, connector: 2 },
  audit: { graph: 3, graphCalls: 27 },
};

describe('each step takes no more rounds of calls than it must', function () {
  this.timeout(120_000);
  let steps: readonly Step[];
  before(async () => {
    steps = await play();
  });

  for (const [name, goal] of Object.entries(goals))
    it(`${name}: ${JSON.stringify({ ...goal, ...reached[name] })}`, () => {
      const step = steps.find((one) => one.name === name) ?? assert.fail('not played');
      const { graphCalls, ...most } = { ...goal, ...reached[name] };
      for (const service of ['graph', 'exchange', 'connector'] as const)
        assert.ok(step.rounds[service] <= most[service], `${service}: ${step.rounds[service]} in a row`);
      if (graphCalls !== undefined) assert.ok(step.calls.graph <= graphCalls, `${step.calls.graph} calls of Graph`);
    });
});
