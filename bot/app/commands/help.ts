import type { Role } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { watcher } from '../roles.ts';

/** What this person can do, with examples of their own groups; also the answer to a greeting. */
export const help: Command = {
  intents: ['help', 'greeting'],
  said: (context) => showHelp(context),
};

const examples = 3;

export async function showHelp({ deps, speaker }: Context): Promise<Replies> {
  const [{ member, owned }, watches] = await Promise.all([
    deps.directory.groupsOf(speaker.id),
    watcher(deps, speaker.id),
  ]);
  const roles: Role[] = ['member'];
  if (owned.length > 0) roles.push('owner');
  if (watches.auditor) roles.push('auditor');
  if (watches.admin) roles.push('admin');
  const names = (groups: typeof member) => groups.slice(0, examples).map(({ name }) => name);
  return [{ show: { view: 'help', roles, groups: { member: names(member), owned: names(owned) } } }];
}

/** What Behalf does not understand is answered with what it can do; what it understood already fills the form. */
export const unsupported: Command = {
  intents: ['extend', 'export', 'verify', 'drift', 'policy'],
  async said(_context, said) {
    return notice('comes-later', { intent: said.intent });
  },
};
