import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { inStory, correlation as presentCorrelation } from '../../ports/story.ts';
import { answer, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { parseActivity } from './activity.ts';
import type { Authenticator, Refusal } from './authenticate.ts';
import { checkHeaders, checkRepeated, readJson } from './body.ts';
import type { Bot, BotOptions } from './bot.ts';
import { createRefusals, type NoteRefusal } from './refusals.ts';
import { throughRestify } from './restify.ts';

export interface MessagesOptions extends BotOptions {
  readonly authenticator: Authenticator;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Teams sends an activity again that was answered late or with certain failures, 5xx among them (msteams-docs #6084, #8998). */
const sendAgain = 503;
const path = '/api/messages';

/** `POST /api/messages`: what the channel sends, one activity a request. */
export function messagesRoute(options: MessagesOptions): Route {
  const bot = lazyBot(options);
  const noteRefusal = createRefusals(options.log);
  const handle = (request: IncomingMessage, response: ServerResponse) =>
    inStory({}, async () =>
      answer(request, response, await receive({ ...options, noteRefusal }, bot, request, response)),
    );
  return { method: 'POST', path, handle: throughRestify(path, handle, options.log) };
}

/** botbuilder brings half of Azure's libraries along (20 MB): they are loaded with the first activity. */
function lazyBot(options: BotOptions): Bot {
  let made: Promise<Bot> | null = null;
  const make = async () => (await import('./bot.ts')).createBot(options);
  return async (activity, correlation) => {
    made ??= make();
    return (await made)(activity, correlation);
  };
}

/** One activity: the token before the body, the body before the SDK. A refusal says nothing but its status. */
async function receive(
  { authenticator, log, metrics, noteRefusal }: MessagesOptions & { readonly noteRefusal: NoteRefusal },
  bot: Bot,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply> {
  const started = performance.now();
  const correlation = presentCorrelation();
  const refused = (refusal: Refusal): Reply => {
    metrics.count('refused', { why: refusal.why });
    noteRefusal(refusal);
    return { status: refusal.refused };
  };
  const repeated = checkRepeated(request.rawHeaders);
  if (repeated) return refused(repeated);
  const claims = await authenticator.checkToken(request.headers.authorization);
  if ('refused' in claims) return refused(claims);
  const unfit = checkHeaders(request.headers);
  if (unfit) return refused(unfit);
  if (request.headers.expect) response.writeContinue();
  const body = await readJson(request);
  if ('refused' in body) return refused(body);
  const activity = parseActivity(body.json);
  if (!activity) return refused({ refused: 400, why: 'activity-shape' });
  const foreign = authenticator.checkActivity(claims, activity);
  if (foreign) return refused(foreign);

  const reply = await bot(activity, correlation).then(
    (body): Reply => (body ? { status: 200, body } : { status: 200 }),
    (error: unknown): Reply => {
      // Nobody has heard of it: Teams sends it again, and keeps it from being lost.
      log.error('teams.turn-failed', { correlation, kind: activity.type, status: sendAgain, error });
      metrics.count('turn_failed');
      return { status: sendAgain };
    },
  );
  const ms = performance.now() - started;
  metrics.time('turn', ms, {
    kind: activity.type === 'message' || activity.type === 'invoke' ? activity.type : 'other',
  });
  log.info('teams.turn', {
    correlation,
    kind: activity.type,
    person: activity.from.aadObjectId ?? '',
    ms: Math.round(ms),
  });
  return reply;
}
