import { understand } from '../../bot/language/understand.ts';
import { contextOf, load, sets } from '../language/sets.ts';

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly reference: number;
  readonly ratio: number;
}

const rounds = 12;
const length = 10_000;
const context = contextOf({ locale: 'en', now: '2026-11-22T10:00:00Z' });
const hostile = [
  ' ',
  '"',
  "'",
  '<at>',
  'a ',
  'A, ',
  'let ',
  'send as ',
  'for two weeks ',
  'until ',
  'and ',
  'a@b.c ',
  '.',
  '(',
  '\n',
  'not ',
  'because ',
  'qwertz ',
];

/** Milliseconds of the quickest of `rounds` runs. */
function quickest(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const round = (value: number) => Number(value.toPrecision(4));

/** Sentences a second beside the least that could be done with them, splitting into words; and the worst long text. */
export async function language(): Promise<Row[]> {
  const texts = sets.flatMap(load).map(({ text }) => text);
  const perSecond = (ms: number) => (texts.length / ms) * 1000;
  const ours = perSecond(quickest(() => texts.map((text) => understand(text, context))));
  const words = perSecond(quickest(() => texts.map((text) => text.toLowerCase().split(/\s+/u))));
  const long = hostile.map((piece) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length));
  const worst = Math.max(...long.map((text) => quickest(() => understand(text, context))));
  const split = Math.max(...long.map((text) => quickest(() => text.toLowerCase().split(/\s+/u))));
  return [
    { name: 'understand', unit: 'sentences/s', ours: round(ours), reference: round(words), ratio: round(ours / words) },
    {
      name: 'understand 10,000 characters, worst',
      unit: 'ms',
      ours: round(worst),
      reference: round(split),
      ratio: round(worst / split),
    },
  ];
}
