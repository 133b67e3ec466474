import { type Accepted, together } from '../../domain/accept.ts';
import { ask, type Wish } from '../../domain/decide.ts';
import { type At, at, newRequestId, type RequestId } from '../../domain/ids.ts';
import { asksAgainAt } from '../../domain/often.ts';
import { type AskFacts, adderOf } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Request, Right, Term } from '../../domain/request.ts';
import { restsUntil } from '../../domain/rest.ts';
import { readTerm } from '../../domain/term.ts';
import type { Understood } from '../../language/intent.ts';
import type { Group, Person } from '../../ports/directory.ts';
import { moment } from '../../present/dates.ts';
import type { Notice } from '../../present/notice.ts';
import { say } from '../../present/texts.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { readAhead } from '../facts/ahead.ts';
import { askFacts } from '../facts/gather.ts';
import { toWhere, toWho, withAddress } from '../facts/names.ts';
import { draftOf, findGroup, form, groups, matchPeople, people, self } from '../facts/resolve.ts';
import { speakerLooks } from '../facts/roles.ts';
import { usualTerm } from '../facts/ruling.ts';
import { batchView } from '../lines.ts';
import { askBack } from '../question.ts';
import { repeatedTurn, turnKey } from '../repeated.ts';
import { settle } from '../settle.ts';
import { wait } from '../time.ts';

/** Ask for a right: for oneself or others, on one or several groups. */
export const request: Command = {
  intents: ['request'],
  async said(context, said) {
    const { deps } = context;
    if (said.people.length === 0 || said.groups.length === 0) return form(context, said, null);
    if (said.people.length * said.groups.length > mostAtOnce) return notice('too-many', { most: mostAtOnce });
    context.looked.ahead = readAhead(deps.directory);
    const matches = matchPeople(context, said);
    const [found] = await Promise.all([groups(context, said), matches]);
    if ('replies' in found) return found.replies;
    const who = await people(context, said, matches);
    if ('replies' in who) return who.replies;
    if (said.right === null) return whichRight(context, said);
    const term = readTerm(said.duration, said.until, context.reader.zone);
    if (term === 'unreadable') return form(context, said, { notice: 'end-unreadable', args: {} });
    return makeRequests(context, { people: who.all, groups: found.all, right: said.right, term, reason: said.reason });
  },
};

const mostAtOnce = 20;

async function whichRight(context: Context, said: Understood): Promise<Replies> {
  const key = await askBack(context, { said, ask: { field: 'right' } });
  const [{ draft }, speaker] = await Promise.all([draftOf(context, said), self(context)]);
  return [{ show: { view: 'which-right', key, draft, speaker } }];
}

export interface Wanted {
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly right: Right;
  readonly term: Term | null;
  readonly reason: string | null;
}

interface Refusing {
  readonly refused: Refusal;
  readonly person: Person;
  readonly group: Group;
  readonly right: Right;
  /** What its sentence tells of what stands in the way; of what somebody else asked nothing. */
  readonly why: Args;
}

/** Makes one request for each person on each group, all in one commit; tells line by line what was refused. */
export async function makeRequests(context: Context, wanted: Wanted): Promise<Replies> {
  const { deps } = context;
  const result = await settle(deps, (again) => attempt(context, wanted, again), {
    turn: turnKey(context, wanted.right),
    quota: { person: context.speaker.id, most: deps.policies.current.openRequests, asked: askedSince(context) },
  });
  if ('repeated' in result) return (await repeatedTurn(context)) ?? [];
  const made = result.requests.map(({ next }) => next);
  const refused = result.refusing.map((line) => refusalOf(context, line));
  const [first] = made;
  const others: Replies = refused.length > 0 ? [{ show: { view: 'notices', notices: refused } }] : [];
  if (first === undefined) return others;
  const view = await batchView(deps, made, context.speaker.id, 'asker');
  return [{ show: view, copy: { batch: first.batch, audience: 'asker' } }, ...others];
}

/** The limits over time, for the commit: several turns of one person may ask side by side. */
function askedSince({ deps, now }: Context) {
  const { perHour, perDay } = deps.policies.current.asks;
  const ago = (hours: number) => at(new Date(Date.parse(now) - hours * 3_600_000));
  return [
    { since: ago(1), most: perHour },
    { since: ago(24), most: perDay },
  ];
}

type Attempt = Accepted & { readonly refusing: readonly Refusing[] };

