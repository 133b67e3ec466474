import type { Group } from '../ports/directory.ts';
import { Fault } from '../ports/faults.ts';
import type { Context } from './command.ts';
import { findGroup } from './facts/resolve.ts';
import { ownGroups } from './facts/roles.ts';
import type { Turn } from './turn.ts';

const most = 15;
const none = { member: [], owned: [] };

type Search = Extract<Turn, { kind: 'search' }>;

/**
 * Groups to choose from while typing: the asker's own first, and only those that exist for the asker. What cannot be
 * looked up is left out: a field that is typed into has no place for a fault.
 */
export async function chooseGroups(context: Context, { dataset, query, skip, top }: Search) {
  if (dataset !== 'groups') return [];
  const words = query.trim().toLowerCase();
  const [{ member, owned }, match] = await Promise.all([
    orNothing(context, ownGroups(context), none),
    words === '' ? null : orNothing(context, findGroup(context, query.trim(), 'typing'), null),
  ]);
  const own = [...owned, ...member].filter(({ name, mail }) => `${name} ${mail ?? ''}`.toLowerCase().includes(words));
  const others =
    match === null ? [] : match.found === 'one' ? [match.it] : match.found === 'many' ? match.candidates : match.near;
  const all = new Map<string, Group>([...own, ...others].map((group) => [group.id, group]));
  return [...all.values()]
    .filter(({ kind }) => kind === 'microsoft365')
    .slice(skip, skip + Math.min(top, most))
    .map(({ id, name, mail }) => ({ title: mail === null ? name : `${name} · ${mail}`, value: id as string }));
}

async function orNothing<T, N>({ deps, turn }: Context, asked: Promise<T>, nothing: N): Promise<T | N> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('choices-not-found', { code: error.code, correlation: turn.correlation, error });
    return nothing;
  }
}
