import type { Group } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { Role } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { toSay } from '../facts/names.ts';
import { watcher } from '../facts/roles.ts';

/** What this person can do, with examples of their own groups; also the answer to a greeting. */
export const help: Command = {
  intents: ['help', 'greeting'],
  said: (context) => showHelp(context),
};

const examples = 3;

const unknown = [
  { member: [], owned: [] },
  { auditor: false, admin: false, usable: false },
] as const;

export async function showHelp({ deps, speaker, turn }: Context): Promise<Replies> {
  const known = Promise.all([deps.directory.groupsOf(speaker.id), watcher(deps, speaker.id)]);
  // Without the directory there is help all the same: what everybody can do.
  const [{ member, owned }, watches] = await known.catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('help-without-groups', { code: error.code, correlation: turn.correlation, error });
    return unknown;
  });
  const roles: Role[] = ['member'];
  if (watches.usable && owned.length > 0) roles.push('owner');
  if (watches.auditor) roles.push('auditor');
  if (watches.admin) roles.push('admin');
  // A guest, or an account that is switched off, is shown no groups.
  const names = (groups: readonly Group[]) => (watches.usable ? groups : []).slice(0, examples).map(toSay);
  return [{ show: { view: 'help', roles, groups: { member: names(member), owned: names(owned) } } }];
}

/** What Behalf does not understand is answered with what it can do; what it understood already fills the form. */
export const unsupported: Command = {
  intents: ['extend', 'export', 'verify', 'drift'],
  async said(_context, said) {
    return notice('comes-later', { intent: said.intent });
  },
};