async function attempt(context: Context, wanted: Wanted, again: number): Promise<Attempt> {
  const { deps, speaker, now } = context;
  const pairs = wanted.groups.flatMap((group) => wanted.people.map((person) => ({ group, person })));
  const facts = await Promise.all(
    pairs.map(async ({ group, person }) => {
      const looker = await speakerLooks(context, group.id);
      return askFacts(deps, { requester: speaker.id, beneficiary: person, group, right: wanted.right, looker });
    }),
  );
  // Ids get longer when several in a row were taken.
  const ids = pairs.map(() => newRequestId(deps.random, 4 + Math.floor(again / 2)));
  const accepted: Accepted[] = [];
  const refusing: Refusing[] = [];
  let batch: RequestId | null = null;
  for (const [index, { group, person }] of pairs.entries()) {
    const known = facts[index];
    if (known === undefined) continue;
    const id = ids[index] as RequestId;
    const { right, term, reason } = wanted;
    const wish = {
      id,
      batch: batch ?? id,
      requester: speaker.id,
      beneficiary: person.id,
      group: group.id,
      right,
      term: term ?? usualTerm(known.ruling.values, context.reader.zone),
      reason,
    };
    const openOfRequester = known.openOfRequester + accepted.length;
    const recent = [...accepted.map(() => ({ askedAt: now, denied: false })), ...known.recent];
    const told = { ...known, openOfRequester, recent };
    const decided = ask(deps.policies.current, wish, told, now);
    if ('refused' in decided) {
      const { refused } = decided;
      const adder = adderOf(speaker.id, { dynamic: group.dynamic, owners: known.owners });
      refusing.push({
        refused,
        person,
        group,
        right,
        why: {
          adder,
          longest: known.ruling.values['term.longest'] ?? '',
          ...(await argsOf(context, refused, wish, told)),
        },
      });
    } else {
      batch ??= id;
      accepted.push(decided);
    }
  }
  return { ...together(accepted), refusing };
}

async function argsOf(
  context: Context,
  refused: Refusal,
  wish: Wish,
  { denied, exchangeRefuses, recent }: AskFacts,
): Promise<Args> {
  const { deps, now, reader } = context;
  const word = (at: At) => moment(reader, say(reader.locale), at);
  if (refused === 'exchange-refuses') return { when: exchangeRefuses === null ? '' : word(exchangeRefuses) };
  if (refused === 'already-open') {
    const open = await deps.store.find({ of: 'open', group: wish.group, person: wish.beneficiary });
    const own = open.find(({ requester, right }) => requester === wish.requester && right === wish.right);
    return { request: own?.id ?? '' };
  }
  if (refused === 'already-held') {
    const active = await deps.store.find({ of: 'active', group: wish.group, person: wish.beneficiary, limit: 10 });
    const held = active.find(({ right }) => right === wish.right);
    if (held?.status !== 'applied') return {};
    return { endsAt: held.grant.endsAt ?? '', ending: held.grant.ending === null ? 'no' : 'yes' };
  }
  const again = refused === 'too-often' ? asksAgainAt(deps.policies.current.asks, recent, now) : null;
  if (again !== null) return wait(again, now);
  const rest = refused === 'rests' ? restsUntil(deps.policies.current, denied, wish, now) : null;
  if (rest === null) return {};
  const name = withAddress((await deps.names([rest.last.by], [])).who(rest.last.by));
  return { name, when: word(rest.until), what: rest.twice ? 'twice' : 'once' };
}

function refusalOf(
  { deps, speaker }: Context,
  { refused, person, group, right, why }: Refusing,
): { notice: Notice; args: Args } {
  const { openRequests } = deps.policies.current;
  const you = person.id === speaker.id ? 'yes' : 'no';
  return {
    notice: refused,
    args: {
      person: withAddress(toWho(person)),
      group: withAddress(toWhere(group)),
      right,
      you,
      most: openRequests,
      told: deps.adminGroup === null ? '' : 'yes',
      ...why,
    },
  };
}
type Args = Readonly<Record<string, string | number>>;

/** The same again, as its requester asked it before. */
export async function askAgain(context: Context, old: Request): Promise<Replies> {
  context.looked.ahead = readAhead(context.deps.directory);
  context.looked.ahead.people([old.beneficiary]);
  const [person, group] = await Promise.all([
    context.deps.directory.people([old.beneficiary]),
    findGroup(context, old.group),
  ]);
  const beneficiary = person.get(old.beneficiary);
  if (beneficiary === undefined) return notice('request-unknown', { request: old.id });
  // Also one that exists no more for who asks.
  if (group.found !== 'one') return notice('group-unknown', { words: '', near: '' });
  const of = group.it;
  const { right, term, reason } = old;
  return makeRequests(context, { people: [beneficiary], groups: [of], right, term, reason });
}
