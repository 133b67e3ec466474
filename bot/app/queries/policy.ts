import type { Ruling } from '../../domain/policy.ts';
import { RIGHTS, type Right } from '../../domain/request.ts';
import type { Group } from '../../ports/directory.ts';
import type { Deps } from '../deps.ts';
import { rulingFor } from '../facts/ruling.ts';

/** What the policy says of the rights on a group. */
export interface PolicyOfGroup {
  /** One for both rights where they are treated alike (null), else one each. */
  readonly rulings: readonly { readonly right: Right | null; readonly ruling: Ruling; readonly line: number | null }[];
  readonly builtIn: boolean;
}

/** What the company's policy says of a group, for whoever can see that there is such a group. */
export function policyOf(deps: Pick<Deps, 'policies'>, group: Group): PolicyOfGroup {
  const all = RIGHTS.map((right) => ({ right, ruling: rulingFor(deps, group, right) }));
  const alike = new Set(all.map(({ ruling }) => JSON.stringify(ruling))).size === 1;
  const shown = alike ? all.slice(0, 1).map(({ ruling }) => ({ right: null, ruling })) : all;
  const lineOf = ({ rule }: Ruling) =>
    deps.policies.current.book.rules.find(({ name }) => name === rule)?.place.line ?? null;
  const rulings = shown.map((one) => ({ ...one, line: lineOf(one.ruling) }));
  return { rulings, builtIn: deps.policies.current.book.hash === null };
}
