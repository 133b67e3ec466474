import type { Group } from '../../ports/directory.ts';
import { type Command, type Context, notice, type Reply } from '../command.ts';
import { toWhere } from '../facts/names.ts';
import { groups } from '../facts/resolve.ts';
import { policyOf } from '../queries/policy.ts';

/** What the company's policy says of a group. */
export const policy: Command = {
  intents: ['policy'],
  async said(context, said) {
    if (said.groups.length > mostAtOnce) return notice('too-many', { most: mostAtOnce });
    if (said.groups.length === 0) return notice('group-unknown', { words: '', near: '' });
    const found = await groups(context, said);
    if ('replies' in found) return found.replies;
    return found.all.map((group) => show(context, group));
  },
};

const mostAtOnce = 5;

function show({ deps }: Context, it: Group): Reply {
  const { rulings, builtIn } = policyOf(deps, it);
  const shown = rulings.map(({ right, ruling, line }) => ({
    ...{ right, ruling },
    file: line === null ? null : `${deps.policies.current.file}:${line}`,
  }));
  return { show: { view: 'policy', group: toWhere(it), rulings: shown, builtIn } };
}
