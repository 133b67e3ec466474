import { eventually } from '../support/office.ts';
import type { Scene } from './scene.ts';

export const floods = ['asks', 'names', 'forms', 'looks'] as const;
export type Flood = (typeof floods)[number];

const turns = 24;

/** All insiders do it at once; gives how long an honest owner's card took meanwhile, in milliseconds. */
export async function flood(scene: Scene, kind: Flood): Promise<number> {
  const circle = scene.circles.at(-1);
  if (circle === undefined) throw new Error('no circle is left');
  const own = scene.twin.world.groups.get(circle.group.id) ?? circle.group;
  scene.note(`a flood of ${kind}`);
  const flooding = scene.insiders.map(async (by) => {
    for (let turn = 0; turn < turns; turn += 1) await one(scene, kind, by, turn);
  });
  scene.step.meant.set(circle.member.id, own.id);
  const from = performance.now();
  const ids = () =>
    circle.owners.map(({ id }) =>
      scene
        .cards(id, 2)
        .flatMap(({ actions }) => actions.filter(({ verb }) => verb === 'approve').map(({ data }) => data.request)),
    );
  const before = new Set(ids().flat());
  const asked = scene.say(circle.member.id, `let me send as ${own.mail}`);
  await eventually(
    async () => ids().every((some) => some.some((id) => !before.has(id))),
    () => `no card under a flood of ${kind}`,
    120_000,
  );
  const ms = performance.now() - from;
  await Promise.all([asked, ...flooding]);
  await scene.say(circle.member.id, 'cancel my request');
  return ms;
}

/** All groups of the scene, five a sentence: the most that a sentence may have. */
function named(scene: Scene, turn: number): string {
  const all = scene.unified();
  const five = Array.from({ length: 5 }, (_, at) => all[(turn * 5 + at) % all.length]);
  return five.map((group) => `"${group?.displayName.replaceAll('"', '')}"`).join(', ');
}

async function one(scene: Scene, kind: Flood, by: string, turn: number): Promise<void> {
  switch (kind) {
    case 'asks':
      return scene.say(by, turn % 2 === 0 ? `let me send as ${named(scene, turn)}` : 'cancel my requests');
    case 'names':
      return scene.say(
        by,
        `let Ann No${turn}, Bob No${turn}, Cid No${turn} and Dov No${turn} send as ${named(scene, turn)}`,
      );
    case 'forms': {
      const people = scene.staff().slice(turn % 10, (turn % 10) + 5);
      const value = { verb: 'submit', right: 'sendAs', people: people.map((it) => it.displayName).join(', ') };
      return scene.submit(by, { ...value, groups: named(scene, turn), duration: 'PT2H' });
    }
    case 'looks':
      return scene.say(by, turn % 2 === 0 ? `who can send as ${named(scene, turn).split(', ')[0]}?` : 'my requests');
  }
}
