import type { Message } from '../../ports/messenger.ts';
import { about, type Desk, message, noButtons } from '../desk.ts';
import { inert } from '../inert.ts';
import { nameOf } from '../named.ts';
import type { Role, View } from '../view.ts';

type Help = Extract<View, { view: 'help' }>;

/** What a person in this role can say, with the names of the person's own groups. */
function examples({ say }: Desk, role: Role, groups: Help['groups']): readonly string[] {
  const any = say('help-any-group');
  const name = (all: readonly string[], at = 0) => inert(all[at] ?? all[0] ?? '', 256) || any;
  const member = { group: name(groups.member) };
  const second = { group: name(groups.member, 1) };
  const owned = { group: name(groups.owned) };
  switch (role) {
    case 'member':
      return [
        say('help-ask-me', member),
        say('help-ask-other', second),
        say('help-ask-same'),
        say('help-who', member),
        say('help-what-me'),
        say('help-policy', member),
        say('help-mine'),
        say('help-form'),
      ];
    case 'owner':
      return [
        say('help-pending'),
        say('help-approve'),
        say('help-deny'),
        say('help-stop', owned),
        say('help-audit', owned),
      ];
    case 'auditor':
      return [say('help-who', member), say('help-what'), say('help-audit', member), say('help-audit-person')];
    case 'admin':
      return [
        say('help-pending'),
        say('help-what'),
        say('help-audit', member),
        say('help-audit-person'),
        say('help-stop', member),
      ];
  }
}

const quote = (text: string) => ({ text });

/** What this person can do, and how to say it. */
export function help(desk: Desk, { roles, groups }: Help): Message {
  const { say } = desk;
  const shown = (['member', 'owner', 'auditor', 'admin'] as const).filter(
    (role) => role === 'member' || roles.includes(role),
  );
  const sections = shown.map((role) => ({
    title: say(`help-${role}`),
    examples: examples(desk, role, groups).map(quote),
  }));
  const head = about('?', say('help-state'));
  const told = sections.flatMap(({ title, examples }) => [`${title}:`, ...examples.map(({ text }) => `– ${text}`)]);
  return message(
    'help',
    { head, lead: say('help-lead'), sections, buttons: noButtons, foot: say('help-foot') },
    told,
    head.state,
  );
}

/** The first words to a person, once. */
export function welcome(desk: Desk, { name, groups }: Extract<View, { view: 'welcome' }>): Message {
  const { say } = desk;
  const said = examples(desk, 'member', { member: groups, owned: [] }).slice(0, 2);
  const sections = [{ title: say('help-member'), examples: said.map(quote) }];
  const head = about('»', say('welcome-state'));
  const data = {
    head,
    lead: say('welcome-lead', { name: nameOf({ name }) }),
    sections,
    buttons: noButtons,
    foot: say('welcome-foot'),
  };
  return message(
    'help',
    data,
    said.map((text) => `– ${text}`),
    head.state,
  );
}
