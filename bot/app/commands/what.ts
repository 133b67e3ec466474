import type { Right } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import type { View } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { toWho, withAddress } from '../facts/names.ts';
import { people } from '../facts/resolve.ts';
import { type Viewer, viewerOf } from '../queries/viewer.ts';
import { type RightHeld, rightsOf } from '../queries/what.ts';

/** What a person can send as. Answers from our record, then completes the card. */
export const what: Command = {
  intents: ['what'],
  async said(context, said) {
    const meant = said.people.length > 0 ? said.people.slice(0, 1) : ['me'];
    const viewer = viewerOf(context);
    viewer.watches().catch(() => {}); // begun early; its fault reaches the query
    const found = await people(context, { ...said, people: meant });
    if ('replies' in found) return found.replies;
    const [person] = found.all;
    return person === undefined
      ? notice('person-unknown', { words: '', near: '' })
      : show(context, viewer, person, said.right);
  },
};

type What = Extract<View, { view: 'what' }>;

async function show(context: Context, viewer: Viewer, it: Person, right: Right | null): Promise<Replies> {
  const found = await rightsOf(context.deps, viewer, it);
  const person = toWho(it);
  if ('refused' in found) return notice('not-allowed-to-see', { what: 'what', person: withAddress(person) });
  const { recorded, live } = found.data;
  const about = { view: 'what', person, right, you: it.id === viewer.id } as const;
  const first: What = {
    ...about,
    ...{ covered: 0, unread: [], readAt: context.now, done: false },
    ...split(recorded, right),
  };
  const whole = async (): Promise<What> => {
    const { rights, ...read } = await live;
    return { ...about, ...read, ...split(rights, right), done: true };
  };
  return [{ show: first, complete: async (show) => show(await whole()) }];
}

/** What was asked about, and the groups of the right that was not. */
function split(held: readonly RightHeld[], right: Right | null): Pick<What, 'rights' | 'others'> {
  const isMeant = (one: RightHeld) => right === null || one.right === right;
  return { rights: held.filter(isMeant), others: held.filter((one) => !isMeant(one)).map(({ group }) => group) };
}
