import type { ExchangeChange, Twin } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';

/** What a person does: types a sentence, or presses a button of the newest card that has it. */
export type Said = { readonly by: string; readonly say: string };
export type Pressed = {
  readonly by: string;
  readonly press: string;
  readonly inputs?: Readonly<Record<string, string>>;
};
/** All processes are stopped, so much time goes by, and they are started again. */
export type Clock = { readonly later: number };
/** Something happens to Microsoft's side (`of`: who plays that part, by alias); or is waited for: changes of this life. */
export type Elsewhere =
  | { readonly twin: (twin: Twin, of: (alias: string) => string) => void }
  | { readonly until: (changes: readonly ExchangeChange[]) => boolean };
/** `busy`: what it causes is not waited for. */
export type Step = ((Said | Pressed) & { readonly busy?: true }) | Elsewhere | Clock;

/** A kind of work under which the bot is killed. Everything else is the same for all: see `run.ts`. */
export interface Scenario {
  /** Carried out in peace, each until nothing is left to do. */
  readonly before: readonly Step[];
  /** Here the counting begins. */
  readonly trigger: Said | Pressed | Clock;
  /** The word for its state that every card shows in the end. */
  readonly word: 'waiting' | 'applied' | 'denied' | 'cancelled' | 'failed' | 'ended';
  /** Who hears of it by a new message. */
  readonly told: readonly string[];
  /** Exchange's changes because of the trigger, in their order. */
  readonly changes: readonly string[];
}

const asks: Step = { by: 'alexw', say: 'let me send as Marketing' };
const asksBehalf: Step = { by: 'alexw', say: 'let me send on behalf of Marketing' };
const approves: Pressed = { by: 'meganb', press: 'approve' };
const granted = [asks, approves];
const stops: Said = { by: 'pattif', say: 'stop Alex from sending as Marketing because the campaign is over' };
const exchange = (how: Parameters<Twin['misbehave']>[1]): Step => ({ twin: (twin) => twin.misbehave('exchange', how) });
const membership = (act: 'add' | 'delete'): Step => ({
  twin: ({ world }, of) => void world.groups.get(demoGroup(of('marketing')))?.members[act](demoPerson(of('alexw'))),
});
/** A colleague calls himself by somebody's object id, and Exchange's changes go where that one is not known yet. */
const namesake: Step = {
  twin(twin, of) {
    const { people } = twin.world;
    const [named, lee] = [demoPerson(of('alexw')), people.get(demoPerson(of('leegu')))];
    if (lee !== undefined) people.set(lee.id, { ...lee, displayName: named });
    twin.misbehave('exchange', { kind: 'unseen', id: named });
  },
};
/** An administrator gives somebody the same right in Exchange, as soon as Behalf has given it. */
const byHand: Step = {
  twin(twin, of) {
    const group = twin.world.groups.get(demoGroup(of('marketing')));
    const before = twin.changes.length;
    twin.onChange(() => {
      if (twin.changes.length > before) group?.sendAs.add(demoPerson(of('leegu')));
    });
  },
};
const day = 86_400_000;
const everyone = ['alexw', 'meganb', 'pattif'];

