import type { FaultyService, Mode } from '../protocol.ts';
import { freshId, h, icon } from './dom.ts';
import { server } from './server.ts';
import { store } from './store.ts';

interface Choice {
  readonly mode: Mode | null;
  readonly title: string;
  readonly detail: string;
  /** As the banner says it. */
  readonly now: string;
}

const works: Choice = { mode: null, title: 'Works', detail: 'as it should', now: '' };
const throttle: Choice = {
  mode: 'throttle',
  title: 'Throttles',
  detail: '429, wait 15 s',
  now: 'is throttling (429, Retry-After 15 s)',
};
const down: Choice = { mode: 'down', title: 'Is down', detail: '503', now: 'is down (503)' };
const late: Choice = { mode: 'late', title: 'Answers late', detail: 'after 6 s', now: 'answers 6 seconds late' };
const lost: Choice = {
  mode: 'lose-reply',
  title: 'Loses the reply',
  detail: 'after doing the work',
  now: 'does the work and loses the reply',
};

const refuse: Choice = {
  mode: 'refuse',
  title: 'Puts changes off',
  detail: 'with errors that pass',
  now: 'refuses changes with errors that pass',
};
const orphan: Choice = {
  mode: 'orphan',
  title: 'Lists an orphan',
  detail: 'and takes no other delegate',
  now: 'takes no change of delegates because of an entry that belongs to nobody',
};
const bareNames: Choice = {
  mode: 'bare-names',
  title: 'Shows bare names',
  detail: 'without addresses',
  now: 'shows people by their names alone',
};

const services: readonly { service: FaultyService; name: string; choices: readonly Choice[] }[] = [
  { service: 'exchange', name: 'Exchange', choices: [works, throttle, down, late, lost, refuse, orphan, bareNames] },
  { service: 'graph', name: 'Graph', choices: [works, throttle, down, late] },
];

/** The switches that make the twin misbehave, one group of radio buttons a service. */
export function switches() {
  const inputs = new Map<string, HTMLInputElement>();
  const groups = services.map(({ service, name, choices }) => {
    const radio = freshId('service');
    const rows = choices.map(({ mode, title, detail }) => {
      const choose = () => void server.misbehave(service, mode);
      const input = h('input', { type: 'radio', name: radio, value: mode ?? 'works', onchange: choose });
      inputs.set(`${service}/${mode}`, input);
      return h('label', {}, input, h('span', {}, title, ' ', h('small', {}, detail)));
    });
    return h('fieldset', {}, h('legend', {}, name), ...rows);
  });
  const update = () => {
    for (const { service } of services) {
      const input = inputs.get(`${service}/${store.switches()[service]}`);
      if (input) input.checked = true;
    }
  };
  return { element: h('div', { class: 'switches' }, ...groups), update };
}

/** Says at the top of the page that something is made to misbehave, and ends it. */
export function banner() {
  const element = h('div', { class: 'banner', role: 'status' });
  let known = '';
  const update = () => {
    const on = services.flatMap(({ service, name, choices }) => {
      const choice = choices.find(({ mode }) => mode && mode === store.switches()[service]);
      return choice ? [{ service, sentence: `${name} ${choice.now}.` }] : [];
    });
    const text = on.map(({ sentence }) => sentence).join(' ');
    if (text === known) return;
    known = text;
    const end = () => {
      for (const { service } of on) void server.misbehave(service, null);
    };
    element.replaceChildren();
    if (on.length > 0)
      element.append(
        icon('warning'),
        h('p', {}, text),
        h('button', { type: 'button', onclick: end }, 'Back to normal'),
      );
  };
  return { element, update };
}
