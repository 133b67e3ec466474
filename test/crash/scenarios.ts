/** What a person does: types a sentence, or presses a button of the newest card that has it. */
export type Step =
  | { readonly by: string; readonly say: string }
  | { readonly by: string; readonly press: string; readonly inputs?: Readonly<Record<string, string>> };

/** A kind of work under which the bot is killed. Everything else is the same for all: see `run.ts`. */
export interface Scenario {
  /** Carried out in peace, each until nothing is left to do. */
  readonly before: readonly Step[];
  /** Here the counting begins. */
  readonly trigger: Step;
  /** The word for its state that every card shows in the end. */
  readonly word: string;
  /** Who hears of it by a new message. */
  readonly told: readonly string[];
  /** Exchange's changes because of the trigger, in their order. */
  readonly changes: readonly string[];
}

const asks: Step = { by: 'alexw', say: 'let me send as Marketing' };
const asksBehalf: Step = { by: 'alexw', say: 'let me send on behalf of Marketing' };
const approves: Step = { by: 'meganb', press: 'approve' };
const granted = [asks, approves];

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
  revoke: {
    before: granted,
    trigger: { by: 'pattif', say: 'stop Alex from sending as Marketing because the campaign is over' },
    word: 'ended',
    told: ['alexw', 'meganb', 'pattif'],
    changes: ['remove sendAs'],
  },
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
    told: ['alexw', 'meganb', 'pattif'],
    changes: ['remove sendAs'],
  },
};
