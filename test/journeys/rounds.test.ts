import assert from 'node:assert/strict';
import { type Goal, goals } from '../bench/rounds/goals.ts';
import { play, type Step } from '../bench/rounds/steps.ts';

/** What is not at its goal yet, as it is: no step may take more than this. */
const reached: Readonly<Record<string, Partial<Goal>>> = {
  'asked → own card': { graph: 4, exchange: 2 },
  'asked → owners’ cards, met before': { graph: 5, exchange: 2, graphCalls: 46 },
  'asked → owners’ cards, never met before': { graph: 12, exchange: 2, connector: 5 },
  'click → answer': { graph: 2 },
  'click → right in Exchange': { graph: 4, exchange: 4, connector: 2 },
  'click → asker told': { graph: 4, exchange: 6, connector: 3 },
  who: { graph: 5, exchange: 2 },
  what: { graph: 7, exchange: 6, connector: 2 },
  audit: { graph: 5, graphCalls: 36 },
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
