import { eventually, type Seen, toPressed, toSeen } from '../support/office.ts';
import type { Circle } from './crowd.ts';
import { delivered } from './load.ts';
import type { Site } from './sites.ts';
import { mulberry } from './sweep.ts';

/**
 * So many races on a site that runs: somebody asks, and both owners of the group decide at the same moment, each by
 * another process. Gives what is wrong, in words.
 */
export async function races(
  site: Site,
  circles: readonly Circle[],
  count: number,
  seed: number,
): Promise<readonly string[]> {
  const random = mulberry(seed);
  const left = Array.from({ length: count }, () => [verb(random), verb(random)] as const);
  const results: Race[] = [];
  const run = async (circle: Circle) => {
    for (let verbs = left.pop(); verbs !== undefined; verbs = left.pop()) {
      const one = await race(site, circle, verbs, new Set(results.map(({ request }) => request)));
      results.push(one);
      await settled(site, one);
    }
  };
  await Promise.all(circles.map(run));
  const { audit, broken } = await site.stored();
  const faults = results.flatMap((one) => {
    const decisions = audit.filter(({ event, request }) => request === one.request && /approved|denied/.test(event));
    return decisions.length === 1
      ? told(one, String(decisions[0]?.actor)).map((fault) => withLog(fault, site))
      : [`${one.request}: ${decisions.length} decisions`];
  });
  return [...faults, ...(broken === null ? [] : [broken])];
}

interface Race {
  readonly request: string;
  readonly circle: Circle;
  readonly verbs: readonly [string, string];
  readonly answers: readonly string[];
}

const verb = (random: () => number) => (random() < 0.5 ? 'approve' : 'deny');

async function race(
  site: Site,
  circle: Circle,
  verbs: readonly [string, string],
  earlier: ReadonlySet<string>,
): Promise<Race> {
  const { teams } = site.twin;
  const { group, member, owners } = circle;
  // Of what is held already nobody could ask again.
  const right = group.sendAs.has(member.id) ? 'on behalf of' : 'as';
  const turn = String(Date.now() + 1);
  const asks = `let me send ${right} "${group.displayName}"`;
  await delivered(() => teams.say(member.id, asks, { activityId: `${turn}0` }));
  const cards = await Promise.all(owners.map(({ id }) => waiting(site, id, earlier)));
  const answers = await Promise.all(
    owners.map(async ({ id }, at) => {
      const { card, data, chat } = cards[at] as Awaited<ReturnType<typeof waiting>>;
      const action = { verb: verbs[at] ?? '', data };
      const answer = await delivered(() => teams.press(id, chat, card.id, action, { turnId: `${turn}${at + 1}` }));
      return answer === null ? 'nothing' : toPressed(answer.body).text;
    }),
  );
  return { request: String(cards[0]?.data.request), circle, verbs, answers };
}

/** As many of a chat's messages as can be about the race that runs. */
const newest = 6;

/** The owner's card on which there is something new to decide. */
async function waiting(site: Site, owner: string, earlier: ReadonlySet<string>) {
  const { teams } = site.twin;
  const chat = (await delivered(() => teams.personalChat(owner))) ?? '';
  const offer = ({ actions }: Seen) =>
    actions.find(({ verb, data }) => verb === 'approve' && !earlier.has(String(data.request)));
  const card = await eventually(
    async () => teams.view(owner, chat).slice(-newest).map(toSeen).find(offer),
    () => `no card for ${owner}:\n${site.output()}`,
    60_000,
  );
  return { card, chat, data: offer(card)?.data ?? {} };
}

/** Who came first sees the own decision; who came second is told who decided, and what. */
function told({ request, circle, verbs, answers }: Race, winner: string): readonly string[] {
  const at = circle.owners.findIndex(({ id }) => id === winner);
  const [by, word] = [circle.owners[at]?.displayName ?? '', verbs[at] === 'approve' ? /appr|appl/ : /denied/];
  return answers.flatMap((answer, index) =>
    answer.includes(by) && word.test(answer)
      ? []
      : [`${request}: ${index === at ? 'the first' : 'the second'} was not told of ${by}'s ${verbs[at]}: ${answer}`],
  );
}

/** With the log's lines for the code that somebody was given instead. */
function withLog(fault: string, site: Site): string {
  const code = /this code: (\w+)/.exec(fault)?.[1];
  return code === undefined ? fault : [fault, ...site.lines(code)].join('\n');
}

/** Until the member's next request can be made: what was approved is applied. */
async function settled(site: Site, { request, circle: { member, group } }: Race): Promise<void> {
  let last = '';
  const open = async () => {
    const chat = await site.twin.teams.personalChat(member.id);
    const texts = site.twin.teams.view(member.id, chat).slice(-newest).map(toSeen);
    // Its own card: the owners' may be there before it.
    last = texts.findLast(({ card, text }) => card !== null && text.includes(request))?.text ?? '';
    return last;
  };
  await eventually(
    async () => /^(applied|denied)$/m.test(await open()),
    () => `${request} of ${group.displayName} never settles: ${JSON.stringify(last)}\n${site.output()}`,
    120_000, // what is decided comes after what is answered, and here everybody presses without a pause
  );
}
