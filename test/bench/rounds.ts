import type { Row } from './language.ts';
import { goals } from './rounds/goals.ts';
import { play, type Step } from './rounds/steps.ts';
import { row } from './turn/figures.ts';

/** How many rounds of calls in a row each step takes, and how many calls: counted on the wire, beside the goals. */
export const rounds = async (): Promise<Row[]> => (await play()).flatMap(rows);

const names = { graph: 'Graph', exchange: 'Exchange', connector: 'Teams' } as const;
const services = ['graph', 'exchange', 'connector'] as const;

function rows({ name, rounds, calls }: Step): Row[] {
  const goal = goals[name];
  if (goal === undefined) throw new Error(`no goal for ${name}`);
  // What is not asked at all has no ratio: the test holds it.
  const wanted = services.filter((service) => goal[service] > 0);
  const inARow = wanted.map((service) =>
    row(`${name}, ${names[service]} in a row (reference: the goal)`, 'rounds', rounds[service], goal[service]),
  );
  const { graphCalls } = goal;
  const asked =
    graphCalls === undefined
      ? []
      : [row(`${name}, calls of Graph (reference: the goal)`, 'calls', calls.graph, graphCalls)];
  return [...inARow, ...asked];
}
