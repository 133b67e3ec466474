import { demoPerson } from '../../bot/sandbox/world.ts';
import type { Act } from './misdeeds.ts';
import type { Scene } from './scene.ts';

const terms = [' for 30 minutes', ' for 2 hours', ' for 2 hours', ' for 1 day', ''];
/** The last circle is kept for the measurements. */
const kept = 1;

/** What an honest person does now: asks, decides on what waits, gives back, stops. */
export function honest(scene: Scene): Act {
  const deciding = decisions(scene);
  if (deciding.length > 0 && scene.chance(0.65)) return scene.pick(deciding);
  const circle = scene.pick(scene.circles.slice(0, -kept));
  const { member, owners } = circle;
  const group = scene.groups.get(circle.group.id) ?? circle.group;
  const held = (['sendAs', 'sendOnBehalf'] as const).find((right) => group[right].has(member.id));
  const name = scene.pick([`"${group.displayName}"`, group.displayName, group.mail]);
  if (held !== undefined && scene.chance(0.5)) {
    const sending = held === 'sendAs' ? 'sending as' : 'sending on behalf of';
    const stop = `stop ${member.userPrincipalName} from ${sending} ${group.mail}`;
    return scene.chance(0.5)
      ? () => scene.say(member.id, `I'm done ${sending} ${name}`)
      : () => scene.say(scene.pick(owners).id, stop);
  }
  const text = `let me send ${scene.pick(['as', 'on behalf of'])} ${name}${scene.pick(terms)}`;
  return () => {
    scene.step.meant.set(member.id, group.id);
    return scene.say(member.id, text);
  };
}

/** Everybody who has a card to decide on reads it and decides: all owners, also of groups that insiders have made. */
function decisions(scene: Scene): readonly Act[] {
  const deciders = [
    ...scene.circles.slice(0, -kept).flatMap(({ owners }) => owners.map(({ id }) => id)),
    ...['meganb', 'pattif', 'nestorw', 'zoeh', 'lidiah', 'miriamg', 'diegos'].map(demoPerson),
  ];
  return deciders.flatMap((person) =>
    scene.cards(person).flatMap((card) =>
      card.actions
        .filter(({ verb }) => /^(approve|deny)/.test(verb))
        .filter(({ verb }) => verb.startsWith('approve') || scene.chance(0.2))
        .map(({ verb, data }) => () => {
          for (const { request } of [data, ...((data.lines ?? []) as { request?: unknown }[])])
            if (typeof request === 'string') scene.step.shown.set(`${person} ${request}`, card.text);
          return scene.press(person, card, verb, data);
        }),
    ),
  );
}
