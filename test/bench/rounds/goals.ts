/** What each step may take: calls in a row of each service, and calls of Graph in all where that has a goal. */
export interface Goal {
  readonly graph: number;
  readonly exchange: number;
  readonly connector: number;
  readonly graphCalls?: number;
}

export const goals: Readonly<Record<string, Goal>> = {
  'asked → own card': { graph: 2, exchange: 1, connector: 1 },
  'asked → owners’ cards, met before': { graph: 2, exchange: 1, connector: 2, graphCalls: 20 },
  'asked → owners’ cards, never met before': { graph: 5, exchange: 1, connector: 2 },
  'click → answer': { graph: 1, exchange: 0, connector: 0 },
  'click → right in Exchange': { graph: 1, exchange: 2, connector: 0 },
  'click → asker told': { graph: 1, exchange: 3, connector: 1 },
  who: { graph: 2, exchange: 1, connector: 1 },
  what: { graph: 2, exchange: 1, connector: 1 },
  audit: { graph: 2, exchange: 0, connector: 1, graphCalls: 8 },
};