/** New ones at the end: the ledger counts them by their place. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  request: { before: [], trigger: asks, word: 'waiting', told: [], changes: [] },
  approve: { before: [asks], trigger: approves, word: 'applied', told: ['alexw'], changes: ['add sendAs'] },
  'approve-behalf': {
    before: [asksBehalf],
    trigger: approves,
    word: 'applied',
    told: ['alexw'],
    changes: ['add sendOnBehalf'],
  },
  replace: {
    before: [asksBehalf, approves, asks],
    trigger: approves,
    word: 'applied',
    told: ['alexw'],
    changes: ['add sendAs', 'remove sendOnBehalf'],
  },
  /** The other right was given by hand, in Exchange. */
  'replace-found': {
    before: [{ by: 'lidiah', say: 'let me send as Marketing' }],
    trigger: approves,
    word: 'applied',
    told: ['lidiah'],
    changes: ['add sendAs', 'remove sendOnBehalf'],
  },
  deny: {
    before: [asks],
    trigger: { by: 'meganb', press: 'deny', inputs: { reason: 'not this month' } },
    word: 'denied',
    told: ['alexw'],
    changes: [],
  },
  revoke: { before: granted, trigger: stops, word: 'ended', told: everyone, changes: ['remove sendAs'] },
  'revoke-found': {
    before: [],
    trigger: { by: 'pattif', say: 'stop Megan Bowen from sending as Training' },
    word: 'ended',
    // Its one owner has done it herself, and sees it on her card.
    told: ['meganb'],
    changes: ['remove sendAs'],
  },
  'give-back': {
    before: granted,
    trigger: { by: 'alexw', say: "I'm done sending as Marketing" },
    word: 'ended',
    told: everyone,
    changes: ['remove sendAs'],
  },
  cancel: { before: [asks], trigger: { by: 'alexw', press: 'cancel' }, word: 'cancelled', told: [], changes: [] },
  /** Approved and added, but Exchange's readings lag: so it is stopped before it counts as applied. */
  stop: {
    before: [
      asks,
      exchange({ kind: 'stale', ms: day }),
      { ...approves, busy: true },
      { until: (changes) => changes.length > 0 },
    ],
    trigger: stops,
    word: 'cancelled',
    told: ['alexw'],
    changes: ['remove sendAs'],
  },
  /** Its time is up while nobody runs. */
  expire: {
    before: [{ by: 'alexw', say: 'let me send as Marketing for two weeks' }, approves],
    // A day more: where the clocks are set back meanwhile, two weeks are an hour longer.
    trigger: { later: 15 * day },
    word: 'ended',
    told: everyone,
    changes: ['remove sendAs'],
  },
  /** Lost its ground before anybody decided. */
  'lose-ground': {
    before: [asks, membership('delete')],
    trigger: approves,
    word: 'failed',
    told: everyone,
    changes: [],
  },
  /** Exchange will not have it. */
  forbidden: {
    before: [asks, exchange({ kind: 'forbidden' })],
    trigger: approves,
    word: 'failed',
    told: everyone,
    changes: [],
  },
  throttled: {
    before: [asks, exchange({ kind: 'throttle', retryAfterSeconds: 1, times: 2 })],
    trigger: approves,
    word: 'applied',
    told: ['alexw'],
    changes: ['add sendAs'],
  },
  again: {
    before: [asks, membership('delete'), approves, membership('add')],
    trigger: { by: 'alexw', press: 'again' },
    word: 'waiting',
    told: [],
    changes: [],
  },
  /** Two requests in one sentence, decided at one press. */
  'approve-all': {
    before: [{ by: 'alexw', say: 'let me send as Marketing and Training' }],
    trigger: { by: 'pattif', press: 'approve-all' },
    word: 'applied',
    told: ['alexw'],
    changes: ['add sendAs', 'add sendAs'],
  },
  /** The one owner is who asks: the admins decide; and the name is asked back first. */
  admins: {
    before: [
      { by: 'alexw', say: 'let Lee send as Sales' },
      { by: 'alexw', say: '1' },
    ],
    trigger: { by: 'nestorw', press: 'approve' },
    word: 'applied',
    told: ['alexw', 'leechen'],
    changes: ['add sendAs'],
  },
  /** Stopped when the new right was added and the old one taken away, but nothing of it recorded yet. */
  'stop-late': {
    before: [
      ...granted,
      asksBehalf,
      exchange({ kind: 'late', ms: 700 }),
      { ...approves, busy: true },
      { until: (changes) => changes.at(-1)?.change === 'remove' },
    ],
    trigger: { by: 'pattif', say: 'stop Alex from sending on behalf of Marketing' },
    word: 'cancelled',
    told: ['alexw'],
    changes: ['remove sendOnBehalf'],
  },
  /** A colleague asked for the same: that request is answered by this one. */
  answered: {
    before: [{ by: 'lidiah', say: 'let Alex Wilber send as Marketing' }, asks],
    trigger: approves,
    word: 'applied',
    told: ['alexw'],
    changes: ['add sendAs'],
  },
  mistook: {
    before: [asks, namesake],
    trigger: approves,
    word: 'failed',
    told: everyone,
    changes: ['add sendAs', 'remove sendAs'],
  },
  stray: { before: [asks, byHand], trigger: approves, word: 'applied', told: ['alexw'], changes: ['add sendAs'] },
};
