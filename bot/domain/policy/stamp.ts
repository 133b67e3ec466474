import type { Stamp } from '../request.ts';
import type { Ruling } from './rules/ruling.ts';
import { isLonger } from './rules/tighten.ts';

/** What a request keeps of the policy under which it was asked; `hash` is that of the file. */
export const stampOf = ({ rule, limits, values, unclear }: Ruling, hash: string | null): Stamp => ({
  ...{ rule, hash, limits },
  approve: unclear === null ? values.approve : [],
  remind: values.remind.toSorted((one, other) => (isLonger(one, other) ? 1 : -1)),
  escalate: values.escalate === 'never' ? null : values.escalate,
  lapse: values.lapse,
  workHours: values.workHours,
});
