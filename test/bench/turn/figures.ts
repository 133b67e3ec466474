import type { Row } from '../language.ts';

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const round = (value: number) => Number(value.toPrecision(4));

export const row = (name: string, unit: string, ours: number, reference: number): Row => ({
  ...{ name, unit, ours: round(ours), reference: round(reference), ratio: round(ours / reference) },
});

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** The length of what the spans cover, in ms. */
export function union(spans: readonly (readonly [number, number])[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}
