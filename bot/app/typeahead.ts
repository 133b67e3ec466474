import type { Group } from '../ports/directory.ts';
import type { Context } from './command.ts';
import { findGroup } from './resolve.ts';
import type { Turn } from './turn.ts';

const most = 15;

/** Groups to choose from while typing: the asker's own first, and only those that exist for the asker. */
export async function chooseGroups(context: Context, { dataset, query, skip, top }: Extract<Turn, { kind: 'search' }>) {
  if (dataset !== 'groups') return [];
  const { member, owned } = await context.deps.directory.groupsOf(context.speaker.id);
  const words = query.trim().toLowerCase();
  const own = [...owned, ...member].filter(({ name, mail }) => `${name} ${mail ?? ''}`.toLowerCase().includes(words));
  const match = words === '' ? null : await findGroup(context, query.trim());
  const others =
    match === null ? [] : match.found === 'one' ? [match.it] : match.found === 'many' ? match.candidates : match.near;
  const all = new Map<string, Group>([...own, ...others].map((group) => [group.id, group]));
  return [...all.values()]
    .filter(({ kind }) => kind === 'microsoft365')
    .slice(skip, skip + Math.min(top, most))
    .map(({ id, name, mail }) => ({ title: mail === null ? name : `${name} · ${mail}`, value: id as string }));
}
