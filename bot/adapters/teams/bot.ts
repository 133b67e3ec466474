import {
  type Activity,
  ActivityHandler,
  BotAdapter,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder-core';
import type { Answer, Conversation, Turn } from '../../app/turn.ts';
import type { Log } from '../../ports/log.ts';
import type { Incoming } from './activity.ts';
import type { Identify } from './roster.ts';
import { editedTurn, hasBot, invokeTurn, leftPerson, messageTurn, metTurn, mostChoices } from './turn.ts';

/** The body of an answer to an invoke. Teams wants HTTP 200 for every one of them and never an empty body. */
export interface InvokeBody {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

export interface BotOptions {
  readonly conversation: Conversation;
  readonly log: Log;
  /** What a person reads when we fail, in the language of the locale. */
  readonly sorry: (locale: string | null) => string;
  /** Who is meant by mentions; default: as far as the activity says it. */
  readonly identify?: Identify;
}

/** Takes an activity that has been authenticated; gives the body for an invoke, null for everything else. */
export type Bot = (activity: Incoming, correlation: string) => Promise<InvokeBody | null>;

/** Builds botbuilder's part: its adapter and activity handler, without its authentication and without its client. */
export function createBot(options: BotOptions): Bot {
  const adapter = new GatedAdapter();
  const handler = new Handler(options);
  return (activity, correlation) => adapter.process(activity, correlation, (context) => handler.run(context));
}

const incoming = Symbol('incoming');
const trace = Symbol('correlation');
const reply = Symbol('reply');

/** botbuilder's adapter for activities that have been authenticated. It sends nothing: that is the messenger's work. */
class GatedAdapter extends BotAdapter {
  async process(
    activity: Incoming,
    correlation: string,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeBody | null> {
    // Only what the handler's dispatch looks at; the checked activity itself goes along in the turn's state.
    const { type, action, name, id, channelId, serviceUrl } = activity;
    const context = new TurnContext(this, { type, action, name, id, channelId, serviceUrl });
    context.turnState.set(incoming, activity);
    context.turnState.set(trace, correlation);
    await this.runMiddleware(context, logic);
    return context.turnState.get<InvokeBody>(reply) ?? null;
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    for (const { type, value } of activities) {
      if (type !== 'invokeResponse') throw new Error('messages are sent by the messenger');
      context.turnState.set(reply, (value as InvokeResponse<InvokeBody>).body);
    }
    return activities.map(() => ({ id: '' }));
  }

  override async updateActivity(): Promise<undefined> {
    throw new Error('messages are updated by the messenger');
  }

  override async continueConversation(): Promise<void> {
    throw new Error('conversations are continued by the messenger');
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('messages are not deleted');
  }
}

const heard = (context: TurnContext) => ({
  activity: context.turnState.get<Incoming>(incoming),
  correlation: context.turnState.get<string>(trace),
});

/** Sorts activities by kind in botbuilder's way; every kind that it does not know ends without an effect. */
class Handler extends ActivityHandler {
  readonly #options: BotOptions;

  constructor(options: BotOptions) {
    super();
    this.#options = options;
  }

  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    const { activity, correlation } = heard(context);
    await this.#take(messageTurn(await this.#identified(activity), correlation));
  }

  protected override async onMessageUpdateActivity(context: TurnContext): Promise<void> {
    const { activity, correlation } = heard(context);
    await this.#take(editedTurn(await this.#identified(activity), correlation));
  }

  #identified(activity: Incoming): Incoming | Promise<Incoming> {
    return this.#options.identify?.(activity) ?? activity;
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { activity, correlation } = heard(context);
    return { status: 200, body: await this.#invoke(activity, correlation) };
  }

  protected override async onInstallationUpdateActivity(context: TurnContext): Promise<void> {
    const { activity, correlation } = heard(context);
    if (activity.action?.startsWith('add')) await this.#take(metTurn(activity, correlation));
    if (activity.action?.startsWith('remove')) await this.#left(activity);
  }

  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const { activity, correlation } = heard(context);
    if (hasBot(activity, activity.membersAdded)) await this.#take(metTurn(activity, correlation));
    if (hasBot(activity, activity.membersRemoved)) await this.#left(activity);
  }

  async #take(turn: Turn | null): Promise<void> {
    if (!turn) return;
    const answer = await this.#options.conversation.take(turn);
    // Only an invoke carries its answer back; here it has gone through the messenger already.
    if (answer.kind !== 'none') this.#options.log.warn('teams.answer-unused', { kind: answer.kind });
  }

  async #left(activity: Incoming): Promise<void> {
    const person = leftPerson(activity);
    if (person) await this.#options.conversation.left(person);
  }

  async #invoke(activity: Incoming, correlation: string): Promise<InvokeBody> {
    const { conversation, log, sorry } = this.#options;
    const turn = invokeTurn(activity, correlation);
    if (!turn) return errorBody(400, 'BadRequest', sorry(activity.locale ?? null));
    try {
      return invokeBody(await conversation.take(turn), turn);
    } catch (error) {
      log.error('teams.turn-failed', { correlation, kind: turn.kind, person: turn.speaker.id, error });
      return errorBody(500, 'InternalError', sorry(turn.speaker.locale));
    }
  }
}

const errorBody = (statusCode: 400 | 500, code: string, message: string): InvokeBody => ({
  statusCode,
  type: 'application/vnd.microsoft.error',
  value: { code, message },
});

/** Source: "Universal Actions for Adaptive Cards", response format (Microsoft Teams developer documentation). */
function invokeBody(answer: Answer, turn: Turn): InvokeBody {
  const ok = (type: string, value: unknown): InvokeBody => ({ statusCode: 200, type, value });
  if (turn.kind === 'search') {
    const results = answer.kind === 'choices' ? answer.choices.slice(0, mostChoices) : [];
    return ok('application/vnd.microsoft.search.searchResponse', { results });
  }
  switch (answer.kind) {
    case 'card':
      return answer.message.card
        ? ok('application/vnd.microsoft.card.adaptive', answer.message.card)
        : ok('application/vnd.microsoft.activity.message', answer.message.text ?? answer.message.summary);
    case 'sentence':
      return ok('application/vnd.microsoft.activity.message', answer.text);
    case 'choices':
    case 'none':
      return ok('application/vnd.microsoft.activity.message', '');
  }
}
